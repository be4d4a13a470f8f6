"""A scenario stands on an adopted base, and stays as it was once it became a version."""

from datetime import date

from django.db import migrations

GUARDS = """
ALTER TABLE budget_scenariorule ADD CONSTRAINT budget_scenario_rule_whole
    CHECK (operation IN ('POTONG_PERSEN', 'TAMBAH_PERSEN') OR value = trunc(value));

CREATE FUNCTION budget_refuse_scenario(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_scenario_is_fixed',
        MESSAGE = what;
END $$;

CREATE FUNCTION budget_guard_scenario() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE kept budget_scenario; wanted integer; found integer;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT budget_is_adopted(NEW.base_id) THEN
            PERFORM budget_refuse_scenario('the base of a scenario is adopted');
        END IF;
    ELSIF OLD.became_id IS NOT NULL THEN
        -- Only a draft that is thrown away lets its scenario go.
        kept := OLD;
        kept.became_id := NULL;
        IF TG_OP = 'DELETE' OR kept IS DISTINCT FROM NEW OR budget_is_adopted(OLD.became_id) THEN
            PERFORM budget_refuse_scenario('a scenario that became a version is fixed');
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE' AND (OLD.code, OLD.base_id, OLD.purpose, OLD.author_id, OLD.created_at)
       IS DISTINCT FROM (NEW.code, NEW.base_id, NEW.purpose, NEW.author_id, NEW.created_at) THEN
        PERFORM budget_refuse_scenario('where a scenario begins is fixed');
    END IF;
    IF NEW.became_id IS NOT NULL THEN
        SELECT year INTO found FROM budget_budgetversion WHERE id = NEW.became_id;
        SELECT year + (NEW.purpose = 'TAHUN_BERIKUT')::int INTO wanted
            FROM budget_budgetversion WHERE id = NEW.base_id;
        IF found IS DISTINCT FROM wanted THEN
            PERFORM budget_refuse_scenario('a scenario becomes a version of its own year');
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_scenario_guard BEFORE INSERT OR UPDATE OR DELETE ON budget_scenario
    FOR EACH ROW EXECUTE FUNCTION budget_guard_scenario();

-- Locks the scenario, so that changing its rules and writing its version happen one by one.
CREATE FUNCTION budget_guard_scenario_rule() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE version bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT became_id INTO version FROM budget_scenario WHERE id = OLD.scenario_id FOR SHARE;
    END IF;
    IF TG_OP <> 'DELETE' AND version IS NULL THEN
        SELECT became_id INTO version FROM budget_scenario WHERE id = NEW.scenario_id FOR SHARE;
    END IF;
    IF version IS NOT NULL THEN
        PERFORM budget_refuse_scenario('the rules of a scenario that became a version are fixed');
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_scenario_rule_guard BEFORE INSERT OR UPDATE OR DELETE
    ON budget_scenariorule FOR EACH ROW EXECUTE FUNCTION budget_guard_scenario_rule();
"""

# What a new scenario protects before anything is cut, in this order (planning_budget C6).
POLICY = {
    "name": "perlindungan-skenario",
    "valid_from": date(2018, 1, 1),
    "value": [
        {"account": "5.1.01", "reason": "Gaji dan tunjangan dibayar penuh"},
        {"contracted": True, "reason": "Kontrak yang sudah ditandatangani"},
        {"funding": "2", "reason": "Sumber dana khusus sudah ditentukan penggunaannya"},
    ],
    "legal_basis": "Usulan urutan perlindungan: gaji, kontrak, sumber dana yang ditentukan "
    "penggunaannya. Bukan ketentuan hukum; kota dapat menetapkan urutannya sendiri.",
    "evidence": "P",
}


def write(apps, schema_editor):
    apps.get_model("core", "Policy").objects.create(**POLICY)


class Migration(migrations.Migration):
    dependencies = [("budget", "0010_scenarios"), ("core", "0002_guards")]
    operations = [
        migrations.RunSQL(GUARDS),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
