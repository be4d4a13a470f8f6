"""An adopted version is fixed: neither its head nor its lines nor its sums can be written to."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION budget_refuse(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_version_is_fixed',
        MESSAGE = what || ' of an adopted budget version is fixed';
END $$;

-- Locks the version, so that writing its lines and adopting it happen one after the other.
CREATE FUNCTION budget_is_adopted(wanted bigint) RETURNS boolean LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE adopted date;
BEGIN
    SELECT adopted_on INTO adopted FROM budget_budgetversion WHERE id = wanted FOR SHARE;
    RETURN adopted IS NOT NULL;
END $$;

CREATE FUNCTION budget_guard_version() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.adopted_on IS NOT NULL THEN PERFORM budget_refuse('the head'); END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF (OLD.code, OLD.year, OLD.number, OLD.stage, OLD.supersedes_id)
       IS DISTINCT FROM (NEW.code, NEW.year, NEW.number, NEW.stage, NEW.supersedes_id) THEN
        PERFORM budget_refuse('the place in the chain');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_version_guard BEFORE UPDATE OR DELETE ON budget_budgetversion
    FOR EACH ROW EXECUTE FUNCTION budget_guard_version();

-- Statement triggers look once at the versions a statement touched: a million rows cost one look.
CREATE FUNCTION budget_guard_new_rows() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT version_id FROM written) v
               WHERE budget_is_adopted(v.version_id)) THEN
        PERFORM budget_refuse('a row');
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION budget_guard_old_rows() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT version_id FROM gone) v
               WHERE budget_is_adopted(v.version_id)) THEN
        PERFORM budget_refuse('a row');
    END IF;
    RETURN NULL;
END $$;
"""

LINKS = {
    "agency_id": "budget_budgetunit",
    "sub_unit_id": "budget_budgetunit",
    "activity_id": "budget_budgetactivity",
    "account_id": "budget_account",
    "funding_id": "budget_fundingsource",
}
# The rows of a statement are looked at together: what foreign keys promise, in a third of the time.
MISSING = " UNION ALL ".join(
    f"""(SELECT '{column}' FROM (SELECT DISTINCT {column} AS id FROM written) w
         WHERE w.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = w.id) LIMIT 1)"""
    for column, table in LINKS.items()
)
LINE_LINKS = f"""
CREATE FUNCTION budget_check_links() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE missing text;
BEGIN
    SELECT * INTO missing FROM ({MISSING}) found LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
            CONSTRAINT = 'budget_line_' || missing, MESSAGE = 'a line names a row that is not there';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER budget_line_links_insert AFTER INSERT ON budget_budgetline
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION budget_check_links();
CREATE TRIGGER budget_line_links_update AFTER UPDATE ON budget_budgetline
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION budget_check_links();

-- Codes that were ever met stay: lines may name them.
CREATE FUNCTION budget_refuse_code_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_code_stays',
        MESSAGE = 'a code that lines may name stays';
END $$;
""" + "".join(
    f"""
CREATE TRIGGER {table}_stays BEFORE DELETE OR UPDATE OF id ON {table}
    FOR EACH ROW EXECUTE FUNCTION budget_refuse_code_delete();
"""
    for table in sorted(set(LINKS.values()))
)

TABLES = ("budget_budgetline", "budget_budgettotal")
TRIGGERS = "".join(
    f"""
CREATE TRIGGER {table}_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION budget_guard_new_rows();
CREATE TRIGGER {table}_update_new AFTER UPDATE ON {table} REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION budget_guard_new_rows();
CREATE TRIGGER {table}_update_old AFTER UPDATE ON {table} REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION budget_guard_old_rows();
CREATE TRIGGER {table}_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION budget_guard_old_rows();
"""
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("budget", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS + LINE_LINKS + TRIGGERS)]
