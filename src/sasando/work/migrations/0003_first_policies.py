"""The policies a working day needs before a city has written its own, each a dated row."""

from datetime import date

from django.db import migrations

ORDER_OF_2025 = (
    "Arahan Wali Kota Kupang 17 September 2025: tidak ada rapel, tidak ada perpanjangan. "
    "Jam tutup dan tenggang gilir adalah usulan sampai ditetapkan dengan peraturan wali kota."
)
POLICIES = [
    {
        "name": "penutupan-hari",
        "value": {
            "cara": "SAME_DAY",
            "menit_tutup": 1440,
            "tenggang_gilir_menit": 60,
            "hari_terpanjang": 1,
        },
        "legal_basis": ORDER_OF_2025,
        "evidence": "P",
    },
    {
        "name": "tenggat-keputusan",
        "value": {"hari_kerja": 2},
        "legal_basis": "Usulan: atasan memutus paling lambat dua hari kerja setelah hari tutup.",
        "evidence": "P",
    },
    {
        "name": "menit-kerja-sehari",
        "value": {"LIMA_HARI": 450, "ENAM_HARI": 375, "GILIR": 480},
        "legal_basis": "Perpres 21/2023 Pasal 4 ayat (1): 37,5 jam seminggu, dibagi hari kerja; "
        "gilir delapan jam adalah usulan.",
        "evidence": "P",
    },
]


def write(apps, schema_editor):
    policy = apps.get_model("core", "Policy")
    for row in POLICIES:
        policy.objects.create(valid_from=date(2018, 1, 1), **row)


class Migration(migrations.Migration):
    dependencies = [("work", "0002_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
