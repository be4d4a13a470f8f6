"""The threshold below which a unit's filing is called behind, as a dated row."""

from datetime import date

from django.db import migrations

POLICY = {
    "name": "ambang-papan",
    "value": {"pengisian_persen": "90"},
    "legal_basis": "Usulan: papan menandai unit yang pengisiannya di bawah 90 persen pada hari "
    "kerja terakhir yang tutup.",
    "evidence": "P",
}


def write(apps, schema_editor):
    apps.get_model("core", "Policy").objects.create(valid_from=date(2018, 1, 1), **POLICY)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
