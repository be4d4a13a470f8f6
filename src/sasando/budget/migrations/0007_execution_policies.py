"""When a payment is late against its plan, and what the country expects by each quarter."""

from datetime import date

from django.db import migrations

POLICIES = [
    {
        "name": "batas-peringatan-dini",
        "value": {"hijau": "0.95", "kuning": "0.85", "jingga": "0.70"},
        "legal_basis": "Usulan kelas peringatan dini: rasio SP2D terhadap anggaran kas. Bukan "
        "ketentuan hukum; kota dapat menetapkan batasnya sendiri.",
        "evidence": "P",
    },
    {
        "name": "acuan-serapan",
        "value": {"belanja": [15, 40, 70, 100], "modal": [10, 35, 65, 95]},
        "legal_basis": "Acuan nasional serapan akhir triwulan I sampai IV dalam persen; sumber "
        "resminya belum dibaca, perlu dipastikan kota.",
        "evidence": "M",
    },
]


def write(apps, schema_editor):
    policy = apps.get_model("core", "Policy")
    for row in POLICIES:
        policy.objects.create(valid_from=date(2018, 1, 1), **row)


class Migration(migrations.Migration):
    dependencies = [("budget", "0006_execution_guards"), ("core", "0002_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
