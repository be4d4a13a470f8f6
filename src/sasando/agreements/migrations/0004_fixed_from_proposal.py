"""Tighter guards: content is fixed from the proposal on, and nothing slips in beside a signature.

Holes of 0002 that are closed here: an item written at the same moment as a signature (neither
transaction saw the other), a signature over another digest than that of the proposal, a signature
on what was never proposed, a proposal dated backwards, a version hung on a stranger's.
"""

from django.db import migrations

GUARDS = """
-- Locks the agreement, so that writing its content and signing it happen one after the other.
CREATE FUNCTION agreements_is_fixed(wanted bigint) RETURNS boolean LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE proposed timestamptz;
BEGIN
    SELECT proposed_at INTO proposed FROM agreements_agreement WHERE id = wanted FOR SHARE;
    RETURN proposed IS NOT NULL OR agreements_is_signed(wanted);
END $$;

CREATE OR REPLACE FUNCTION agreements_guard_agreement() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.proposed_at IS NOT NULL THEN NEW.proposed_at := sasando_now(); END IF;
        IF NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM agreements_agreement previous
            WHERE previous.id = NEW.supersedes_id AND previous.unit_id = NEW.unit_id
              AND previous.year = NEW.year AND previous.version = NEW.version - 1 AND agreements_is_signed(previous.id)
        ) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'agreements_revision_follows',
                MESSAGE = 'a revision follows the signed version before it';
        END IF;
        RETURN NEW;
    END IF;
    IF agreements_is_signed(OLD.id) THEN PERFORM agreements_refuse('the text'); END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF (OLD.code, OLD.unit_id, OLD.year, OLD.version, OLD.supersedes_id)
       IS DISTINCT FROM (NEW.code, NEW.unit_id, NEW.year, NEW.version, NEW.supersedes_id) THEN
        PERFORM agreements_refuse('the identity');
    END IF;
    IF OLD.proposed_at IS NULL AND NEW.proposed_at IS NOT NULL THEN
        NEW.proposed_at := sasando_now();
    ELSIF NEW.proposed_at IS NOT NULL AND OLD IS DISTINCT FROM NEW THEN
        PERFORM agreements_refuse('a proposal');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION agreements_guard_item() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND agreements_is_fixed(OLD.agreement_id) THEN
        PERFORM agreements_refuse('an item');
    END IF;
    IF TG_OP <> 'DELETE' AND agreements_is_fixed(NEW.agreement_id) THEN
        PERFORM agreements_refuse('an item');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION agreements_check_signature(party agreements_agreementparty) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE paper agreements_agreement;
BEGIN
    SELECT * INTO paper FROM agreements_agreement WHERE id = party.agreement_id FOR UPDATE;
    IF paper.proposed_at IS NULL OR paper.content_digest = ''
       OR party.signed_digest IS DISTINCT FROM paper.content_digest THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_signature_fits_content',
            MESSAGE = 'a signature is bound to the digest of the proposal';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION agreements_guard_party() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.signed_at IS NOT NULL OR agreements_is_fixed(NEW.agreement_id) THEN
            PERFORM agreements_refuse('a party');
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.signed_at IS NOT NULL THEN PERFORM agreements_refuse('a signature'); END IF;
    IF TG_OP = 'DELETE' THEN
        IF agreements_is_fixed(OLD.agreement_id) THEN PERFORM agreements_refuse('a party'); END IF;
        RETURN OLD;
    END IF;
    IF NEW.signed_at IS NOT NULL THEN
        NEW.signed_at := sasando_now();
        PERFORM agreements_check_signature(NEW);
    END IF;
    IF (NEW.signed_at IS NOT NULL OR agreements_is_fixed(OLD.agreement_id))
       AND (OLD.agreement_id, OLD.role, OLD.person_id, OLD.position_id, OLD.name, OLD.title,
            OLD.grade)
           IS DISTINCT FROM
           (NEW.agreement_id, NEW.role, NEW.person_id, NEW.position_id, NEW.name, NEW.title,
            NEW.grade) THEN
        PERFORM agreements_refuse('a party');
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER agreements_agreement_guard ON agreements_agreement;
CREATE TRIGGER agreements_agreement_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreement
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_agreement();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_snapshots")]
    operations = [migrations.RunSQL(GUARDS)]
