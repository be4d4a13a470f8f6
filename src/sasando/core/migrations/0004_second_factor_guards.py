"""What must never be false about second factors: sealed, one of each, no example in production.

There is no way back: a guard is not taken away by undoing a migration.
"""

from django.db import migrations

# 72 hex digits are a sealed key, 40 a plain one; sixteen letters are a fingerprint, twelve digits
# a readable code.
GUARDS = """
ALTER TABLE otp_totp_totpdevice
    ADD CONSTRAINT core_second_factor_sealed CHECK (key ~ '^[0-9a-f]{72}$');
ALTER TABLE otp_static_statictoken
    ADD CONSTRAINT core_recovery_code_fingerprint CHECK (token ~ '^[a-z2-7]{16}$');
CREATE UNIQUE INDEX core_second_factor_one ON otp_totp_totpdevice (user_id, confirmed);
CREATE UNIQUE INDEX core_recovery_codes_one_set ON otp_static_staticdevice (user_id);

CREATE FUNCTION sasando_guard_second_factor() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.name = 'contoh'
       AND NOT EXISTS (SELECT 1 FROM core_deployment WHERE kind IN ('demo', 'test')) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'core_second_factor_no_example',
            MESSAGE = 'an example second factor cannot stand in a production database';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER core_second_factor_guard BEFORE INSERT OR UPDATE ON otp_totp_totpdevice
    FOR EACH ROW EXECUTE FUNCTION sasando_guard_second_factor();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_second_factor"),
        ("otp_static", "0003_add_timestamps"),
    ]
    operations = [migrations.RunSQL(GUARDS)]
