"""An item that names no chain above stands at its top: its path is its own code.

An empty path would be the beginning of every other, and count everybody's work below it.
"""

from django.db import migrations

FILL = """
CREATE FUNCTION agreements_fill_path() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.path = '' THEN NEW.path := NEW.code || '/'; END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER agreements_item_path BEFORE INSERT ON agreements_agreementitem
    FOR EACH ROW EXECUTE FUNCTION agreements_fill_path();
"""
DROP = """
DROP TRIGGER agreements_item_path ON agreements_agreementitem;
DROP FUNCTION agreements_fill_path;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0012_monitoring_policies")]
    operations = [migrations.RunSQL(FILL, DROP)]
