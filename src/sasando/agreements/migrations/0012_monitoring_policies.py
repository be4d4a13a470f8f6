"""Dated choices about action plans and their monitoring, until the city has written its own."""

from datetime import date

from django.db import migrations

POLICIES = [
    {
        "name": "tenggang-monitoring",
        "value": {"hari": 10},
        "legal_basis": "Usulan: laporan rencana aksi triwulan masuk paling lambat sepuluh hari "
        "sesudah triwulan berakhir. Yang masuk kemudian tetap diterima dan ditandai terlambat.",
        "evidence": "P",
    },
    {
        "name": "irama-rencana-aksi",
        "value": {"irama": "TRIWULAN"},
        "legal_basis": "Usulan: target rencana aksi ditulis tiap triwulan. Nilai BULAN memintanya "
        "tiap bulan. Berlaku bagi rencana aksi yang mulai disusun sesudahnya.",
        "evidence": "P",
    },
]


def write(apps, schema_editor):
    policy = apps.get_model("core", "Policy")
    for row in POLICIES:
        policy.objects.create(valid_from=date(2018, 1, 1), **row)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0011_action_plan_guards"), ("core", "0002_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
