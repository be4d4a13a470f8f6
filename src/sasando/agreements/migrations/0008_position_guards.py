"""Guards of agreements of posts: identity, money, returns, papers and pacts.

A party may send a proposal back before it is signed by all; only then do its signatures go. A
signature on paper needs a scan that a second person has found right. Money lines are fixed with
the items. A pact is born signed and takes only its witness.
"""

from django.db import migrations

GUARDS = """
CREATE OR REPLACE FUNCTION agreements_guard_agreement() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.proposed_at IS NOT NULL THEN NEW.proposed_at := sasando_now(); END IF;
        IF NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM agreements_agreement previous
            WHERE previous.id = NEW.supersedes_id AND previous.position_id = NEW.position_id
              AND previous.year = NEW.year AND previous.version = NEW.version - 1
              AND agreements_is_signed(previous.id)
        ) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'agreements_revision_follows',
                MESSAGE = 'a revision follows the signed version before it';
        END IF;
        RETURN NEW;
    END IF;
    IF agreements_is_signed(OLD.id) THEN PERFORM agreements_refuse('the text'); END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF (OLD.code, OLD.position_id, OLD.unit_id, OLD.tier, OLD.leads_unit, OLD.year, OLD.version,
        OLD.supersedes_id)
       IS DISTINCT FROM
       (NEW.code, NEW.position_id, NEW.unit_id, NEW.tier, NEW.leads_unit, NEW.year, NEW.version,
        NEW.supersedes_id) THEN
        PERFORM agreements_refuse('the identity');
    END IF;
    IF OLD.proposed_at IS NULL AND NEW.proposed_at IS NOT NULL THEN
        NEW.proposed_at := sasando_now();
    ELSIF NEW.proposed_at IS NOT NULL AND OLD IS DISTINCT FROM NEW THEN
        PERFORM agreements_refuse('a proposal');
    END IF;
    RETURN NEW;
END $$;

-- An unanswered return of exactly what is proposed now.
CREATE FUNCTION agreements_is_returned(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM agreements_agreementreturn given
        JOIN agreements_agreement paper ON paper.id = given.agreement_id
        WHERE paper.id = wanted AND given.answered_at IS NULL
          AND paper.content_digest <> '' AND given.digest = paper.content_digest);
END $$;

CREATE FUNCTION agreements_guard_return() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE paper agreements_agreement;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT * INTO paper FROM agreements_agreement WHERE id = NEW.agreement_id FOR UPDATE;
        IF paper.proposed_at IS NULL OR NEW.digest IS DISTINCT FROM paper.content_digest
           OR NEW.answered_at IS NOT NULL OR NOT EXISTS (
               SELECT 1 FROM agreements_agreementparty party
               WHERE party.agreement_id = NEW.agreement_id
                 AND party.person_id = NEW.returned_by_id AND party.signed_at IS NULL) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'agreements_returned_by_unsigned_party',
                MESSAGE = 'only a party that has not signed sends a proposal back';
        END IF;
        NEW.at := sasando_now();
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.answered_at IS NULL AND NEW.answered_at IS NOT NULL
       AND (OLD.id, OLD.agreement_id, OLD.digest, OLD.returned_by_id, OLD.name, OLD.title,
            OLD.note, OLD.at)
           IS NOT DISTINCT FROM
           (NEW.id, NEW.agreement_id, NEW.digest, NEW.returned_by_id, NEW.name, NEW.title,
            NEW.note, NEW.at) THEN
        NEW.answered_at := sasando_now();
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_return_stays',
        MESSAGE = 'what was sent back stays on record';
END $$;

CREATE OR REPLACE FUNCTION agreements_check_signature(party agreements_agreementparty) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE paper agreements_agreement;
BEGIN
    SELECT * INTO paper FROM agreements_agreement WHERE id = party.agreement_id FOR UPDATE;
    IF paper.proposed_at IS NULL OR paper.content_digest = ''
       OR party.signed_digest IS DISTINCT FROM paper.content_digest
       OR agreements_is_returned(paper.id) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_signature_fits_content',
            MESSAGE = 'a signature is bound to the digest of the proposal';
    END IF;
    IF party.signature_kind = 'KERTAS' AND NOT EXISTS (
        SELECT 1 FROM agreements_paperscan scan
        WHERE scan.agreement_id = party.agreement_id AND scan.verified_at IS NOT NULL
          AND scan.digest = party.signed_digest AND party.role = ANY(scan.roles)
          AND scan.signed_on = party.paper_date) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_paper_needs_two_people',
            MESSAGE = 'a signature on paper needs a scan found right by a second person';
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
    IF TG_OP = 'DELETE' THEN
        IF agreements_is_fixed(OLD.agreement_id) AND NOT agreements_is_returned(OLD.agreement_id)
        THEN PERFORM agreements_refuse('a party'); END IF;
        RETURN OLD;
    END IF;
    IF OLD.signed_at IS NOT NULL THEN PERFORM agreements_refuse('a signature'); END IF;
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

CREATE FUNCTION agreements_guard_scan() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE paper agreements_agreement;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT * INTO paper FROM agreements_agreement WHERE id = NEW.agreement_id FOR UPDATE;
        IF paper.proposed_at IS NULL OR NEW.digest IS DISTINCT FROM paper.content_digest
           OR NEW.verified_at IS NOT NULL OR NEW.refused_at IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'agreements_scan_of_proposal',
                MESSAGE = 'a scan belongs to what is proposed now and is checked later';
        END IF;
        NEW.uploaded_at := sasando_now();
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.verified_at IS NOT NULL OR OLD.refused_at IS NOT NULL
       OR (OLD.id, OLD.agreement_id, OLD.digest, OLD.attachment_id, OLD.roles, OLD.signed_on,
           OLD.uploaded_by_id, OLD.uploaded_at)
          IS DISTINCT FROM
          (NEW.id, NEW.agreement_id, NEW.digest, NEW.attachment_id, NEW.roles, NEW.signed_on,
           NEW.uploaded_by_id, NEW.uploaded_at) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_scan_stays',
            MESSAGE = 'a scan stays as it was brought';
    END IF;
    IF NEW.verified_at IS NOT NULL THEN
        IF EXISTS (SELECT 1 FROM agreements_agreementparty party
                   WHERE party.agreement_id = NEW.agreement_id
                     AND party.person_id IN (NEW.uploaded_by_id, NEW.verified_by_id)) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'agreements_scan_no_party',
                MESSAGE = 'a party does not answer for the scan of his own paper';
        END IF;
        NEW.verified_at := sasando_now();
    END IF;
    IF NEW.refused_at IS NOT NULL THEN NEW.refused_at := sasando_now(); END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION agreements_guard_pact() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.signed_at := sasando_now();
        IF NEW.witness_id IS NULL THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'UPDATE' AND OLD.witness_id IS NULL AND NEW.witness_id IS NOT NULL
        AND (OLD.id, OLD.code, OLD.person_id, OLD.position_id, OLD.unit_id, OLD.year, OLD.name,
             OLD.title, OLD.grade, OLD.template_from, OLD.text, OLD.digest, OLD.signed_at,
             OLD.is_example)
            IS NOT DISTINCT FROM
            (NEW.id, NEW.code, NEW.person_id, NEW.position_id, NEW.unit_id, NEW.year, NEW.name,
             NEW.title, NEW.grade, NEW.template_from, NEW.text, NEW.digest, NEW.signed_at,
             NEW.is_example) THEN
        NEW.witnessed_at := sasando_now();
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_pact_stays',
        MESSAGE = 'a signed pact stays as it is and takes only its witness';
END $$;

CREATE TRIGGER agreements_budget_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreementbudgetline
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_item();
CREATE TRIGGER agreements_return_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreementreturn
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_return();
CREATE TRIGGER agreements_scan_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_paperscan
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_scan();
CREATE TRIGGER agreements_pact_guard
    BEFORE INSERT OR UPDATE OR DELETE ON agreements_integritypact
    FOR EACH ROW EXECUTE FUNCTION agreements_guard_pact();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_position_required")]
    operations = [migrations.RunSQL(GUARDS)]
