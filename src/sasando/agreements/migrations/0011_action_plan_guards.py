"""Guards of action plans and their monitoring.

A plan is fixed from its proposal on and stays once agreed, by another person than proposed it and
only for an agreement that binds. Reports, reviews and answers are only added; the database writes
their instants, and until when a report was in time.
"""

from django.db import migrations

PLANS = """
CREATE FUNCTION agreements_plan_stays(what text) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_plan_is_fixed',
        MESSAGE = what || ' of a proposed or agreed action plan cannot change';
END $$;

CREATE FUNCTION agreements_is_binding(wanted bigint) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS $$
    SELECT agreements_is_signed(wanted) AND NOT EXISTS (
        SELECT 1 FROM agreements_agreementparty
        WHERE agreement_id = wanted AND signed_at IS NULL)
$$;

CREATE FUNCTION agreements_guard_plan() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE paper agreements_agreement;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state IN ('DIAJUKAN', 'DISEPAKATI') THEN
            PERFORM agreements_plan_stays('the text');
        END IF;
        RETURN OLD;
    END IF;
    SELECT * INTO paper FROM agreements_agreement WHERE id = NEW.agreement_id;
    IF paper.position_id <> NEW.position_id OR paper.year <> NEW.year THEN
        PERFORM agreements_plan_stays('the identity');
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'DRAF' THEN PERFORM agreements_plan_stays('the beginning'); END IF;
        RETURN NEW;
    END IF;
    IF OLD.state = 'DISEPAKATI' THEN PERFORM agreements_plan_stays('the text'); END IF;
    IF (OLD.code, OLD.agreement_id, OLD.version, OLD.supersedes_id, OLD.rhythm)
       IS DISTINCT FROM
       (NEW.code, NEW.agreement_id, NEW.version, NEW.supersedes_id, NEW.rhythm) THEN
        PERFORM agreements_plan_stays('the identity');
    END IF;
    IF NEW.state = 'DISEPAKATI' AND (OLD.state <> 'DIAJUKAN'
        OR (NEW.agreed_by_id = OLD.proposed_by_id AND paper.tier <> 'KOTA')
        OR (NEW.proposed_by_id, NEW.proposed_at)
           IS DISTINCT FROM (OLD.proposed_by_id, OLD.proposed_at)) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_plan_needs_second_person',
            MESSAGE = 'an action plan is agreed by another person than proposed it';
    END IF;
    IF NEW.state IN ('DIAJUKAN', 'DISEPAKATI') AND NOT agreements_is_binding(NEW.agreement_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_plan_of_signed_agreement',
            MESSAGE = 'only the plan of a signed agreement is proposed and agreed';
    END IF;
    IF NEW.state = 'DIAJUKAN' AND OLD.state <> 'DIAJUKAN' THEN
        NEW.proposed_at := sasando_now();
    END IF;
    IF NEW.state = 'DISEPAKATI' THEN NEW.agreed_at := sasando_now(); END IF;
    RETURN NEW;
END $$;

-- The lock lets nobody write a line into a plan that is being proposed at the same moment.
CREATE FUNCTION agreements_require_open_plan(wanted bigint) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE found_state text;
BEGIN
    SELECT state INTO found_state FROM agreements_actionplan WHERE id = wanted FOR SHARE;
    IF found_state IN ('DIAJUKAN', 'DISEPAKATI') THEN
        PERFORM agreements_plan_stays('a line');
    END IF;
END $$;

CREATE FUNCTION agreements_guard_plan_item() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM agreements_require_open_plan(OLD.plan_id); END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    PERFORM agreements_require_open_plan(NEW.plan_id);
    IF NOT EXISTS (SELECT 1 FROM agreements_actionplan plan
                   JOIN agreements_agreementitem promise
                     ON promise.agreement_id = plan.agreement_id
                   WHERE plan.id = NEW.plan_id AND promise.id = NEW.agreement_item_id) THEN
        PERFORM agreements_plan_stays('the promise');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_guard_plan_line() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE of_plan bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT plan_id INTO of_plan FROM agreements_actionplanitem WHERE id = OLD.item_id;
        PERFORM agreements_require_open_plan(of_plan);
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    SELECT plan_id INTO of_plan FROM agreements_actionplanitem WHERE id = NEW.item_id;
    PERFORM agreements_require_open_plan(of_plan);
    RETURN NEW;
END $$;

CREATE TRIGGER agreements_plan_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_actionplan
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_plan();
CREATE TRIGGER agreements_plan_item_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_actionplanitem
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_plan_item();
CREATE TRIGGER agreements_plan_target_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_actionplantarget
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_plan_line();
CREATE TRIGGER agreements_plan_activity_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_actionplanactivity
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_plan_line();
"""

MONITORING = """
-- The first instant at which the report of a quarter is late; twin of rules.monitoring.
CREATE FUNCTION agreements_report_due_at(for_year integer, for_quarter integer)
    RETURNS timestamptz LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    last_day date := (make_date(for_year, for_quarter * 3, 1)
                      + interval '1 month - 1 day')::date;
    policy jsonb;
BEGIN
    SELECT value INTO policy FROM core_policy
        WHERE name = 'tenggang-monitoring' AND valid_from <= last_day
        ORDER BY valid_from DESC LIMIT 1;
    RETURN sasando_local_midnight(last_day + 1 + COALESCE((policy ->> 'hari')::int, 0));
END $$;

CREATE FUNCTION agreements_only_added() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_report_stays',
        MESSAGE = 'what was reported or reviewed stays as it is';
END $$;

CREATE FUNCTION agreements_new_report() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    plan agreements_actionplan;
    post organization_position;
BEGIN
    SELECT * INTO plan FROM agreements_actionplan WHERE id = NEW.plan_id;
    SELECT * INTO post FROM organization_position WHERE id = NEW.position_id FOR UPDATE;
    NEW.reported_at := sasando_now();
    NEW.due_at := agreements_report_due_at(NEW.year, NEW.quarter);
    IF plan.state <> 'DISEPAKATI' OR plan.position_id <> NEW.position_id
       OR plan.year <> NEW.year OR NEW.unit_id <> post.unit_id
       OR sasando_local_day(sasando_now()) < (make_date(NEW.year, NEW.quarter * 3, 1)
                                              + interval '1 month - 1 day')::date
       OR NEW.version <> 1 + (
            SELECT coalesce(max(version), 0) FROM agreements_monitoringreport
            WHERE position_id = NEW.position_id AND year = NEW.year
              AND quarter = NEW.quarter) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_report_of_agreed_plan',
            MESSAGE = 'a report follows the agreed plan of its post, after its quarter';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_new_line() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agreements_monitoringreport report
                   JOIN agreements_actionplanitem item ON item.plan_id = report.plan_id
                   WHERE report.id = NEW.report_id AND item.id = NEW.item_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_line_of_plan',
            MESSAGE = 'a line reports on an item of the plan';
    END IF;
    IF NEW.source = 'PENGUKURAN' AND NOT EXISTS (
        SELECT 1 FROM agreements_monitoringreport report
        JOIN agreements_actionplanitem item ON item.id = NEW.item_id
        JOIN agreements_agreementitem promise ON promise.id = item.agreement_item_id
        JOIN planning_indicatorseries series ON series.indicator_id = promise.indicator_id
        JOIN planning_measurement known ON known.series_id = series.id
        WHERE report.id = NEW.report_id AND known.id = NEW.measurement_id
          AND known.year = report.year AND known.quarter = report.quarter
          AND known.state IN ('TERVERIFIKASI', 'DIMUAT') AND known.value = NEW.realisation) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_line_as_measured',
            MESSAGE = 'a measured figure is the verified one of that quarter';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_new_progress() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agreements_monitoringline line
                   JOIN agreements_actionplanactivity activity ON activity.item_id = line.item_id
                   WHERE line.id = NEW.line_id AND activity.id = NEW.activity_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_progress_of_item',
            MESSAGE = 'progress is told of an activity of the same item';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_new_evidence() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    NEW.added_at := sasando_now();
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_new_review() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM agreements_monitoringreport report
               WHERE report.id = NEW.report_id
                 AND (report.reported_by_id = NEW.reviewed_by_id
                      OR report.position_id = NEW.position_id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_review_by_another',
            MESSAGE = 'nobody reviews a report of his own';
    END IF;
    NEW.reviewed_at := sasando_now();
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_guard_obstacle() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.closed_at IS NOT NULL THEN PERFORM agreements_obstacle_stays(); END IF;
        NEW.opened_at := sasando_now();
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL
       OR (OLD.id, OLD.code, OLD.position_id, OLD.unit_id, OLD.year, OLD.subject, OLD.text,
           OLD.opened_in_id, OLD.opened_at, OLD.is_example)
          IS DISTINCT FROM
          (NEW.id, NEW.code, NEW.position_id, NEW.unit_id, NEW.year, NEW.subject, NEW.text,
           NEW.opened_in_id, NEW.opened_at, NEW.is_example) THEN
        PERFORM agreements_obstacle_stays();
    END IF;
    NEW.closed_at := sasando_now();
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_obstacle_stays() RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_obstacle_stays',
        MESSAGE = 'an obstacle and what was asked stay on record';
END $$;

CREATE FUNCTION agreements_guard_request() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.answered_at IS NOT NULL THEN PERFORM agreements_obstacle_stays(); END IF;
        NEW.asked_at := sasando_now();
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL
       OR NEW.answered_by_id = OLD.asked_by_id
       OR (OLD.id, OLD.obstacle_id, OLD.number, OLD.to_position_id, OLD.reason, OLD.asked_by_id,
           OLD.asked_title, OLD.asked_at)
          IS DISTINCT FROM
          (NEW.id, NEW.obstacle_id, NEW.number, NEW.to_position_id, NEW.reason, NEW.asked_by_id,
           NEW.asked_title, NEW.asked_at) THEN
        PERFORM agreements_obstacle_stays();
    END IF;
    NEW.answered_at := sasando_now();
    RETURN NEW;
END $$;

CREATE TRIGGER agreements_report_new BEFORE INSERT ON agreements_monitoringreport
    FOR EACH ROW EXECUTE FUNCTION agreements_new_report();
CREATE TRIGGER agreements_line_new BEFORE INSERT ON agreements_monitoringline
    FOR EACH ROW EXECUTE FUNCTION agreements_new_line();
CREATE TRIGGER agreements_progress_new BEFORE INSERT ON agreements_monitoringprogress
    FOR EACH ROW EXECUTE FUNCTION agreements_new_progress();
CREATE TRIGGER agreements_line_evidence_new BEFORE INSERT ON agreements_monitoringevidence
    FOR EACH ROW EXECUTE FUNCTION agreements_new_evidence();
CREATE TRIGGER agreements_review_new BEFORE INSERT ON agreements_monitoringreview
    FOR EACH ROW EXECUTE FUNCTION agreements_new_review();
CREATE TRIGGER agreements_obstacle_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_obstacle
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_obstacle();
CREATE TRIGGER agreements_request_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_obstaclerequest
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_request();
"""

ONLY_ADDED = (
    "agreements_actionplanreturn",
    "agreements_monitoringreport",
    "agreements_monitoringline",
    "agreements_monitoringprogress",
    "agreements_monitoringevidence",
    "agreements_monitoringreview",
)
APPEND_ONLY = "\n".join(
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION agreements_only_added();"
    for table in ONLY_ADDED
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0010_action_plans")]
    operations = [migrations.RunSQL(PLANS), migrations.RunSQL(MONITORING + APPEND_ONLY)]
