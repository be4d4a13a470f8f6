"""The columns of each list.

SIPD's own tables name places by its inner numbers; where the city has told what they mean
(`SIPD_IDS`), a file may bring these instead of printed codes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sasando.budget.models import Payment, SipdId
from sasando.core.listings.cells import (
    NumberText,
    choice,
    day,
    number,
    rupiah,
    text,
    whole,
    yes_no,
)
from sasando.core.listings.columns import Column, Listing
from sasando.core.listings.troubles import add_sentences
from sasando.rules.codes import Level, parse_account_code, parse_nomenclature_code
from sasando.rules.errors import Problem, RuleInputError

from .sentences import SENTENCES

HUNDRED: Final = Decimal(100)
FIRST_YEAR, LAST_YEAR = 2018, 2100
MONTHS: Final = tuple(f"bulan_{month}" for month in range(1, 13))


def signed_rupiah(cell: str) -> Decimal:
    """An amount of rupiah that may be below zero: a refund or a reversal."""
    if not cell.startswith("-"):
        return rupiah(cell)
    rest = cell[1:].strip()
    return -rupiah(NumberText(rest) if isinstance(cell, NumberText) else rest)


def account(cell: str) -> str:
    """An account in its usual form. Raises RuleInputError."""
    return parse_account_code(cell).text


def sub_activity(cell: str) -> str:
    """A sub-activity in its usual form. Raises RuleInputError."""
    found = parse_nomenclature_code(cell)
    if found.level is not Level.SUB_ACTIVITY:
        raise RuleInputError("code", Problem.CODE_SEGMENTS, cell)
    return found.text


SUB_UNIT = Column(
    "kode_sub_skpd", "sub_unit", text(40), "Kode SKPD atau unitnya seperti tercetak di DPA.",
    ("1.01.0.00.0.00.01.0000", "1.01.0.00.0.00.01.0000"), needed=True, filled=True,
)  # fmt: skip
ACTIVITY = Column(
    "kode_sub_giat", "activity", text(40), "Kode sub kegiatan; kosong bila tidak ada.",
    ("1.01.02.2.01.0001", "1.01.02.2.01.0001"), default="",
)  # fmt: skip
# What a table of SIPD brings instead of the printed codes; each may be missing.
UNIT_OR_ID = Column(
    "kode_sub_skpd", "sub_unit", text(40),
    "Kode SKPD atau unitnya; boleh kosong bila id_skpd atau kode_sbl ada.",
    ("1.01.0.00.0.00.01.0000", ""), default="",
)  # fmt: skip
UNIT_ID = Column(
    "id_skpd", "unit_id", text(80), "Id SKPD di SIPD; artinya dari daftar Id SIPD.", ("", "3342"),
    default="",
)  # fmt: skip
ACTIVITY_ID = Column(
    "id_sub_giat", "activity_id", text(80), "Id sub kegiatan di SIPD; artinya dari daftar Id SIPD.",
    ("", "20511"), default="",
)  # fmt: skip
PLACE_ID = Column(
    "kode_sbl", "place_id", text(80),
    "Rantai id di SIPD, dicari utuh dalam daftar Id SIPD dan tidak pernah dipecah.",
    ("", "3342.3342.118.905.6041.20511"), default="",
)  # fmt: skip
ACCOUNT = Column(
    "kode_rekening", "account", account, "Kode rekening belanja.",
    ("5.1.02.01.01.0024", "5.1.02.02.01.0003"), needed=True, filled=True,
)  # fmt: skip
YEAR = Column(
    "tahun", "year", whole(FIRST_YEAR, LAST_YEAR), "Tahun anggaran.", ("2026", "2026"),
    needed=True, filled=True, numeric=True,
)  # fmt: skip
EXAMPLE = Column(
    "contoh", "is_example", yes_no, "ya untuk data contoh; bawaannya tidak.",
    ("tidak", "tidak"), default=False,
)  # fmt: skip


def _money(heading: str, name: str, meaning: str, *, signed: bool = False) -> Column:
    return Column(
        heading, name, signed_rupiah if signed else rupiah, meaning, ("12000000", "8500000"),
        needed=True, filled=True, numeric=True,
    )  # fmt: skip


PAYMENTS = Listing(
    "sp2d",
    "Daftar SP2D",
    "Satu baris untuk satu rekening. SP2D yang sudah dimuat tidak pernah diubah: yang keliru "
    "dibatalkan oleh baris bernilai lawan, lalu yang benar dimuat.",
    (
        Column(
            "nomor_sp_2_d", "number", text(80), "Nomor SP2D.",
            ("00001/LS/2026", "00002/GU/2026"), needed=True, filled=True,
        ),
        Column(
            "bagian", "part", whole(1, 999), "Urutan rekening dalam SP2D yang sama.",
            ("1", "1"), default=1, numeric=True,
        ),
        Column(
            "tanggal_sp_2_d", "paid_on", day, "Tanggal SP2D.", ("2026-02-03", "2026-02-10"),
            needed=True, filled=True,
        ),
        Column(
            "jenis_sp_2_d", "kind", choice(Payment.Kind), "UP, GU, TU, atau LS.", ("LS", "GU"),
            needed=True, filled=True,
        ),
        SUB_UNIT,
        ACTIVITY,
        Column(
            "kode_rekening", "account", account, "Kode rekening; kosong untuk UP.",
            ("5.1.02.01.01.0024", "5.1.02.02.01.0003"), default="",
        ),
        _money("nilai_sp_2_d", "amount", "Nilai rupiah; di bawah nol untuk pengembalian.",
               signed=True),
        Column(
            "keterangan_sp_2_d", "description", text(2000), "Keterangan, tanpa nama orang.",
            ("Belanja bahan", "Jasa kebersihan"), default="",
        ),
        Column(
            "nomor_kontrak", "contract", text(80), "Nomor kontrak yang dibayar.", ("", ""),
            default="",
        ),
        Column(
            "membatalkan", "reverses", text(80), "Nomor SP2D keliru yang dibatalkan baris ini.",
            ("", ""), default="",
        ),
        EXAMPLE,
    ),
    named_by="number",
    summed="nilai_sp_2_d",
)  # fmt: skip

CASH_PLAN = Listing(
    "anggaran-kas",
    "Anggaran kas",
    "Rencana pembayaran dua belas bulan per rekening. Berkas menggantikan rencana setiap SKPD "
    "yang ada di dalamnya.",
    (
        SUB_UNIT,
        ACTIVITY,
        ACCOUNT,
        *(_money(heading, heading, "Rencana bulan itu (rupiah).") for heading in MONTHS),
        _money("total_akb", "total", "Jumlah dua belas bulan (rupiah)."),
        Column(
            "selisih", "difference", signed_rupiah, "Pagu dikurangi jumlah (rupiah).",
            ("0", "0"), default=None, numeric=True,
        ),
    ),
    named_by="activity",
    summed="total_akb",
)  # fmt: skip

CONTRACTS = Listing(
    "kontrak",
    "Daftar kontrak",
    "Kontrak yang mengikat anggaran. Tulis nama badan usaha, bukan nama orang.",
    (
        Column(
            "nomor_kontrak", "number", text(80), "Nomor kontrak.", ("600/01/2026", "600/02/2026"),
            needed=True, filled=True,
        ),
        YEAR,
        SUB_UNIT,
        ACTIVITY,
        Column(
            "kode_rekening", "account", account, "Kode rekening; boleh kosong.",
            ("5.2.03.01.01.0001", ""), default="",
        ),
        _money("nilai", "amount", "Nilai kontrak (rupiah)."),
        Column("tanggal_mulai", "signed_on", day, "Ditandatangani.", ("2026-03-02", "2026-04-01"),
               needed=True, filled=True),
        Column("tanggal_selesai", "ends_on", day, "Berakhir.", ("2026-11-30", "2026-12-15"),
               needed=True, filled=True),
        Column("penyedia", "firm", text(160), "Nama badan usaha.",
               ("CV Contoh Satu", "PT Contoh Dua"), needed=True, filled=True),
        EXAMPLE,
    ),
    named_by="number",
    summed="nilai",
)  # fmt: skip

PROGRESS = Listing(
    "rfk",
    "Realisasi fisik dan keuangan (RFK)",
    "Kemajuan fisik bulanan per sub kegiatan. Kolom keuangan hanya dibandingkan dengan SP2D.",
    (
        YEAR,
        Column("bulan", "month", whole(1, 12), "Bulan, 1 sampai 12.", ("6", "6"), needed=True,
               filled=True, numeric=True),
        UNIT_OR_ID,
        Column("kode_sub_giat", "activity", text(40),
               "Kode sub kegiatan; boleh kosong bila id_sub_giat atau kode_sbl ada.",
               ("1.01.02.2.01.0001", ""), default=""),
        UNIT_ID,
        ACTIVITY_ID,
        PLACE_ID,
        Column("rak", "planned", rupiah, "Rencana kas sampai bulan itu (rupiah).",
               ("4000000", "9000000"), default=None, numeric=True),
        Column("realisasi_anggaran", "paid", signed_rupiah, "Pembayaran sampai bulan itu (rupiah).",
               ("3500000", "9000000"), default=None, numeric=True),
        Column("realisasi_fisik", "percent", number(lowest=Decimal(0), highest=HUNDRED, decimals=2),
               "Kemajuan fisik sampai bulan itu, 0 sampai 100 persen.", ("45", "80,5"),
               needed=True, filled=True, numeric=True),
        Column("permasalahan", "note", text(2000), "Permasalahan, tanpa nama orang.",
               ("", "Menunggu bahan"), default=""),
        Column("catatan_verifikator", "verifier", text(1000), "Catatan verifikator, tanpa nama.",
               ("", ""), default=""),
        EXAMPLE,
    ),
    named_by="activity",
)  # fmt: skip

AS_OF = Column(
    "sampai_tgl", "as_of", day, "Hari terakhir yang dihitung; sama di setiap baris.",
    ("2026-06-30", "2026-06-30"), needed=True, filled=True,
)  # fmt: skip

ACCOUNT_REPORT = Listing(
    "realisasi-akun",
    "Realisasi per akun (data_realisasi_akun_sipd)",
    "Realisasi sejak Januari per SKPD, sub kegiatan, dan akun. Dipakai bila daftar SP2D tidak ada. "
    "Tabel SIPD tidak memuat harinya: tambahkan kolom sampai_tgl.",
    (
        AS_OF,
        UNIT_OR_ID,
        ACTIVITY,
        UNIT_ID,
        ACTIVITY_ID,
        PLACE_ID,
        Column("kode_akun", "account", account, "Kode akun.",
               ("5.1.02.01.01.0024", "5.1.02.02.01.0003"), needed=True, filled=True),
        Column("nama_akun", "name", text(500), "Nama akun.",
               ("Belanja alat tulis", "Belanja jasa"), default=""),
        _money("nilai", "ceiling", "Anggaran (rupiah)."),
        _money("realisasi", "realised", "Realisasi sampai hari itu (rupiah).", signed=True),
        EXAMPLE,
    ),
    named_by="account",
    summed="realisasi",
)  # fmt: skip

STATEMENT = Listing(
    "lra",
    "Laporan realisasi anggaran (aklap_lra_sipd)",
    "Realisasi sejak Januari per akun untuk seluruh kota, dengan baris jumlahnya. Baris tanpa "
    "kode, seperti surplus, dihitung ulang dan tidak dimuat.",
    (
        Column("mulai_tgl", "begins_on", day, "Hari pertama yang dihitung.",
               ("2026-01-01", "2026-01-01"), default=None),
        AS_OF,
        Column("kode_rekening", "account", account, "Kode rekening; kosong di baris surplus dan "
               "sejenisnya.", ("5", "5.1"), needed=True, default=""),
        Column("level", "level", whole(1, 6), "Tingkat kode, 1 sampai 6.", ("1", "2"),
               default=None, numeric=True),
        Column("nama_rekening", "name", text(500), "Nama rekening.",
               ("BELANJA", "BELANJA OPERASI"), default=""),
        _money("nominal", "ceiling", "Anggaran (rupiah).", signed=True),
        _money("realisasi", "realised", "Realisasi sampai hari itu (rupiah).", signed=True),
        Column("presentase", "percent", number(decimals=6), "Persen tercetak.", ("41,7", "41,7"),
               default=None, numeric=True),
        Column("previous_realisasi", "before", signed_rupiah, "Realisasi tahun lalu (rupiah).",
               ("11000000", "8000000"), default=None, numeric=True),
        EXAMPLE,
    ),
    named_by="account",
)  # fmt: skip

SIPD_IDS = Listing(
    "id-sipd",
    "Id SIPD",
    "Arti id di tabel SIPD: SKPD atau sub kegiatan mana. Diperlukan oleh RFK dan realisasi per "
    "akun yang tidak memuat kode tercetak.",
    (
        YEAR,
        Column("jenis", "kind", choice(SipdId.Kind), "id_skpd, id_sub_giat, atau kode_sbl.",
               ("id_skpd", "id_sub_giat"), needed=True, filled=True),
        Column("id", "sipd_id", text(80), "Id seperti di SIPD.", ("3342", "20511"), needed=True,
               filled=True),
        Column("kode_sub_skpd", "unit_code", text(40),
               "Kode SKPD atau unitnya; untuk id_skpd dan kode_sbl.",
               ("1.01.0.00.0.00.01.0000", ""), default=""),
        Column("kode_sub_giat", "activity_code", sub_activity,
               "Kode sub kegiatan; untuk id_sub_giat dan kode_sbl.",
               ("", "1.01.02.2.01.0001"), default=""),
        EXAMPLE,
    ),
    named_by="sipd_id",
)  # fmt: skip

CONTRACT_PROGRESS = Listing(
    "kemajuan-kontrak",
    "Kemajuan fisik kontrak",
    "Rencana dan realisasi fisik kontrak pada akhir bulan, menurut jadwal kontrak itu sendiri.",
    (
        Column("nomor_kontrak", "number", text(80), "Nomor kontrak.",
               ("600/01/2026", "600/02/2026"), needed=True, filled=True),
        YEAR,
        Column("bulan", "month", whole(1, 12), "Bulan, 1 sampai 12.", ("6", "6"), needed=True,
               filled=True, numeric=True),
        Column("rencana_fisik", "planned", number(lowest=Decimal(0), highest=HUNDRED, decimals=2),
               "Rencana menurut jadwal kontrak, persen sejak kontrak dimulai.", ("40", "55,5"),
               needed=True, filled=True, numeric=True),
        Column("realisasi_fisik", "actual", number(lowest=Decimal(0), highest=HUNDRED, decimals=2),
               "Pekerjaan yang selesai, persen sejak kontrak dimulai.", ("38", "41"),
               needed=True, filled=True, numeric=True),
        Column("catatan", "note", text(2000), "Catatan, tanpa nama orang.", ("", "Hujan"),
               default=""),
        EXAMPLE,
    ),
    named_by="number",
)  # fmt: skip

LISTINGS: Final = {
    row.code: row
    for row in (
        PAYMENTS,
        CASH_PLAN,
        CONTRACTS,
        CONTRACT_PROGRESS,
        PROGRESS,
        ACCOUNT_REPORT,
        STATEMENT,
        SIPD_IDS,
    )
}

add_sentences(SENTENCES)
