"""From how many counted indicators a unit may stand in a comparison, as a dated row."""

from datetime import date

from django.db import migrations

POLICY = {
    "name": "cukup-data-perbandingan",
    "value": {"indikator_terhitung": 2, "bagian_persen": "50"},
    "legal_basis": "Usulan: unit dibandingkan bila sedikitnya dua indikator perjanjiannya "
    "terhitung, dan itu separuh atau lebih. Kurang dari itu unit disebut belum cukup data, bukan "
    "nol.",
    "evidence": "P",
}


def write(apps, schema_editor):
    apps.get_model("core", "Policy").objects.create(valid_from=date(2018, 1, 1), **POLICY)


class Migration(migrations.Migration):
    dependencies = [("scoreboard", "0001_first_policies")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
