"""The numbered goals of RPJMN 2025-2029: 8 Asta Cita, 17 priority programmes, 8 quick wins.

Their numbers were read in reports on the Kupang RPJMD; their wording is entered by the city.
"""

from django.db import migrations

SOURCE = "RPJMN 2025–2029; jumlahnya menurut pemberitaan RPJMD, bunyinya diisi kota"
COUNTS = {"ASTA_CITA": ("AC", 8), "PRIORITAS": ("PP", 17), "HASIL_CEPAT": ("PHTC", 8)}


def number(apps, schema_editor):
    goals = apps.get_model("planning", "HigherGoal")
    goals.objects.bulk_create(
        goals(code=f"{prefix}-{place}", kind=kind, number=place, source=SOURCE)
        for kind, (prefix, count) in COUNTS.items()
        for place in range(1, count + 1)
    )


def remove(apps, schema_editor):
    apps.get_model("planning", "HigherGoal").objects.filter(alignments=None).delete()


class Migration(migrations.Migration):
    dependencies = [("planning", "0012_plan_guards")]
    operations = [migrations.RunPython(number, remove)]
