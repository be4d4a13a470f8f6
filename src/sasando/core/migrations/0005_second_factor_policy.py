"""Whether a signature needs a second factor: the house's proposal until the city decides."""

from datetime import date

from django.db import migrations


def write(apps, schema_editor):
    apps.get_model("core", "Policy").objects.create(
        name="faktor-kedua-tanda-tangan",
        valid_from=date(2018, 1, 1),
        value={"wajib": True},
        legal_basis="Usulan Sasando: tanda tangan elektronik dipastikan dengan kode dari ponsel "
        "penanda tangan, di samping kata sandi. Belum ditetapkan kota.",
        evidence="P",
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0004_second_factor_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
