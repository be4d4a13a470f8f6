"""Sums of payments follow what a printed code is tied to; when a contract is critical."""

from datetime import date

from django.conf import settings
from django.db import migrations

APP = settings.APP_DB_ROLE
KEPT = ("budget_paymenttie", "budget_contractprogress")
APPEND_ONLY = "".join(
    f"""
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
REVOKE UPDATE, DELETE ON {table} FROM {APP};
"""
    for table in KEPT
)

TIES = """
-- What each printed code means now: the last word on it, which may be that it means nothing.
CREATE VIEW budget_tie_in_force AS
    SELECT DISTINCT ON (t.year, t.kind, t.agency_id, t.printed)
           t.year, t.kind, t.agency_id, t.printed, t.activity_id, a.code AS account_code
    FROM budget_paymenttie t LEFT JOIN budget_account a ON a.id = t.account_id
    ORDER BY t.year, t.kind, t.agency_id, t.printed, t.number DESC;

-- Where the payments of a printed code stand now: by month, agency, sub-activity, account group.
CREATE FUNCTION budget_sums_of_code(
    of_year int, of_kind text, of_agency bigint, of_printed text
) RETURNS TABLE (
    month smallint, agency_id bigint, activity_id bigint, account_group text, amount numeric,
    payments bigint
) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT extract(month FROM p.paid_on)::smallint, p.agency_id,
           COALESCE(p.activity_id, s.activity_id),
           substring(COALESCE(r.account_code, p.account_code) FROM 1 FOR 6),
           sum(p.amount), count(*)
    FROM budget_payment p
    LEFT JOIN budget_tie_in_force s ON s.kind = 'SUB' AND s.year = p.year
        AND s.agency_id = p.agency_id AND s.printed = p.activity_code
    LEFT JOIN budget_tie_in_force r ON r.kind = 'REK' AND r.year = p.year
        AND r.printed = p.account_code
    WHERE p.year = of_year AND CASE of_kind
        WHEN 'SUB' THEN p.agency_id = of_agency AND p.activity_id IS NULL
                        AND p.activity_code = of_printed
        ELSE p.account_code = of_printed END
    GROUP BY 1, 2, 3, 4
$$;

CREATE FUNCTION budget_programme_of(sub_activity bigint) RETURNS bigint LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS $$
    SELECT COALESCE(above.parent_id, s.parent_id, s.id)
    FROM budget_budgetactivity s LEFT JOIN budget_budgetactivity above ON above.id = s.parent_id
    WHERE s.id = sub_activity
$$;

-- Before a tie stands, its payments leave the sums where they stood; after it they join where
-- they belong. A tie goes on from the last one and names a sub-activity, not what is above it.
CREATE FUNCTION budget_leave_sums() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.activity_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM budget_budgetactivity WHERE id = NEW.activity_id AND level = 'SUBKEGIATAN'
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_tie_level',
            MESSAGE = 'a code of payments is tied to a sub-activity';
    END IF;
    -- Payments and ties wait for each other; side by side each would miss the other.
    PERFORM pg_advisory_xact_lock(hashtext('sasando.budget.execution'));
    IF EXISTS (
        SELECT 1 FROM budget_paymenttie t
        WHERE (t.year, t.kind, t.printed) = (NEW.year, NEW.kind, NEW.printed)
          AND t.agency_id IS NOT DISTINCT FROM NEW.agency_id AND t.number >= NEW.number
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_tie_goes_on',
            MESSAGE = 'a tie goes on from the last one';
    END IF;
    UPDATE budget_paymenttotal t
    SET amount = t.amount - w.amount, payments = t.payments - w.payments
    FROM budget_sums_of_code(NEW.year, NEW.kind, NEW.agency_id, NEW.printed) w
    WHERE (t.year, t.month, t.agency_id, t."group")
        = (NEW.year, w.month, w.agency_id, w.account_group)
      AND t.activity_id IS NOT DISTINCT FROM w.activity_id;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_tie_leaves BEFORE INSERT ON budget_paymenttie
    FOR EACH ROW EXECUTE FUNCTION budget_leave_sums();

CREATE FUNCTION budget_join_sums() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO budget_paymenttotal AS t
        (year, month, agency_id, activity_id, programme_id, "group", amount, payments)
    SELECT NEW.year, w.month, w.agency_id, w.activity_id, budget_programme_of(w.activity_id),
           w.account_group, w.amount, w.payments
    FROM budget_sums_of_code(NEW.year, NEW.kind, NEW.agency_id, NEW.printed) w
    ON CONFLICT ON CONSTRAINT budget_payment_total_once DO UPDATE
        SET amount = t.amount + EXCLUDED.amount, payments = t.payments + EXCLUDED.payments;
    RETURN NULL;
END $$;
CREATE TRIGGER budget_tie_joins AFTER INSERT ON budget_paymenttie
    FOR EACH ROW EXECUTE FUNCTION budget_join_sums();

-- New payments are added where their codes belong now.
CREATE OR REPLACE FUNCTION budget_add_payments() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('sasando.budget.execution'));
    INSERT INTO budget_paymenttotal AS t
        (year, month, agency_id, activity_id, programme_id, "group", amount, payments)
    SELECT w.year, w.month, w.agency_id, w.activity_id, budget_programme_of(w.activity_id),
           w.account_group, w.amount, w.payments
    FROM (
        SELECT n.year, extract(month FROM n.paid_on)::smallint AS month, n.agency_id,
               COALESCE(n.activity_id, s.activity_id) AS activity_id,
               substring(COALESCE(r.account_code, n.account_code) FROM 1 FOR 6) AS account_group,
               sum(n.amount) AS amount, count(*) AS payments
        FROM written n
        LEFT JOIN budget_tie_in_force s ON s.kind = 'SUB' AND s.year = n.year
            AND s.agency_id = n.agency_id AND s.printed = n.activity_code
        LEFT JOIN budget_tie_in_force r ON r.kind = 'REK' AND r.year = n.year
            AND r.printed = n.account_code
        GROUP BY 1, 2, 3, 4, 5
    ) w
    ORDER BY w.year, w.month, w.agency_id, w.activity_id, w.account_group
    ON CONFLICT ON CONSTRAINT budget_payment_total_once DO UPDATE
        SET amount = t.amount + EXCLUDED.amount, payments = t.payments + EXCLUDED.payments;
    RETURN NULL;
END $$;
"""

POLICY = {
    "name": "kontrak-kritis",
    "value": {"batas_rencana": "70", "terlambat_awal": "10", "terlambat_akhir": "5"},
    "legal_basis": "Kontrak kritis: rencana fisik sampai 70 % dan terlambat lebih dari 10 poin; di "
    "atas 70 % dan terlambat lebih dari 5 poin, atau terlambat dan berakhir sesudah tahun "
    "anggaran. Syarat kontrak LKPP dari ingatan, perlu dipastikan kota.",
    "evidence": "M",
}


def write(apps, schema_editor):
    apps.get_model("core", "Policy").objects.create(valid_from=date(2018, 1, 1), **POLICY)


class Migration(migrations.Migration):
    dependencies = [("budget", "0012_execution_leftovers"), ("core", "0002_guards")]
    operations = [
        migrations.RunSQL(APPEND_ONLY + TIES),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
