"""By when a budget must be agreed and adopted: dated rows with the mark of their source."""

from datetime import date

from django.db import migrations

# `tahun` counts from the budget year: -1 is the year before.
POLICIES = [
    {
        "name": "persetujuan-apbd",
        "value": {"tahun": -1, "bulan": 11, "hari": 30},
        "legal_basis": "Persetujuan bersama paling lambat satu bulan sebelum tahun anggaran "
        "dimulai (Permendagri 14/2025 seperti dikutip Antara).",
        "evidence": "V",
    },
    {
        "name": "penetapan-apbd",
        "value": {"tahun": -1, "bulan": 12, "hari": 31},
        "legal_basis": "Perda APBD ditetapkan paling lambat 31 Desember sebelum tahun anggaran "
        "(PP 12/2019); pasalnya belum dibaca, perlu dipastikan kota.",
        "evidence": "M",
    },
    {
        "name": "persetujuan-perubahan-apbd",
        "value": {"tahun": 0, "bulan": 9, "hari": 30},
        "legal_basis": "Persetujuan bersama perubahan APBD paling lambat tiga bulan sebelum tahun "
        "anggaran berakhir (PP 12/2019); pasalnya belum dibaca, perlu dipastikan kota.",
        "evidence": "M",
    },
]


def write(apps, schema_editor):
    policy = apps.get_model("core", "Policy")
    for row in POLICIES:
        policy.objects.create(valid_from=date(2018, 1, 1), **row)


class Migration(migrations.Migration):
    dependencies = [("budget", "0003_printed_figures"), ("core", "0002_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
