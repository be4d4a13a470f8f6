"""When a period of measuring closes, and who verifies, before a city has written its own."""

from datetime import date

from django.db import migrations

POLICIES = [
    {
        "name": "tenggang-pengukuran",
        "value": {"triwulan": 10, "tahun": 59, "pembukaan_paling_lama": 14},
        "legal_basis": "Usulan: triwulan tutup sepuluh hari sesudah berakhir. Angka setahun tutup "
        "59 hari sesudah tahunnya, sama dengan batas LKjIP perangkat daerah (dua bulan, Permen "
        "PANRB 53/2014, dari ingatan). Pembukaan kembali paling lama 14 hari.",
        "evidence": "P",
    },
    {
        "name": "awal-pengukuran",
        "value": {"tanggal": "2026-10-01"},
        "legal_basis": "Usulan: periode yang berakhir sebelum tanggal ini terjadi sebelum "
        "pengukuran berjalan di Sasando. Angkanya dapat dimuat dari daftar terbitan sebagai "
        "riwayat, satu kali, dan sesudah itu tetap.",
        "evidence": "P",
    },
    {
        "name": "verifikasi-pengukuran",
        "value": {
            "pemeriksa": ["PERENCANA", "KEPALA", "PEMERIKSA"],
            "dihitung_sebelum_diverifikasi": True,
        },
        "legal_basis": "Usulan: angka diperiksa orang kedua, yaitu perencana kota, kepala unit "
        "penanggung jawab, atau pemeriksa. Angka yang belum diverifikasi ikut dihitung dan diberi "
        "tanda.",
        "evidence": "P",
    },
]


def write(apps, schema_editor):
    policy = apps.get_model("core", "Policy")
    for row in POLICIES:
        policy.objects.create(valid_from=date(2000, 1, 1), **row)


class Migration(migrations.Migration):
    dependencies = [("planning", "0008_performance_tree_guards"), ("core", "0002_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
