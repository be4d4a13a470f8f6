"""When a unit moves in the tree, what waits in it moves along: `unit_path` repeats the unit's."""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION work_follow_unit() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE work_pendingdecision p SET unit_path = NEW.path
    FROM work_dailyentry e WHERE e.id = p.entry_id AND e.unit_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER work_pending_follows AFTER UPDATE OF path ON organization_unit
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION work_follow_unit();
"""
UNFOLLOW = """
DROP TRIGGER work_pending_follows ON organization_unit;
DROP FUNCTION work_follow_unit;
"""


class Migration(migrations.Migration):
    dependencies = [("work", "0004_fewer_indexes")]
    operations = [migrations.RunSQL(FOLLOW, UNFOLLOW)]
