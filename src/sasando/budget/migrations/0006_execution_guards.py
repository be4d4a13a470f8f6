"""Payments, reports and progress are only added to; the sums of payments follow by themselves."""

from django.conf import settings
from django.db import migrations

APP = settings.APP_DB_ROLE
KEPT = (
    "budget_payment",
    "budget_realisationreport",
    "budget_realisationline",
    "budget_physicalprogress",
)
APPEND_ONLY = "".join(
    f"""
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();
REVOKE UPDATE, DELETE ON {table} FROM {APP};
"""
    for table in KEPT
)

PAYMENTS = """
-- A reversal takes back exactly one payment, whole, where it stood.
CREATE FUNCTION budget_check_reversal() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE first budget_payment;
BEGIN
    IF NEW.reverses_id IS NULL THEN RETURN NEW; END IF;
    SELECT * INTO first FROM budget_payment WHERE id = NEW.reverses_id;
    IF NOT FOUND OR first.reverses_id IS NOT NULL OR first.amount <> -NEW.amount
       OR (first.year, first.agency_id, first.sub_unit_id, first.activity_id, first.account_code)
          IS DISTINCT FROM
          (NEW.year, NEW.agency_id, NEW.sub_unit_id, NEW.activity_id, NEW.account_code) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_payment_reversal',
            MESSAGE = 'a reversal takes back one payment whole, under the same codes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_payment_reversal BEFORE INSERT ON budget_payment
    FOR EACH ROW EXECUTE FUNCTION budget_check_reversal();

CREATE FUNCTION budget_add_payments() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO budget_paymenttotal AS t
        (year, month, agency_id, activity_id, programme_id, "group", amount, payments)
    SELECT w.year, extract(month FROM w.paid_on)::smallint, w.agency_id, w.activity_id,
           COALESCE(above.parent_id, s.parent_id, w.activity_id),
           substring(w.account_code FROM 1 FOR 6), sum(w.amount), count(*)
    FROM written w
    LEFT JOIN budget_budgetactivity s ON s.id = w.activity_id
    LEFT JOIN budget_budgetactivity above ON above.id = s.parent_id
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 6
    ON CONFLICT ON CONSTRAINT budget_payment_total_once DO UPDATE
        SET amount = t.amount + EXCLUDED.amount, payments = t.payments + EXCLUDED.payments;
    RETURN NULL;
END $$;
CREATE TRIGGER budget_payment_totals AFTER INSERT ON budget_payment
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION budget_add_payments();

-- Written from the trigger above only: there the depth is two.
CREATE FUNCTION budget_guard_payment_total() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'budget_payment_total_is_kept',
            MESSAGE = 'sums of payments follow the payments';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_payment_total_guard BEFORE INSERT OR UPDATE OR DELETE ON budget_paymenttotal
    FOR EACH ROW EXECUTE FUNCTION budget_guard_payment_total();
"""


class Migration(migrations.Migration):
    dependencies = [("budget", "0005_execution")]
    operations = [migrations.RunSQL(APPEND_ONLY + PAYMENTS)]
