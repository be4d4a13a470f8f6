"""A signed agreement stays as it was signed, in the database itself."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION agreements_is_signed(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM agreements_agreementparty
                   WHERE agreement_id = wanted AND signed_at IS NOT NULL);
END $$;

CREATE FUNCTION agreements_refuse(what text) RETURNS void LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_signed_is_fixed',
        MESSAGE = what || ' of a signed agreement cannot change';
END $$;

-- From the first signature on, what was signed is fixed; only the second signature may be added.
CREATE FUNCTION agreements_guard_agreement() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF agreements_is_signed(OLD.id) THEN PERFORM agreements_refuse('the text'); END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION agreements_guard_item() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND agreements_is_signed(OLD.agreement_id) THEN
        PERFORM agreements_refuse('an item');
    END IF;
    IF TG_OP <> 'DELETE' AND agreements_is_signed(NEW.agreement_id) THEN
        PERFORM agreements_refuse('an item');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION agreements_guard_party() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.signed_at IS NOT NULL OR agreements_is_signed(NEW.agreement_id) THEN
            PERFORM agreements_refuse('a party');
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.signed_at IS NOT NULL THEN PERFORM agreements_refuse('a signature'); END IF;
    IF TG_OP = 'DELETE' THEN
        IF agreements_is_signed(OLD.agreement_id) THEN PERFORM agreements_refuse('a party'); END IF;
        RETURN OLD;
    END IF;
    IF NEW.signed_at IS NOT NULL THEN NEW.signed_at := sasando_now(); END IF;
    IF (agreements_is_signed(OLD.agreement_id) OR NEW.signed_at IS NOT NULL)
       AND (OLD.agreement_id, OLD.role, OLD.person_id, OLD.position_id, OLD.name, OLD.title,
            OLD.grade)
           IS DISTINCT FROM
           (NEW.agreement_id, NEW.role, NEW.person_id, NEW.position_id, NEW.name, NEW.title,
            NEW.grade) THEN
        PERFORM agreements_refuse('a party');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER agreements_agreement_guard BEFORE UPDATE OR DELETE ON agreements_agreement
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_agreement();
CREATE TRIGGER agreements_item_guard BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreementitem
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_item();
CREATE TRIGGER agreements_party_guard BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreementparty
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_party();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial"), ("core", "0002_guards")]
    operations = [migrations.RunSQL(GUARDS)]
