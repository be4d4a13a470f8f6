"""Tags and their rows stay; a row is ended once. The rules of mandatory spending and their tags."""

from datetime import date

from django.db import migrations

GUARDS = """
CREATE TRIGGER budget_spendingtag_is_kept BEFORE UPDATE OR DELETE ON budget_spendingtag
    FOR EACH ROW EXECUTE FUNCTION sasando_refuse_change();

-- What a tag counted on a day must be told again later: rows are dated by the database itself.
CREATE FUNCTION budget_guard_tag_row() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE kept budget_spendingtagrow;
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.recorded_at := sasando_now();
        IF NEW.ended_at IS NULL THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL THEN
        kept := NEW;
        kept.until_year := OLD.until_year;
        kept.ended_by_id := OLD.ended_by_id;
        kept.ended_at := OLD.ended_at;
        NEW.ended_at := sasando_now();
        IF kept IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_tag_row_is_kept',
        MESSAGE = 'a row of a spending tag is only added and ended once';
END $$;
CREATE TRIGGER budget_spendingtagrow_guard BEFORE INSERT OR UPDATE OR DELETE
    ON budget_spendingtagrow FOR EACH ROW EXECUTE FUNCTION budget_guard_tag_row();
"""

TAGS = {
    "PENDIDIKAN": "Fungsi pendidikan",
    "PEGAWAI": "Belanja pegawai",
    "INFRASTRUKTUR": "Infrastruktur pelayanan publik",
    "KESEHATAN": "Kesehatan",
    "PENGAWASAN": "Pembinaan dan pengawasan (APIP)",
}
RECALLED = "Dari ingatan; teks dan batasnya perlu dipastikan kota."
POLICIES = [
    {
        "name": "belanja-wajib-pendidikan",
        "valid_from": date(2018, 1, 1),
        "value": {
            "nama": "Pendidikan", "tag": "PENDIDIKAN", "arah": "minimal", "batas": "20",
            "pengurang_penyebut": [], "berlaku": None,
        },
        "legal_basis": "UUD 1945 Pasal 31 dan UU 20/2003: fungsi pendidikan paling sedikit 20 % "
        f"dari belanja daerah. {RECALLED}",
        "evidence": "M",
    },
    {
        "name": "belanja-wajib-pegawai",
        "valid_from": date(2022, 1, 5),
        "value": {
            "nama": "Belanja pegawai", "tag": "PEGAWAI", "arah": "maksimal", "batas": "30",
            "pengurang_penyebut": [], "berlaku": "2027-01-05",
        },
        "legal_basis": "UU 1/2022 Pasal 146: belanja pegawai di luar tunjangan guru dari TKD "
        "paling banyak 30 % dari belanja, paling lama lima tahun sejak diundangkan, yaitu "
        "5 Januari 2027 (pasal dibaca di sumbernya, tanggalnya dari ingatan; perlu dipastikan "
        "kota).",
        "evidence": "V",
    },
    {
        "name": "belanja-wajib-infrastruktur",
        "valid_from": date(2022, 1, 5),
        "value": {
            "nama": "Infrastruktur pelayanan publik", "tag": "INFRASTRUKTUR", "arah": "minimal",
            "batas": "40", "pengurang_penyebut": ["5.4"], "berlaku": "2027-01-05",
        },
        "legal_basis": "UU 1/2022 Pasal 147: paling sedikit 40 % dari belanja di luar bagi hasil "
        "dan/atau transfer kepada daerah bawahan dan desa, paling lama lima tahun sejak "
        "diundangkan, yaitu 5 Januari 2027 (pasal dibaca di sumbernya, tanggalnya dari ingatan; "
        "perlu dipastikan kota).",
        "evidence": "V",
    },
    {
        "name": "belanja-wajib-kesehatan",
        "valid_from": date(2023, 8, 8),
        "value": {
            "nama": "Kesehatan", "tag": "KESEHATAN", "arah": None, "batas": None,
            "pengurang_penyebut": [], "berlaku": None,
        },
        "legal_basis": "UU 17/2023 menghapus batas tetap 10 %; ditampilkan sebagai petunjuk tanpa "
        f"batas. {RECALLED}",
        "evidence": "M",
    },
    {
        "name": "belanja-wajib-pengawasan",
        "valid_from": date(2018, 1, 1),
        "value": {
            "nama": "Pembinaan dan pengawasan", "tag": "PENGAWASAN", "arah": "minimal",
            "batas": None, "pengurang_penyebut": [], "berlaku": None,
            "batas_menurut_belanja": [
                {"di_bawah": "1000000000000", "batas": "1"},
                {"di_bawah": "2000000000000", "batas": "0.75"},
                {"di_bawah": None, "batas": "0.5"},
            ],
        },
        "legal_basis": "Anggaran pengawasan APIP 0,5 sampai 1 % menurut besar APBD: kota di bawah "
        f"Rp 1 triliun 1 %, Rp 1 sampai 2 triliun 0,75 %. {RECALLED}",
        "evidence": "M",
    },
]  # fmt: skip


def write(apps, schema_editor):
    tag = apps.get_model("budget", "SpendingTag")
    for code, name in TAGS.items():
        tag.objects.create(code=code, name=name)
    policy = apps.get_model("core", "Policy")
    for row in POLICIES:
        policy.objects.create(**row)


class Migration(migrations.Migration):
    dependencies = [("budget", "0008_spending_tags"), ("core", "0002_guards")]
    operations = [
        migrations.RunPython(write, migrations.RunPython.noop),
        migrations.RunSQL(GUARDS),
    ]
