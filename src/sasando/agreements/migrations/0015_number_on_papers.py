"""Whether the NIP of a signer stands on the papers of agreements and pacts."""

from datetime import date

from django.db import migrations

POLICY = {
    "name": "nip-pada-dokumen",
    "value": {"cetak": True},
    "legal_basis": "Permen PANRB 53/2014 lampiran I: di bawah tanda tangan berdiri nama, pangkat, dan "
    "NIP, menurut bentuk yang dipakai daerah. Kota yang mengumumkan dokumennya dapat mematikannya, "
    "karena NIP adalah data pribadi.",
    "evidence": "V",
}


def write(apps, schema_editor):
    apps.get_model("core", "Policy").objects.create(valid_from=date(2018, 1, 1), **POLICY)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0014_item_path_ends_with_it"), ("core", "0002_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
