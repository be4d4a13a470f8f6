"""The register and the crests only grow, in the database itself; a paper is dated by its clock."""

from django.conf import settings
from django.db import migrations

APP = settings.APP_DB_ROLE
TABLES = ("papers_crest", "papers_issuedpaper", "papers_paperwithdrawal")

GUARDS = """
ALTER TABLE papers_issuedpaper ADD CONSTRAINT papers_signers_list
    CHECK (jsonb_typeof(signers) = 'array');

CREATE FUNCTION papers_date_crest() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    NEW.recorded_at := sasando_now();
    RETURN NEW;
END $$;

CREATE FUNCTION papers_date_withdrawal() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    NEW.withdrawn_at := sasando_now();
    RETURN NEW;
END $$;

-- A paper is a PDF, the only one of its subject, and dated by the database itself.
CREATE FUNCTION papers_guard_paper() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM core_attachment kept
                   WHERE kept.id = NEW.document_id AND kept.media_type = 'application/pdf') THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'papers_document_is_pdf',
            MESSAGE = 'an issued paper is a PDF';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.kind || ' ' || NEW.subject_code, 7303));
    IF EXISTS (SELECT 1 FROM papers_issuedpaper before
               WHERE before.kind = NEW.kind AND before.subject_code = NEW.subject_code
                 AND NOT EXISTS (SELECT 1 FROM papers_paperwithdrawal gone
                                 WHERE gone.paper_id = before.id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'unique_violation', CONSTRAINT = 'papers_one_per_subject',
            MESSAGE = 'this subject has a paper already';
    END IF;
    NEW.issued_at := sasando_now();
    RETURN NEW;
END $$;

CREATE TRIGGER papers_crest_dated BEFORE INSERT ON papers_crest
    FOR EACH ROW EXECUTE FUNCTION papers_date_crest();
CREATE TRIGGER papers_withdrawal_dated BEFORE INSERT ON papers_paperwithdrawal
    FOR EACH ROW EXECUTE FUNCTION papers_date_withdrawal();
CREATE TRIGGER papers_paper_guard BEFORE INSERT ON papers_issuedpaper
    FOR EACH ROW EXECUTE FUNCTION papers_guard_paper();
"""

FIXED = "".join(
    f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();\n"
    f"REVOKE UPDATE, DELETE ON {table} FROM {APP};\n"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial"), ("core", "0002_guards")]
    operations = [migrations.RunSQL(GUARDS + FIXED)]
