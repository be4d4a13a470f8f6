"""Closed is closed for measuring: the guards of quarters, revisions and second persons.

PostgreSQL itself refuses a figure, a file or a verification of a closed period, keeps every former
figure, target and definition, and lets nobody verify what he reported himself. Rows that stood
before become their own first version.
"""

from django.conf import settings
from django.db import migrations

APP = settings.APP_DB_ROLE

FUNCTIONS = """
CREATE FUNCTION planning_last_day(for_year integer, for_quarter integer) RETURNS date
    LANGUAGE sql IMMUTABLE AS $$
    SELECT (make_date(for_year, CASE for_quarter WHEN 0 THEN 12 ELSE for_quarter * 3 END, 1)
            + interval '1 month - 1 day')::date
$$;

-- The first instant at which a period takes no more figures; twin of rules.measuring.
CREATE FUNCTION planning_closes_at(for_year integer, for_quarter integer) RETURNS timestamptz
    LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    last_day date := planning_last_day(for_year, for_quarter);
    policy jsonb;
BEGIN
    SELECT value INTO policy FROM core_policy
        WHERE name = 'tenggang-pengukuran' AND valid_from <= last_day
        ORDER BY valid_from DESC LIMIT 1;
    RETURN sasando_local_midnight(last_day + 1 + COALESCE(
        (policy ->> CASE for_quarter WHEN 0 THEN 'tahun' ELSE 'triwulan' END)::int, 0));
END $$;

CREATE FUNCTION planning_is_reopened(of_indicator bigint, for_year integer, for_quarter integer)
    RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM planning_periodreopening opening
        WHERE opening.indicator_id = of_indicator AND opening.year = for_year
          AND opening.quarter = for_quarter AND sasando_now() < opening.open_until)
$$;

-- A period before measuring in Sasando began: its figures may be loaded once, as history.
CREATE FUNCTION planning_is_history(for_year integer, for_quarter integer) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT COALESCE(planning_last_day(for_year, for_quarter) < (
        SELECT (value ->> 'tanggal')::date FROM core_policy
        WHERE name = 'awal-pengukuran' AND valid_from <= sasando_local_day(sasando_now())
        ORDER BY valid_from DESC LIMIT 1), false)
$$;

CREATE FUNCTION planning_may_be_invented(example boolean) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT example AND EXISTS (SELECT 1 FROM core_deployment WHERE kind IN ('demo', 'test'))
$$;

-- Open before its closing, while reopened, and, when it was said in time that the official figure
-- is not released yet, until that release closes.
CREATE FUNCTION planning_takes_figures(
    of_indicator bigint, of_measurement bigint, for_year integer, for_quarter integer
) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    closing timestamptz := planning_closes_at(for_year, for_quarter);
    lag integer;
BEGIN
    IF sasando_now() < closing OR planning_is_reopened(of_indicator, for_year, for_quarter) THEN
        RETURN true;
    END IF;
    SELECT release_lag INTO lag FROM planning_indicator WHERE id = of_indicator;
    IF lag = 0 OR of_measurement IS NULL THEN
        RETURN false;
    END IF;
    RETURN sasando_now() < sasando_local_midnight(sasando_local_day(closing) + lag)
        AND EXISTS (SELECT 1 FROM planning_measurementversion said
            WHERE said.measurement_id = of_measurement AND said.status = 'BELUM_RILIS'
              AND said.recorded_at < closing);
END $$;

CREATE FUNCTION planning_refuse_closed(for_year integer, for_quarter integer) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'planning_period_is_closed',
        MESSAGE = format('period %s/%s is closed', for_year, for_quarter);
END $$;
"""

MEASUREMENTS = """
CREATE FUNCTION planning_guard_measurement() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    of_indicator bigint;
    running boolean;
    is_new_content boolean;
BEGIN
    SELECT i.id, i.entry_mode = 'RUNNING_TOTAL' INTO of_indicator, running
        FROM planning_indicatorseries s JOIN planning_indicator i ON i.id = s.indicator_id
        WHERE s.id = NEW.series_id;
    IF TG_OP = 'INSERT' THEN
        -- The unique constraint answers a row that stands already; loading again changes nothing.
        IF EXISTS (SELECT 1 FROM planning_measurement WHERE series_id = NEW.series_id
                   AND year = NEW.year AND quarter = NEW.quarter) THEN
            RETURN NEW;
        END IF;
        IF NOT (NEW.state = 'DIMUAT' AND (planning_is_history(NEW.year, NEW.quarter)
                                          OR planning_may_be_invented(NEW.is_example)))
           AND NOT planning_takes_figures(of_indicator, NULL, NEW.year, NEW.quarter) THEN
            PERFORM planning_refuse_closed(NEW.year, NEW.quarter);
        END IF;
        IF NEW.state IN ('TERVERIFIKASI', 'DIKEMBALIKAN') THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_state_needs_decision',
                MESSAGE = 'a new figure waits for a second person';
        END IF;
        NEW.version := 1;
        is_new_content := true;
    ELSE
        IF (NEW.id, NEW.series_id, NEW.year, NEW.quarter, NEW.is_example)
           IS DISTINCT FROM (OLD.id, OLD.series_id, OLD.year, OLD.quarter, OLD.is_example) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_measurement_stays',
                MESSAGE = 'a measurement does not move to another period';
        END IF;
        IF NOT planning_takes_figures(of_indicator, OLD.id, OLD.year, OLD.quarter) THEN
            PERFORM planning_refuse_closed(OLD.year, OLD.quarter);
        END IF;
        is_new_content := (NEW.status, NEW.value, NEW.numerator, NEW.denominator, NEW.source,
                           NEW.released_on, NEW.reason)
            IS DISTINCT FROM (OLD.status, OLD.value, OLD.numerator, OLD.denominator, OLD.source,
                              OLD.released_on, OLD.reason);
        -- A draft is nobody's figure yet: it is written over until it is submitted.
        NEW.version := OLD.version + (is_new_content AND OLD.state <> 'DRAF')::int;
        IF NEW.version > OLD.version AND NEW.state <> 'DIAJUKAN' THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_state_needs_decision',
                MESSAGE = 'a corrected figure waits for a second person again';
        END IF;
        IF NEW.state IN ('TERVERIFIKASI', 'DIKEMBALIKAN') AND NOT EXISTS (
            SELECT 1 FROM planning_measurementdecision d WHERE d.measurement_id = NEW.id
              AND d.version = NEW.version AND d.verdict = NEW.state) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_state_needs_decision',
                MESSAGE = 'only the decision of a second person sets this state';
        END IF;
        IF NEW.state IN ('DIMUAT', 'DRAF') AND OLD.state <> NEW.state THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_state_needs_decision',
                MESSAGE = 'a reported figure does not become a loaded one or a draft';
        END IF;
        IF NOT is_new_content AND OLD.state <> 'DRAF' THEN
            NEW.recorded_by_id := OLD.recorded_by_id;
            NEW.recorded_at := OLD.recorded_at;
        END IF;
    END IF;
    IF is_new_content THEN
        NEW.recorded_at := sasando_now();
        IF running AND NEW.quarter > 0 AND NEW.value IS NOT NULL AND EXISTS (
            SELECT 1 FROM planning_measurement m WHERE m.series_id = NEW.series_id
              AND m.year = NEW.year AND m.quarter > 0 AND m.id IS DISTINCT FROM NEW.id
              AND CASE WHEN NEW.numerator IS NULL
                  THEN (m.value - NEW.value) * (NEW.quarter - m.quarter) > 0
                  ELSE (m.numerator - NEW.numerator) * (NEW.quarter - m.quarter) > 0
                    OR (m.denominator - NEW.denominator) * (NEW.quarter - m.quarter) > 0 END)
        THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_running_total_falls',
                MESSAGE = 'a running total does not fall';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION planning_guard_measurement_deleted() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM planning_refuse_closed(OLD.year, OLD.quarter);
    RETURN NULL;
END $$;

-- The former figures are written by the database alone: the application has no right to.
CREATE FUNCTION planning_keep_measurement() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'DRAF'
       AND (TG_OP = 'INSERT' OR NEW.version > OLD.version OR OLD.state = 'DRAF') THEN
        INSERT INTO planning_measurementversion (measurement_id, number, status, value, numerator,
            denominator, source, released_on, reason, recorded_by_id, recorded_at)
        VALUES (NEW.id, NEW.version, NEW.status, NEW.value, NEW.numerator, NEW.denominator,
            NEW.source, NEW.released_on, NEW.reason, NEW.recorded_by_id, NEW.recorded_at);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION planning_guard_evidence() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    figure record;
BEGIN
    SELECT m.id, m.year, m.quarter, m.version, s.indicator_id INTO figure
        FROM planning_measurement m JOIN planning_indicatorseries s ON s.id = m.series_id
        WHERE m.id = NEW.measurement_id;
    IF NOT planning_takes_figures(figure.indicator_id, figure.id, figure.year, figure.quarter) THEN
        PERFORM planning_refuse_closed(figure.year, figure.quarter);
    END IF;
    IF NEW.version <> figure.version THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_evidence_of_newest',
            MESSAGE = 'a file belongs to the newest version of a figure';
    END IF;
    NEW.added_at := sasando_now();
    RETURN NEW;
END $$;

CREATE FUNCTION planning_guard_decision() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    figure record;
BEGIN
    SELECT m.id, m.year, m.quarter, m.version, m.state, m.recorded_by_id, s.indicator_id
        INTO figure
        FROM planning_measurement m JOIN planning_indicatorseries s ON s.id = m.series_id
        WHERE m.id = NEW.measurement_id;
    IF NOT planning_takes_figures(figure.indicator_id, figure.id, figure.year, figure.quarter) THEN
        PERFORM planning_refuse_closed(figure.year, figure.quarter);
    END IF;
    IF figure.state <> 'DIAJUKAN' OR NEW.version <> figure.version THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_decides_on_submitted',
            MESSAGE = 'only the newest submitted version can be decided on';
    END IF;
    IF NEW.decided_by_id = figure.recorded_by_id THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_decides_on_oneself',
            MESSAGE = 'nobody verifies a figure he reported himself';
    END IF;
    NEW.decided_at := sasando_now();
    RETURN NEW;
END $$;

CREATE FUNCTION planning_follow_decision() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE planning_measurement SET state = NEW.verdict WHERE id = NEW.measurement_id;
    RETURN NULL;
END $$;

CREATE FUNCTION planning_guard_reopening() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    NEW.granted_at := sasando_now();
    IF NOT EXISTS (
        SELECT 1 FROM organization_appointment a
        JOIN organization_position q ON q.id = a.position_id
        WHERE a.person_id = NEW.granted_by_id AND q.duty IN ('WALI_KOTA', 'SEKDA')
          AND a.valid_from <= sasando_local_day(NEW.granted_at)
          AND (a.valid_to IS NULL OR a.valid_to >= sasando_local_day(NEW.granted_at))) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_reopened_by_leaders',
            MESSAGE = 'only the mayor or the regional secretary reopens a period';
    END IF;
    IF NEW.granted_at < planning_closes_at(NEW.year, NEW.quarter) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_period_still_open',
            MESSAGE = format('period %s/%s is still open', NEW.year, NEW.quarter);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER planning_measurement_guard BEFORE INSERT OR UPDATE ON planning_measurement
    FOR EACH ROW EXECUTE FUNCTION planning_guard_measurement();
CREATE TRIGGER planning_measurement_stays BEFORE DELETE ON planning_measurement
    FOR EACH ROW EXECUTE FUNCTION planning_guard_measurement_deleted();
CREATE TRIGGER planning_measurement_kept AFTER INSERT OR UPDATE ON planning_measurement
    FOR EACH ROW EXECUTE FUNCTION planning_keep_measurement();
CREATE TRIGGER planning_evidence_guard BEFORE INSERT ON planning_measurementevidence
    FOR EACH ROW EXECUTE FUNCTION planning_guard_evidence();
CREATE TRIGGER planning_decision_guard BEFORE INSERT ON planning_measurementdecision
    FOR EACH ROW EXECUTE FUNCTION planning_guard_decision();
CREATE TRIGGER planning_decision_followed AFTER INSERT ON planning_measurementdecision
    FOR EACH ROW EXECUTE FUNCTION planning_follow_decision();
CREATE TRIGGER planning_reopening_guard BEFORE INSERT ON planning_periodreopening
    FOR EACH ROW EXECUTE FUNCTION planning_guard_reopening();
"""

DEFINITIONS = """
-- What an indicator says of measuring and judging, without its place and its owner.
CREATE FUNCTION planning_indicator_content(said planning_indicator) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT (to_jsonb(said) - ARRAY['id', 'code', 'objective_id', 'agenda_id', 'owner_id',
            'owner_position_id', 'source_code', 'is_example', 'revision', 'revised_from',
            'revision_reason', 'revised_by_id'])
        || jsonb_build_object('display_cap', said.display_cap::text,
                              'baseline_value', said.baseline_value::text)
$$;

CREATE FUNCTION planning_guard_indicator() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.revision := 1;
        NEW.revised_from := date '2000-01-01';
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.code) IS DISTINCT FROM (OLD.id, OLD.code) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_indicator_code_stays',
            MESSAGE = 'the code of an indicator does not change';
    END IF;
    IF planning_indicator_content(NEW) = planning_indicator_content(OLD) THEN
        NEW.revision := OLD.revision;
        NEW.revised_from := OLD.revised_from;
        NEW.revision_reason := OLD.revision_reason;
        NEW.revised_by_id := OLD.revised_by_id;
        RETURN NEW;
    END IF;
    IF NEW.revision <> OLD.revision + 1 OR btrim(NEW.revision_reason) = '' THEN
        IF EXISTS (SELECT 1 FROM planning_measurement m
                   JOIN planning_indicatorseries s ON s.id = m.series_id
                   WHERE s.indicator_id = NEW.id) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_revision_unexplained',
                MESSAGE = 'a measured indicator changes only by a revision with its reason';
        END IF;
        NEW.revision_reason := 'Diubah sebelum ada pengukuran';
    END IF;
    NEW.revision := OLD.revision + 1;
    NEW.revised_from := sasando_local_day(sasando_now());
    RETURN NEW;
END $$;

CREATE FUNCTION planning_keep_indicator() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.revision > OLD.revision THEN
        INSERT INTO planning_indicatorrevision
            (indicator_id, number, valid_from, content, reason, revised_by_id, recorded_at)
        VALUES (NEW.id, NEW.revision, NEW.revised_from, planning_indicator_content(NEW),
            NEW.revision_reason, NEW.revised_by_id, sasando_now());
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION planning_guard_target() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    is_over boolean := sasando_now() >= sasando_local_midnight(
        planning_last_day(NEW.year, NEW.quarter) + 1)
        AND NOT planning_is_reopened(NEW.indicator_id, NEW.year, NEW.quarter);
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT 1 FROM planning_indicatortarget WHERE indicator_id = NEW.indicator_id
                   AND year = NEW.year AND quarter = NEW.quarter) THEN
            RETURN NEW;
        END IF;
        IF is_over AND NOT planning_is_history(NEW.year, NEW.quarter)
           AND NOT planning_may_be_invented(NEW.is_example) THEN
            PERFORM planning_refuse_closed(NEW.year, NEW.quarter);
        END IF;
        NEW.version := 1;
        NEW.recorded_at := sasando_now();
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.indicator_id, NEW.year, NEW.quarter)
       IS DISTINCT FROM (OLD.id, OLD.indicator_id, OLD.year, OLD.quarter) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'planning_target_stays',
            MESSAGE = 'a target does not move to another period';
    END IF;
    IF is_over THEN
        PERFORM planning_refuse_closed(NEW.year, NEW.quarter);
    END IF;
    IF (NEW.value, NEW.upper, NEW.basis) IS NOT DISTINCT FROM (OLD.value, OLD.upper, OLD.basis) THEN
        NEW.version := OLD.version;
        NEW.reason := OLD.reason;
        NEW.recorded_by_id := OLD.recorded_by_id;
        NEW.recorded_at := OLD.recorded_at;
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_target_unexplained',
            MESSAGE = 'a target changes only by a new version with its reason';
    END IF;
    NEW.recorded_at := sasando_now();
    RETURN NEW;
END $$;

CREATE FUNCTION planning_keep_target() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.version > OLD.version THEN
        INSERT INTO planning_indicatortargetversion
            (target_id, number, value, upper, basis, reason, recorded_by_id, recorded_at)
        VALUES (NEW.id, NEW.version, NEW.value, NEW.upper, NEW.basis, NEW.reason,
            NEW.recorded_by_id, NEW.recorded_at);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER planning_indicator_guard BEFORE INSERT OR UPDATE ON planning_indicator
    FOR EACH ROW EXECUTE FUNCTION planning_guard_indicator();
CREATE TRIGGER planning_indicator_kept AFTER INSERT OR UPDATE ON planning_indicator
    FOR EACH ROW EXECUTE FUNCTION planning_keep_indicator();
CREATE TRIGGER planning_target_guard BEFORE INSERT OR UPDATE ON planning_indicatortarget
    FOR EACH ROW EXECUTE FUNCTION planning_guard_target();
CREATE TRIGGER planning_target_kept AFTER INSERT OR UPDATE ON planning_indicatortarget
    FOR EACH ROW EXECUTE FUNCTION planning_keep_target();
CREATE TRIGGER planning_target_undeleted BEFORE DELETE ON planning_indicatortarget
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
"""

FIRST_VERSIONS = """
INSERT INTO planning_measurementversion (measurement_id, number, status, value, numerator,
    denominator, source, reason, recorded_at)
SELECT id, version, status, value, numerator, denominator, source, reason, recorded_at
FROM planning_measurement;
INSERT INTO planning_indicatortargetversion
    (target_id, number, value, upper, basis, reason, recorded_at)
SELECT id, version, value, upper, basis, reason, recorded_at FROM planning_indicatortarget;
INSERT INTO planning_indicatorrevision
    (indicator_id, number, valid_from, content, reason, recorded_at)
SELECT i.id, i.revision, i.revised_from, planning_indicator_content(i), '', sasando_now()
FROM planning_indicator i;
"""

WRITTEN_BY_THE_DATABASE = (
    "planning_measurementversion",
    "planning_indicatorrevision",
    "planning_indicatortargetversion",
)
APPEND_ONLY = (
    *WRITTEN_BY_THE_DATABASE,
    "planning_measurementevidence",
    "planning_measurementdecision",
    "planning_periodreopening",
)
FIXED = "".join(
    f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();\n"
    f"REVOKE UPDATE, DELETE ON {table} FROM {APP};\n"
    for table in APPEND_ONLY
) + "".join(f"REVOKE INSERT ON {table} FROM {APP};\n" for table in WRITTEN_BY_THE_DATABASE)


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0009_measurement_policies"),
        ("organization", "0001_initial"),
        ("core", "0002_guards"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS + MEASUREMENTS + DEFINITIONS),
        migrations.RunSQL(FIRST_VERSIONS),
        migrations.RunSQL(FIXED),
    ]
