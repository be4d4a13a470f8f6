"""Closed is closed: the guards of the day, in the database itself.

Takes the place of trust in the application: recording at or after the closing instant, changing
or deleting an entry, inventing a later instant, deciding on oneself and rewriting totals are all
refused by PostgreSQL, whoever asks.
"""

from django.conf import settings
from django.db import migrations

APP = settings.APP_DB_ROLE

GUARDS = f"""
-- An entry serves a planned result of its own author.
ALTER TABLE work_dailyentry ADD CONSTRAINT work_entry_result_of_author
    FOREIGN KEY (result_id, person_id) REFERENCES work_plannedresult (id, person_id);
-- An entry carries one of the closing instants in force for its day.
ALTER TABLE work_dailyentry ADD CONSTRAINT work_entry_window
    FOREIGN KEY (day, closes_at) REFERENCES work_daywindow (day, closes_at);

CREATE FUNCTION work_guard_window() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    policy jsonb;
    last_instant timestamptz;
BEGIN
    SELECT value INTO policy FROM core_policy
        WHERE name = 'penutupan-hari' AND valid_from <= NEW.day
        ORDER BY valid_from DESC LIMIT 1;
    last_instant := sasando_local_midnight(
        NEW.day + 1 + COALESCE((policy ->> 'hari_terpanjang')::int, 1));
    -- A window is opened while its day runs; never for a day that is over, never beyond policy.
    IF sasando_now() >= sasando_local_midnight(NEW.day + 1)
       OR NEW.closes_at > last_instant OR NEW.closes_at <= sasando_now() THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'work_window_is_over',
            MESSAGE = format('no closing instant can be added for %s now', NEW.day);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION work_guard_entry() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    -- Shared with other entries of the day, exclusive for the closing: the closing waits for
    -- every entry that was recorded in time and is not yet committed.
    PERFORM pg_advisory_xact_lock_shared(7301, NEW.day - date '2000-01-01');
    NEW.recorded_at := sasando_now();
    IF NEW.recorded_at >= NEW.closes_at
       OR NEW.recorded_at < sasando_local_midnight(NEW.day)
       OR EXISTS (SELECT 1 FROM work_dayclosing WHERE day = NEW.day) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'work_day_is_closed',
            MESSAGE = format('%s takes no entries at %s', NEW.day, NEW.recorded_at);
    END IF;
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM work_dailyentry earlier
        WHERE earlier.id = NEW.replaces_id AND earlier.person_id = NEW.person_id
          AND earlier.day = NEW.day
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'work_replaces_own_entry',
            MESSAGE = 'an entry replaces only an entry of the same person and day';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION work_guard_decision() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    NEW.decided_at := sasando_now();
    IF EXISTS (SELECT 1 FROM work_dailyentry WHERE id = NEW.entry_id
               AND person_id = NEW.person_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'work_decides_on_oneself',
            MESSAGE = 'nobody decides on his own entry';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION work_guard_totals() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM seals_sealedday
               WHERE day = to_date(NEW.period::text, 'YYYYMMDD')) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'work_day_is_closed',
            MESSAGE = format('the totals of %s are sealed', NEW.period);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION work_guard_closing() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    last_instant timestamptz;
BEGIN
    SELECT max(closes_at) INTO last_instant FROM work_daywindow WHERE day = NEW.day;
    IF sasando_now() < COALESCE(last_instant, sasando_local_midnight(NEW.day + 1)) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'work_day_still_open',
            MESSAGE = format('%s is still open', NEW.day);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER work_window_guard BEFORE INSERT ON work_daywindow
    FOR EACH ROW EXECUTE FUNCTION work_guard_window();
CREATE TRIGGER work_entry_guard BEFORE INSERT ON work_dailyentry
    FOR EACH ROW EXECUTE FUNCTION work_guard_entry();
CREATE TRIGGER work_decision_guard BEFORE INSERT ON work_entrydecision
    FOR EACH ROW EXECUTE FUNCTION work_guard_decision();
CREATE TRIGGER work_closing_guard BEFORE INSERT ON work_dayclosing
    FOR EACH ROW EXECUTE FUNCTION work_guard_closing();
CREATE TRIGGER work_personday_guard BEFORE INSERT ON work_personday
    FOR EACH ROW EXECUTE FUNCTION work_guard_totals();
CREATE TRIGGER work_unitday_guard BEFORE INSERT ON work_unitday
    FOR EACH ROW EXECUTE FUNCTION work_guard_totals();
CREATE TRIGGER work_resultday_guard BEFORE INSERT ON work_resultday
    FOR EACH ROW EXECUTE FUNCTION work_guard_totals();
CREATE TRIGGER work_objectiveday_guard BEFORE INSERT ON work_objectiveday
    FOR EACH ROW EXECUTE FUNCTION work_guard_totals();
"""

APPEND_ONLY = (
    "work_daywindow",
    "work_dailyentry",
    "work_entrydecision",
    "work_dayclosing",
    "work_personday",
    "work_unitday",
    "work_resultday",
    "work_objectiveday",
)
FIXED = "".join(
    f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();\n"
    f"REVOKE UPDATE, DELETE ON {table} FROM {APP};\n"
    for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0001_initial"),
        ("core", "0002_guards"),
        ("seals", "0001_initial"),
    ]
    operations = [migrations.RunSQL(GUARDS + FIXED)]
