"""An adopted plan is fixed: its rows, targets and ceilings cannot be written any more.

Takes the place of trust in the application. A change of an adopted plan is an amendment, the next
version; a plan known only from a summary can be completed until that is declared done.
"""

from django.db import migrations, models

# The RPJMD that stood before was loaded from news reports: its objectives are still to be entered.
SUMMARIES = "UPDATE planning_plandocument SET is_summary = true WHERE kind IN ('RPJMD', 'RPD')"

# For each table: how its rows lead to the document, `{rows}` being those of one statement.
DOCUMENTS_OF = {
    "planning_planrow": "SELECT document_id FROM {rows}",
    "planning_planrowindicator": (
        "SELECT line.document_id FROM {rows} part JOIN planning_planrow line ON line.id = part.row_id"
    ),
    "planning_planceiling": (
        "SELECT line.document_id FROM {rows} part JOIN planning_planrow line ON line.id = part.row_id"
    ),
    "planning_planrowtarget": (
        "SELECT line.document_id FROM {rows} part"
        " JOIN planning_planrowindicator held ON held.id = part.indicator_id"
        " JOIN planning_planrow line ON line.id = held.row_id"
    ),
    "planning_priorityprogramme": "SELECT plan_id FROM {rows}",
}
EVENTS = {
    "insert": ("REFERENCING NEW TABLE AS written", ("written",)),
    "update": ("REFERENCING OLD TABLE AS former NEW TABLE AS written", ("former", "written")),
    "delete": ("REFERENCING OLD TABLE AS former", ("former",)),
}

GUARDS = """
CREATE FUNCTION planning_refuse_fixed(documents bigint[]) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    plan record;
BEGIN
    -- The shared lock lets an adoption wait for what is being written, and the other way round.
    FOR plan IN SELECT code, adopted_on, is_summary FROM planning_plandocument
        WHERE id = ANY (documents) ORDER BY id FOR SHARE
    LOOP
        IF plan.adopted_on IS NOT NULL AND NOT plan.is_summary THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_plan_is_fixed',
                MESSAGE = format('plan %s is adopted, its rows are fixed', plan.code);
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION planning_guard_document() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    earlier planning_plandocument%ROWTYPE;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.adopted_on IS NOT NULL THEN
        IF TG_OP = 'DELETE'
           OR (NEW.code, NEW.kind, NEW.first_year, NEW.last_year, NEW.version)
              IS DISTINCT FROM (OLD.code, OLD.kind, OLD.first_year, OLD.last_year, OLD.version)
           OR (NEW.unit_id, NEW.supersedes_id, NEW.nomenclature_version, NEW.adopted_on)
              IS DISTINCT FROM
              (OLD.unit_id, OLD.supersedes_id, OLD.nomenclature_version, OLD.adopted_on)
           OR (NEW.is_summary AND NOT OLD.is_summary)
           OR (NOT OLD.is_summary
               AND (NEW.vision, NEW.legal_act) IS DISTINCT FROM (OLD.vision, OLD.legal_act))
        THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_plan_is_fixed',
                MESSAGE = format('plan %s is adopted', OLD.code);
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.supersedes_id IS NOT NULL THEN
        SELECT * INTO earlier FROM planning_plandocument WHERE id = NEW.supersedes_id;
        IF earlier.adopted_on IS NULL OR NEW.adopted_on < earlier.adopted_on
           OR NEW.version <> earlier.version + 1
           OR (NEW.kind, NEW.unit_id, NEW.first_year)
              IS DISTINCT FROM (earlier.kind, earlier.unit_id, earlier.first_year)
        THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_amendment_of_adopted',
                MESSAGE = format('%s cannot amend %s', NEW.code, earlier.code);
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION planning_guard_thread() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    becomes jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    side jsonb;
BEGIN
    -- Whoever ends it or takes that back must be a plan that is still being written.
    IF was ->> 'ended_by_id' IS DISTINCT FROM becomes ->> 'ended_by_id' THEN
        PERFORM planning_refuse_fixed(array_remove(
            ARRAY[(was ->> 'ended_by_id')::bigint, (becomes ->> 'ended_by_id')::bigint], NULL));
    END IF;
    IF was - 'ended_by_id' IS DISTINCT FROM becomes - 'ended_by_id' THEN
        FOREACH side IN ARRAY array_remove(ARRAY[was, becomes], NULL) LOOP
            PERFORM planning_refuse_fixed(ARRAY[COALESCE(
                (side ->> 'added_by_id')::bigint,
                (side ->> 'plan_id')::bigint,
                (SELECT plan_id FROM planning_mission
                 WHERE id = (side ->> 'mission_id')::bigint))]);
        END LOOP;
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER planning_document_guard BEFORE INSERT OR UPDATE OR DELETE ON planning_plandocument
    FOR EACH ROW EXECUTE FUNCTION planning_guard_document();
CREATE TRIGGER planning_mission_guard BEFORE INSERT OR UPDATE OR DELETE ON planning_mission
    FOR EACH ROW EXECUTE FUNCTION planning_guard_thread();
CREATE TRIGGER planning_objective_guard BEFORE INSERT OR UPDATE OR DELETE ON planning_objective
    FOR EACH ROW EXECUTE FUNCTION planning_guard_thread();
"""

LIFT = """
DROP TRIGGER planning_objective_guard ON planning_objective;
DROP TRIGGER planning_mission_guard ON planning_mission;
DROP TRIGGER planning_document_guard ON planning_plandocument;
DROP FUNCTION planning_guard_thread();
DROP FUNCTION planning_guard_document();
"""


def _row_guards() -> tuple[str, str]:
    """Statement triggers: a thousand rows of one COPY are checked once, by their documents."""
    guards, lifts = [], []
    for table, documents in DOCUMENTS_OF.items():
        for event, (referencing, sides) in EVENTS.items():
            name = f"{table}_{event}_guard"
            wanted = " UNION ".join(documents.format(rows=side) for side in sides)
            guards.append(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
                " SET search_path = public, pg_temp AS $$ BEGIN"
                f" PERFORM planning_refuse_fixed(ARRAY({wanted})); RETURN NULL; END $$;"
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} {referencing}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
            )
            lifts.append(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();")
    return "\n".join(guards), "\n".join(lifts)


ROW_GUARDS, ROW_LIFTS = _row_guards()


class Migration(migrations.Migration):
    dependencies = [("planning", "0011_plans_amended_aligned")]
    operations = [
        migrations.RunSQL(SUMMARIES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "plandocument",
            models.CheckConstraint(
                condition=models.Q(adopted_on__isnull=True)
                | models.Q(is_summary=True)
                | ~models.Q(legal_act=""),
                name="planning_plan_adopted_by_act",
            ),
        ),
        migrations.RunSQL(GUARDS, LIFT),
        migrations.RunSQL(ROW_GUARDS, ROW_LIFTS + "DROP FUNCTION planning_refuse_fixed(bigint[]);"),
    ]
