"""A letter that was sent stays sent; when reminders come, until the city has written its own."""

from datetime import date

from django.db import migrations

GUARDS = """
CREATE FUNCTION reminders_letter_stays() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'MENUNGGU' THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'reminders_letter_stays',
                MESSAGE = 'a letter is written down before it is sent';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'MENUNGGU' OR TG_OP = 'DELETE'
       OR (OLD.id, OLD.person_id, OLD.day) IS DISTINCT FROM (NEW.id, NEW.person_id, NEW.day) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'reminders_letter_stays',
            MESSAGE = 'a letter that was sent or given up stays so';
    END IF;
    IF NEW.state = 'TERKIRIM' THEN NEW.sent_at := sasando_now(); END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER reminders_letter_guard BEFORE INSERT OR UPDATE OR DELETE ON reminders_letter
    FOR EACH ROW EXECUTE FUNCTION reminders_letter_stays();
"""


def write(apps, schema_editor):
    apps.get_model("core", "Policy").objects.create(
        name="pengingat",
        valid_from=date(2018, 1, 1),
        value={"hari_sebelum": [7, 3, 1]},
        legal_basis="Usulan: diingatkan tujuh, tiga, dan satu hari sebelum batas, lalu seminggu "
        "sekali selama masih menunggu.",
        evidence="P",
    )


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_letters_and_calendars"), ("core", "0002_guards")]
    operations = [
        migrations.RunSQL(GUARDS),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
