"""How achievement is limited and named before a city has written its own, each a dated row."""

from datetime import date

from django.db import migrations

POLICIES = [
    {
        "name": "batas-capaian",
        "value": {
            "tampilan": None,
            "rata_rata": "100",
            "target_terlalu_rendah_di_atas": "150",
            "target_nol": "EXCLUDE",
            "rasio_saat_nol": "100",
        },
        "legal_basis": "Usulan: tidak ada aturan nasional tentang batas capaian. Angka ditampilkan "
        "apa adanya; dalam rata-rata paling tinggi 100, supaya satu indikator tidak menutupi yang "
        "lain.",
        "evidence": "P",
    },
    {
        "name": "kategori-capaian",
        "value": {
            "dasar": "Permendagri 86/2017 dan LKjIP daerah [V]; nama resmi [M]; "
            "tepi tanpa celah [D]",
            "batas_masuk": "bawahnya",
            "kategori": [
                {"kode": "VERY_LOW", "nama": "Sangat Rendah", "sampai": "50"},
                {"kode": "LOW", "nama": "Rendah", "sampai": "65"},
                {"kode": "MEDIUM", "nama": "Sedang", "sampai": "75"},
                {"kode": "HIGH", "nama": "Tinggi", "sampai": "90"},
                {"kode": "VERY_HIGH", "nama": "Sangat Tinggi", "sampai": None},
            ],
        },
        "legal_basis": "Permendagri 86/2017 (dari 54/2010) dan LKjIP daerah untuk selangnya; nama "
        "kategori dari ingatan, perlu dipastikan kota.",
        "evidence": "M",
    },
]


def write(apps, schema_editor):
    policy = apps.get_model("core", "Policy")
    for row in POLICIES:
        policy.objects.create(valid_from=date(2018, 1, 1), **row)


class Migration(migrations.Migration):
    dependencies = [("planning", "0002_sources_scales_ratios"), ("core", "0002_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
