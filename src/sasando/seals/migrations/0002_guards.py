"""What must never be false about seals, in the database itself: they only grow, without gaps.

There is no way back: a guard is not taken away by undoing a migration.
"""

from django.conf import settings
from django.db import migrations

APP = settings.APP_DB_ROLE

# 7302 is the lock of sealing (seals.actions.SEALING_LOCK). After waiting for it, a statement of
# these functions sees what the sealing before it committed.
GUARDS = """
ALTER TABLE seals_sealedday ADD CONSTRAINT seals_day_root_length
    CHECK (octet_length(root) = 32);
ALTER TABLE seals_sealedday ADD CONSTRAINT seals_day_closings_list
    CHECK (jsonb_typeof(closings) = 'array');
ALTER TABLE seals_checkpoint ADD CONSTRAINT seals_checkpoint_root_length
    CHECK (octet_length(root) = 32);
ALTER TABLE seals_tile ADD CONSTRAINT seals_tile_length
    CHECK (octet_length(hashes) = 32 * width);

CREATE FUNCTION seals_guard_day() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    next_index bigint;
    last_closing timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(7302, 0);
    SELECT COALESCE(max(leaf_index) + 1, 0) INTO next_index FROM seals_sealedday;
    IF NEW.leaf_index <> next_index THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'seals_day_no_gap',
            MESSAGE = format('the next sealed day is number %s, not %s', next_index, NEW.leaf_index);
    END IF;
    SELECT max(instant::timestamptz) INTO last_closing
        FROM jsonb_array_elements_text(NEW.closings) AS instant;
    IF last_closing > LEAST(NEW.sealed_at, sasando_now()) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'seals_day_still_open',
            MESSAGE = format('%s is open until %s', NEW.day, last_closing);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION seals_guard_checkpoint() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7302, 0);
    IF NOT EXISTS (SELECT 1 FROM seals_sealedday WHERE leaf_index = NEW.tree_size - 1) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'seals_checkpoint_has_days',
            MESSAGE = format('there are fewer than %s sealed days', NEW.tree_size);
    END IF;
    RETURN NEW;
END $$;

-- Runs at commit: no day is sealed without a signed head that holds it.
CREATE FUNCTION seals_guard_signed() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM seals_checkpoint WHERE tree_size = NEW.leaf_index + 1) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'seals_day_is_signed',
            MESSAGE = format('%s has no signed head', NEW.day);
    END IF;
    RETURN NULL;
END $$;

-- A tile lies within its tree, and a wider row begins with what the narrower one said.
CREATE FUNCTION seals_guard_tile() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    leaves bigint;
    held bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(7302, 0);
    IF NEW.tree = 'hari' THEN
        SELECT count(*) INTO leaves FROM seals_sealedday;
    ELSE
        SELECT entry_count INTO leaves FROM seals_sealedday
            WHERE day = substring(NEW.tree FROM 6)::date;
    END IF;
    IF leaves IS NULL OR NEW.level > 7
       OR NEW.number::bigint * 256 + NEW.width > leaves >> (8 * NEW.level) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'seals_tile_in_tree',
            MESSAGE = format('tree %s has no such tile', NEW.tree);
    END IF;
    SELECT hashes INTO held FROM seals_tile
        WHERE tree = NEW.tree AND level = NEW.level AND number = NEW.number
        ORDER BY width DESC LIMIT 1;
    IF held IS NOT NULL AND (octet_length(held) >= octet_length(NEW.hashes)
       OR substring(NEW.hashes FROM 1 FOR octet_length(held)) <> held) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'seals_tile_only_grows',
            MESSAGE = format('a tile of %s can only grow', NEW.tree);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER seals_day_guard BEFORE INSERT ON seals_sealedday
    FOR EACH ROW EXECUTE FUNCTION seals_guard_day();
CREATE CONSTRAINT TRIGGER seals_day_signed AFTER INSERT ON seals_sealedday
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION seals_guard_signed();
CREATE TRIGGER seals_checkpoint_guard BEFORE INSERT ON seals_checkpoint
    FOR EACH ROW EXECUTE FUNCTION seals_guard_checkpoint();
CREATE TRIGGER seals_tile_guard BEFORE INSERT ON seals_tile
    FOR EACH ROW EXECUTE FUNCTION seals_guard_tile();
"""

APPEND_ONLY = ("seals_sealedday", "seals_checkpoint", "seals_tile")
FIXED = "".join(
    f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();\n"
    f"REVOKE UPDATE, DELETE ON {table} FROM {APP};\n"
    for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    dependencies = [("seals", "0001_initial"), ("core", "0002_guards")]
    operations = [migrations.RunSQL(GUARDS + FIXED)]
