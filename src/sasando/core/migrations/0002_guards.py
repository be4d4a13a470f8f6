"""What must never be false about clock, policy, audit and evidence, in the database itself.

There is no way back: a guard is not taken away by undoing a migration.
"""

from django.conf import settings
from django.db import migrations

APP = settings.APP_DB_ROLE

# Every function names its search path with pg_temp last, so that a temporary table of the
# application's role can never stand in for a real one.
GUARDS = f"""
CREATE FUNCTION sasando_refuse_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'sasando_append_only',
        MESSAGE = format('%s is append-only: %s refused', TG_TABLE_NAME, TG_OP);
END $$;

CREATE FUNCTION sasando_guard_clock() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM core_deployment WHERE kind IN ('demo', 'test')) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'core_clock_is_fixed',
            MESSAGE = 'the clock of a production database cannot be moved';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION sasando_guard_policy() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM core_policy WHERE name = NEW.name)
       AND NEW.valid_from <= sasando_local_day(sasando_now()) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'core_policy_not_backward',
            MESSAGE = 'a policy that already holds can only be changed from a day to come';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER core_deployment_fixed BEFORE UPDATE OR DELETE ON core_deployment
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
CREATE TRIGGER core_clockmove_guard BEFORE INSERT ON core_clockmove
    FOR EACH ROW EXECUTE FUNCTION sasando_guard_clock();
CREATE TRIGGER core_clockmove_fixed BEFORE UPDATE OR DELETE ON core_clockmove
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
CREATE TRIGGER core_policy_guard BEFORE INSERT ON core_policy
    FOR EACH ROW EXECUTE FUNCTION sasando_guard_policy();
CREATE TRIGGER core_policy_fixed BEFORE UPDATE OR DELETE ON core_policy
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
CREATE TRIGGER core_auditevent_fixed BEFORE UPDATE OR DELETE ON core_auditevent
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
CREATE TRIGGER core_attachment_fixed BEFORE UPDATE OR DELETE ON core_attachment
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();

REVOKE INSERT, UPDATE, DELETE ON core_deployment FROM {APP};
REVOKE UPDATE, DELETE ON core_clockmove, core_policy, core_auditevent, core_attachment FROM {APP};
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
