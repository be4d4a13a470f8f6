"""A tree stays a tree: no cycles, one parent in the same tree, paths by the database alone.

A change of a tree is never rewritten, a node and a request never vanish, nobody's answer is
changed after it was given, and what answers a request stands in the tree of whoever was asked.
"""

from django.conf import settings
from django.db import migrations

APP = settings.APP_DB_ROLE

GUARDS = f"""
CREATE FUNCTION planning_guard_node() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    above_tree bigint;
    above_path text;
    moved boolean := TG_OP = 'INSERT';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.id <> OLD.id OR NEW.tree_id <> OLD.tree_id OR NEW.code <> OLD.code THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_node_stays_in_its_tree',
                MESSAGE = format('node %s keeps its tree and its code', OLD.code);
        END IF;
        moved := NEW.parent_id IS DISTINCT FROM OLD.parent_id;
        -- Only the guard below carries the paths of a branch along with its root.
        IF NOT moved AND NEW.path <> OLD.path AND pg_trigger_depth() < 2 THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'planning_node_path',
                MESSAGE = 'the path of a node follows from its parent';
        END IF;
    END IF;
    IF NEW.supports_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM planning_performancetree own
        JOIN organization_unit owner ON owner.id = own.unit_id
        JOIN planning_performancenode carrying ON carrying.id = NEW.supports_id
        JOIN planning_performancetree city ON city.id = carrying.tree_id
        JOIN organization_unit root ON root.id = city.unit_id
        WHERE own.id = NEW.tree_id AND owner.kind <> 'KOTA' AND root.kind = 'KOTA'
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_node_hangs_on_the_city',
            MESSAGE = 'a root of an agency hangs on a node of the tree of the city';
    END IF;
    IF moved OR (TG_OP = 'UPDATE' AND NEW.is_removed <> OLD.is_removed) THEN
        -- Two moves that would close a circle together come one after the other.
        PERFORM 1 FROM planning_performancetree WHERE id = NEW.tree_id FOR NO KEY UPDATE;
    END IF;
    IF NOT moved THEN
        RETURN NEW;
    END IF;
    IF NEW.parent_id IS NULL THEN
        NEW.path := NEW.id || '.';
        RETURN NEW;
    END IF;
    SELECT tree_id, path INTO above_tree, above_path
        FROM planning_performancenode WHERE id = NEW.parent_id;
    IF above_tree IS DISTINCT FROM NEW.tree_id THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_node_parent_in_tree',
            MESSAGE = 'a parent stands in the same tree';
    END IF;
    IF position('.' || NEW.id || '.' IN '.' || above_path) > 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'planning_node_no_cycle',
            MESSAGE = 'a node cannot stand below itself';
    END IF;
    NEW.path := above_path || NEW.id || '.';
    RETURN NEW;
END $$;

CREATE FUNCTION planning_carry_branch() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.path <> OLD.path AND pg_trigger_depth() < 2 THEN
            UPDATE planning_performancenode
                SET path = NEW.path || substr(path, length(OLD.path) + 1)
                WHERE path LIKE OLD.path || '%' AND id <> NEW.id;
        END IF;
    END IF;
    IF (NOT NEW.is_removed AND EXISTS (SELECT 1 FROM planning_performancenode above
                                       WHERE above.id = NEW.parent_id AND above.is_removed))
       OR (NEW.is_removed AND EXISTS (SELECT 1 FROM planning_performancenode below
                                      WHERE below.parent_id = NEW.id AND NOT below.is_removed)) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_node_branch_whole',
            MESSAGE = 'a standing node never hangs on a removed one';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION planning_guard_crosscutting() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'MENUNGGU' THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_crosscutting_begins_waiting',
                MESSAGE = 'a request begins by waiting';
        END IF;
        IF EXISTS (SELECT 1 FROM planning_performancenode asking
                   JOIN planning_performancetree own ON own.id = asking.tree_id
                   WHERE asking.id = NEW.node_id AND own.unit_id = NEW.supplier_id) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'planning_crosscutting_asks_another',
                MESSAGE = 'an agency asks another one, not itself';
        END IF;
        RETURN NEW;
    END IF;
    IF ROW(NEW.code, NEW.node_id, NEW.supplier_id, NEW.outside, NEW.text, NEW.indicator_id,
           NEW.promise, NEW.target, NEW.due_on, NEW.asked_by_id, NEW.asked_at)
       IS DISTINCT FROM
       ROW(OLD.code, OLD.node_id, OLD.supplier_id, OLD.outside, OLD.text, OLD.indicator_id,
           OLD.promise, OLD.target, OLD.due_on, OLD.asked_by_id, OLD.asked_at)
       OR OLD.status IN ('DITOLAK', 'DITARIK')
       OR (OLD.status = 'DITERIMA' AND (NEW.status <> 'DITARIK'
           OR NEW.answer_id IS DISTINCT FROM OLD.answer_id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_crosscutting_is_settled',
            MESSAGE = format('request %s was asked and answered so', OLD.code);
    END IF;
    IF NEW.answer_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM planning_performancenode answering
        JOIN planning_performancetree own ON own.id = answering.tree_id
        WHERE answering.id = NEW.answer_id AND own.unit_id = NEW.supplier_id
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'planning_crosscutting_answer_at_supplier',
            MESSAGE = 'the answer stands in a tree of whoever was asked';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER planning_node_guard BEFORE INSERT OR UPDATE ON planning_performancenode
    FOR EACH ROW EXECUTE FUNCTION planning_guard_node();
CREATE TRIGGER planning_node_carry AFTER INSERT OR UPDATE ON planning_performancenode
    FOR EACH ROW EXECUTE FUNCTION planning_carry_branch();
CREATE TRIGGER planning_node_kept BEFORE DELETE ON planning_performancenode
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
CREATE TRIGGER planning_change_fixed BEFORE UPDATE OR DELETE ON planning_nodechange
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
CREATE TRIGGER planning_crosscutting_guard BEFORE INSERT OR UPDATE ON planning_crosscuttingrequest
    FOR EACH ROW EXECUTE FUNCTION planning_guard_crosscutting();
CREATE TRIGGER planning_crosscutting_kept BEFORE DELETE ON planning_crosscuttingrequest
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();

REVOKE UPDATE, DELETE ON planning_nodechange FROM {APP};
REVOKE DELETE ON planning_performancetree, planning_performancenode,
    planning_crosscuttingrequest FROM {APP};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0007_performance_tree"),
        ("core", "0002_guards"),
    ]
    operations = [migrations.RunSQL(GUARDS)]
