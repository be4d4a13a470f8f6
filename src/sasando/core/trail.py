"""Searching the audit trail: who did what, when, to which thing.

The list is read by keyset (instant, then row), so its thousandth page costs what its first does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import audit, clock
from .models import AuditEvent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

PAGE_SIZE: Final = 50
DOWNLOAD_LIMIT: Final = 50_000
CHUNK: Final = 2_000
CURSOR_SALT: Final = "sasando.core.trail"
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
HEADINGS: Final = (
    "waktu", "pelaku", "perbuatan", "jenis", "kode", "sebutan", "sebelum", "sesudah", "alasan",
    "kode_permintaan",
)  # fmt: skip

ACTION_WORDS: Final[dict[str, Any]] = {
    "account.codes-renewed": _("membuat kode pemulihan baru"),
    "account.factor-cleared": _("mengatur ulang faktor kedua"),
    "account.factor-confirmed": _("memastikan dengan faktor kedua"),
    "account.factor-disabled": _("mematikan faktor kedua"),
    "account.factor-enabled": _("memasang faktor kedua"),
    "account.factor-refused": _("memakai kode yang tidak cocok"),
    "account.factor-replaced": _("mengganti faktor kedua"),
    "account.password-changed": _("mengganti kata sandi"),
    "account.password-issued": _("menerbitkan kata sandi pertama"),
    "action-plan.activity-added": _("menambah kegiatan rencana aksi"),
    "action-plan.activity-removed": _("menghapus kegiatan rencana aksi"),
    "action-plan.agreed": _("menyepakati rencana aksi"),
    "action-plan.begun": _("menyusun rencana aksi"),
    "action-plan.changed": _("membuat perubahan rencana aksi"),
    "action-plan.proposed": _("mengajukan rencana aksi"),
    "action-plan.returned": _("mengembalikan rencana aksi"),
    "action-plan.targets-set": _("menulis target rencana aksi"),
    "action-plan.withdrawn": _("menarik pengajuan rencana aksi"),
    "agreement.budget-added": _("menambah baris anggaran perjanjian"),
    "agreement.budget-date-set": _("mencatat tanggal dokumen anggaran"),
    "agreement.budget-prefilled": _("mengambil anggaran dari rencana"),
    "agreement.budget-removed": _("menghapus baris anggaran perjanjian"),
    "agreement.drafted": _("menyusun perjanjian"),
    "agreement.item-added": _("menambah butir perjanjian"),
    "agreement.item-changed": _("mengubah target perjanjian"),
    "agreement.item-removed": _("menghapus butir perjanjian"),
    "agreement.proposal-withdrawn": _("menarik pengajuan perjanjian"),
    "agreement.proposed": _("mengajukan perjanjian"),
    "agreement.returned": _("mengembalikan pengajuan perjanjian"),
    "agreement.revised": _("membuat perubahan perjanjian"),
    "agreement.scan-brought": _("mengunggah perjanjian di atas kertas"),
    "agreement.scan-refused": _("menolak pindaian perjanjian"),
    "agreement.scan-verified": _("memeriksa pindaian perjanjian"),
    "agreement.signed": _("menandatangani perjanjian"),
    "appointment.acting-begun": _("menunjuk penjabat"),
    "appointment.acting-ended": _("mengakhiri penjabat"),
    "budget.agency-tied": _("menghubungkan kode SKPD"),
    "budget.agency-untied": _("melepas kode SKPD"),
    "budget.code-tied": _("mengaitkan kode SP2D"),
    "budget.code-untied": _("melepas kaitan kode SP2D"),
    "budget.execution-loaded": _("memuat daftar pelaksanaan anggaran"),
    "budget.figure-printed": _("mencatat angka tercetak"),
    "budget.figures-loaded": _("memuat angka tercetak"),
    "budget.lines-loaded": _("memuat baris anggaran"),
    "budget.list-loaded": _("memuat daftar rekening atau sumber dana"),
    "budget.progress-recorded": _("mencatat kemajuan fisik"),
    "budget.scenario-became-version": _("menjadikan skenario draf versi anggaran"),
    "budget.scenario-discarded": _("membuang skenario anggaran"),
    "budget.scenario-opened": _("membuat skenario anggaran"),
    "budget.scenario-rule-added": _("menambah aturan skenario"),
    "budget.scenario-rule-changed": _("mengubah nilai aturan skenario"),
    "budget.scenario-rule-moved": _("memindahkan aturan skenario"),
    "budget.scenario-rule-removed": _("menghapus aturan skenario"),
    "budget.tag-opened": _("membuat tag belanja"),
    "budget.tag-row-added": _("menambah baris tag belanja"),
    "budget.tag-rows-loaded": _("memuat baris tag belanja"),
    "budget.tag-row-ended": _("mengakhiri baris tag belanja"),
    "budget.version-adopted": _("menetapkan versi anggaran"),
    "budget.version-discarded": _("membuang draf versi anggaran"),
    "budget.version-opened": _("membuka versi anggaran"),
    "crest.set": _("mengganti lambang kota"),
    "day.closed": _("menutup hari kerja"),
    "demo.built": _("membangun kota contoh"),
    "entry.accepted": _("menerima catatan"),
    "entry.recorded": _("mencatat pekerjaan"),
    "entry.returned": _("mengembalikan catatan"),
    "entry.withdrawn": _("membatalkan catatan"),
    "habit.answered": _("menjawab temuan kebiasaan"),
    "habit.judged": _("menilai kebiasaan"),
    "habit.linked": _("menghubungkan baris rencana dengan sasaran"),
    "habit.reviewed": _("memutus jawaban kebiasaan"),
    "import.applied": _("memuat daftar"),
    "import.row-changed": _("mengubah lewat daftar"),
    "indicator.created": _("membuat indikator"),
    "indicator.imported": _("memuat daftar indikator"),
    "indicator.placed": _("menempatkan indikator"),
    "indicator.revised": _("merevisi indikator"),
    "indicator.target-revised": _("mengubah target indikator"),
    "indicator.target-set": _("menetapkan target indikator"),
    "indicators.loaded": _("memuat indikator"),
    "measurement.corrected": _("mengoreksi realisasi"),
    "measurement.drafted": _("menyimpan draf realisasi"),
    "measurement.evidence-added": _("menambah bukti realisasi"),
    "measurement.imported": _("memuat daftar pengukuran"),
    "measurement.recorded": _("mencatat realisasi"),
    "measurement.returned": _("mengembalikan realisasi"),
    "measurement.verified": _("memverifikasi realisasi"),
    "nomenclature.loaded": _("memuat nomenklatur"),
    "monitoring.reported": _("melaporkan rencana aksi"),
    "monitoring.reviewed": _("meninjau laporan rencana aksi"),
    "obstacle.answered": _("menjawab permintaan bantuan"),
    "obstacle.closed": _("menyatakan kendala teratasi"),
    "obstacle.opened": _("mencatat kendala"),
    "obstacle.passed-up": _("meminta bantuan atasan"),
    "objection.decided": _("memutus keberatan"),
    "objection.filed": _("mengajukan keberatan"),
    "pact.signed": _("menandatangani pakta integritas"),
    "pact.witnessed": _("menyaksikan pakta integritas"),
    "paper.issued": _("menerbitkan dokumen"),
    "paper.withdrawn": _("mencabut dokumen"),
    "period.reopened": _("membuka kembali periode pengukuran"),
    "people.viewed": _("melihat daftar pegawai"),
    "person.viewed": _("melihat data pribadi pegawai"),
    "programmes.assigned": _("membagi program"),
    "programmes.tied": _("mengaitkan program dengan sasaran"),
    "result.added": _("menambah hasil kerja"),
    "result.agreed": _("menyepakati hasil kerja"),
    "result.money-tied": _("menyebut sub kegiatan hasil kerja"),
    "result.returned": _("mengembalikan hasil kerja"),
    "result.submitted": _("mengajukan hasil kerja"),
    "plan.adopted": _("menetapkan dokumen rencana"),
    "plan.aligned": _("menyelaraskan sasaran"),
    "plan.amended": _("memulai perubahan rencana"),
    "plan.carried": _("memindahkan rencana ke nomenklatur lain"),
    "plan.completed": _("menyatakan rencana lengkap"),
    "plan.discarded": _("membuang draf rencana"),
    "plan.drafted": _("membuat draf rencana"),
    "plan.imported": _("memuat baris rencana"),
    "plan.line-changed": _("mengubah baris rencana"),
    "rpjmd.loaded": _("memuat RPJMD"),
    "seals.day-sealed": _("menyegel hari kerja"),
    "trail.downloaded": _("mengunduh jejak"),
    "tree.crosscutting-accepted": _("menerima permintaan lintas sektor"),
    "tree.crosscutting-asked": _("meminta lintas sektor"),
    "tree.crosscutting-refused": _("menolak permintaan lintas sektor"),
    "tree.crosscutting-withdrawn": _("menarik permintaan lintas sektor"),
    "tree.node-added": _("menambah simpul pohon kinerja"),
    "tree.node-edited": _("mengubah simpul pohon kinerja"),
    "tree.node-moved": _("memindahkan simpul pohon kinerja"),
    "tree.node-removed": _("menghapus simpul pohon kinerja"),
    "tree.node-restored": _("memulihkan simpul pohon kinerja"),
    "reminder.address-confirmed": _("memastikan alamat surat pengingat"),
    "reminder.address-forgotten": _("menghapus alamat surat pengingat"),
    "reminder.address-given": _("menyimpan pilihan pengingat"),
    "reminder.calendar-closed": _("mencabut alamat kalender"),
    "reminder.calendar-opened": _("membuat alamat kalender"),
    "tree.planted": _("menanam pohon kinerja"),
}


SUBJECT_WORDS: Final[dict[str, Any]] = {
    "account": _("akun"),
    "agreement": _("perjanjian kinerja"),
    "action-plan": _("rencana aksi"),
    "reminder": _("pengingat"),
    "monitoring-report": _("laporan rencana aksi"),
    "obstacle": _("kendala"),
    "budget-date": _("tanggal dokumen anggaran"),
    "budget-list": _("daftar anggaran"),
    "budget-payment-code": _("kode tercetak di SP2D"),
    "budget-scenario": _("skenario anggaran"),
    "budget-unit": _("kode SKPD"),
    "budget-version": _("versi anggaran"),
    "spending-tag": _("tag belanja"),
    "printed-figure": _("angka tercetak"),
    "pact": _("pakta integritas"),
    "crest": _("lambang kota"),
    "day": _("hari kerja"),
    "deployment": _("basis data"),
    "entry": _("catatan"),
    "habit-answer": _("jawaban kebiasaan"),
    "habit-year": _("penilaian kebiasaan"),
    "import": _("daftar"),
    "indicator": _("indikator"),
    "nomenclature": _("nomenklatur"),
    "objection": _("keberatan"),
    "paper": _("dokumen"),
    "plan": _("dokumen rencana"),
    "result": _("hasil kerja"),
    "rpjmd": _("RPJMD"),
    "tree": _("pohon kinerja"),
    "tree-node": _("simpul pohon kinerja"),
    "crosscutting": _("permintaan lintas sektor"),
    "unit": _("unit"),
}


@dataclass(frozen=True)
class TrailFilter:
    """What is looked for; empty parts ask for nothing. Days are the city's, both included."""

    first: date | None = None
    last: date | None = None
    actor: str = ""
    action: str = ""
    subject: str = ""

    def condition(self) -> Q:
        """The filter for rows of AuditEvent."""
        asked = Q()
        if self.first:
            asked &= Q(at__gte=clock.midnight_before(self.first))
        if self.last:
            asked &= Q(at__lt=clock.midnight_before(self.last + timedelta(days=1)))
        if self.actor:
            asked &= Q(actor_name__icontains=self.actor)
        if self.action:
            asked &= Q(action__startswith=self.action)
        if self.subject:
            asked &= Q(subject_code=self.subject)
        return asked

    def words(self) -> dict[str, str]:
        """What was asked, for the trace of a download."""
        asked = {
            "dari": self.first.isoformat() if self.first else "",
            "sampai": self.last.isoformat() if self.last else "",
            "pelaku": self.actor,
            "perbuatan": self.action,
            "kode": self.subject,
        }
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class TrailRow:
    """One deed as shown."""

    at: datetime
    actor: str
    action: str
    action_label: str
    subject_kind: str
    subject_code: str
    subject_label: str
    changes: Sequence[str]
    reason: str
    request_code: str


@dataclass(frozen=True)
class TrailPage:
    """A stretch of the trail, newest first; `older` continues it, empty at the end."""

    rows: Sequence[TrailRow]
    older: str


def trail_page(asked: TrailFilter, cursor: str = "") -> TrailPage:
    """The newest deeds, or those older than a cursor. One query."""
    rows = list(_events(asked).filter(_before(cursor))[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    older = _cursor(shown[-1]) if len(rows) > PAGE_SIZE else ""
    return TrailPage([_row(event) for event in shown], older)


def _events(asked: TrailFilter) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(asked.condition()).order_by("-at", "-id")


def _before(cursor: str) -> Q:
    """Rows after the cursor in the list. A cursor that is not ours starts from the top."""
    try:
        at, number = signing.loads(cursor, salt=CURSOR_SALT)
    except signing.BadSignature:
        return Q()
    instant = datetime.fromisoformat(at)
    return Q(at__lt=instant) | Q(at=instant, id__lt=number)


def _cursor(event: AuditEvent) -> str:
    return signing.dumps([event.at.isoformat(), event.pk], salt=CURSOR_SALT)


def _row(event: AuditEvent) -> TrailRow:
    return TrailRow(
        at=event.at,
        actor=event.actor_name,
        action=event.action,
        action_label=str(ACTION_WORDS.get(event.action, event.action)),
        subject_kind=str(SUBJECT_WORDS.get(event.subject_kind, event.subject_kind)),
        subject_code=event.subject_code,
        subject_label=event.subject_label,
        changes=_changes(event.before or {}, event.after or {}),
        reason=event.reason,
        request_code=event.request_code,
    )


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Each field as "name: old → new", or "name: value" where there is only one side."""
    told = []
    for name in [*before, *(name for name in after if name not in before)]:
        sides = [_said(side[name]) for side in (before, after) if name in side]
        told.append(f"{name}: {' → '.join(sides)}")
    return told


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value) or "–"
    return "–" if value in (None, "") else str(value)


def download(*, actor: audit.Actor, asked: TrailFilter) -> Iterator[list[str]]:
    """The trail as rows of text for a spreadsheet, headings first; the download is a deed itself.

    At most 50,000 rows; then a last row says that there are more.
    """
    with transaction.atomic():
        audit.record(
            actor=actor,
            action="trail.downloaded",
            subject_kind="jejak",
            subject_code="jejak",
            after=asked.words(),
        )
    return _download_rows(asked)


def _download_rows(asked: TrailFilter) -> Iterator[list[str]]:
    yield list(HEADINGS)
    events = _events(asked)[: DOWNLOAD_LIMIT + 1].iterator(chunk_size=CHUNK)
    for number, event in enumerate(events):
        if number == DOWNLOAD_LIMIT:
            yield [f"Dipotong pada {DOWNLOAD_LIMIT} baris. Persempit saringannya."]
            return
        yield [safe_cell(cell) for cell in _cells(event)]


def _cells(event: AuditEvent) -> list[str]:
    return [
        event.at.astimezone(clock.zone()).isoformat(timespec="seconds"),
        event.actor_name,
        event.action,
        event.subject_kind,
        event.subject_code,
        event.subject_label,
        "; ".join(_changes(event.before or {}, {})),
        "; ".join(_changes({}, event.after or {})),
        event.reason,
        event.request_code,
    ]


def safe_cell(text: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
