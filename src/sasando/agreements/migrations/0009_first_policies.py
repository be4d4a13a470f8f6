"""Dated choices of the city about agreements and pacts, until it has written its own."""

from datetime import date

from django.db import migrations

POLICIES = [
    {
        "name": "urutan-tanda-tangan",
        "value": {"pertama": "PERTAMA"},
        "legal_basis": "Usulan: pihak pertama menandatangani lebih dahulu, lalu pihak kedua. Nilai "
        "BEBAS membolehkan urutan mana pun.",
        "evidence": "P",
    },
    {
        "name": "addendum-indikator-terealisasi",
        "value": {"tolak": False},
        "legal_basis": "Usulan, mengikuti aturan satu kementerian (KMK 300 menurut DJKN): bila "
        "dinyalakan, perubahan perjanjian tidak boleh mengubah target indikator yang sudah punya "
        "realisasi.",
        "evidence": "P",
    },
    {
        "name": "wajib-perjanjian",
        "value": {
            "jenis": ["POLITIK", "JPT_PRATAMA", "ADMINISTRATOR", "PENGAWAS"],
            "pemimpin_unit": True,
        },
        "legal_basis": "Permen PANRB 53/2014: perjanjian kinerja disusun pejabat di setiap "
        "tingkat. Jenis jabatan yang diwajibkan adalah usulan; pegawai lain boleh menyusun.",
        "evidence": "P",
    },
    {
        "name": "wajib-pakta-integritas",
        "value": {
            "jenis": ["POLITIK", "JPT_PRATAMA", "ADMINISTRATOR", "PENGAWAS"],
            "pemimpin_unit": True,
        },
        "legal_basis": "Permen PAN 49/2011 dari ingatan. Jenis jabatan yang diwajibkan adalah "
        "usulan.",
        "evidence": "M",
    },
    {
        "name": "pakta-integritas",
        "value": {
            "pembuka": "Saya yang bertanda tangan di bawah ini menyatakan:",
            "butir": [
                "Saya ikut aktif mencegah dan memberantas korupsi, kolusi, dan nepotisme, serta "
                "tidak melibatkan diri dalam perbuatan tercela.",
                "Saya tidak meminta atau menerima, langsung maupun tidak langsung, suap, hadiah, "
                "bantuan, atau bentuk lain yang tidak sesuai dengan ketentuan.",
                "Saya bersikap terbuka, jujur, objektif, dan dapat dimintai pertanggungjawaban "
                "dalam melaksanakan tugas.",
                "Saya menghindari pertentangan kepentingan dalam melaksanakan tugas.",
                "Saya memberi contoh dalam menaati peraturan, terutama kepada pegawai yang saya "
                "pimpin dan rekan kerja.",
                "Saya melaporkan penyimpangan integritas yang saya ketahui dan ikut menjaga "
                "kerahasiaan pelapornya.",
                "Bila saya melanggar hal-hal di atas, saya siap menerima akibatnya menurut "
                "ketentuan.",
            ],
            "penutup": "Pakta ini saya tanda tangani tanpa paksaan dan saya pegang selama tahun "
            "ini.",
        },
        "legal_basis": "Permen PAN 49/2011, disusun ulang dari ingatan: kota perlu memastikan "
        "bunyinya dengan teks resmi.",
        "evidence": "M",
    },
]


def write(apps, schema_editor):
    policy = apps.get_model("core", "Policy")
    for row in POLICIES:
        policy.objects.create(valid_from=date(2018, 1, 1), **row)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0008_position_guards"), ("core", "0002_guards")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
