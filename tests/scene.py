"""One afternoon in the city, Friday 20 November 2026, 15.00: what tests of all pages start from.

Thursday is closed and sealed, with entries accepted and returned, and an objection to it. Friday is
open with entries waiting. Plans and agreements stand in each of their states.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from sasando.agreements import actions as agreements
from sasando.agreements.pact_text import pact_text_on
from sasando.agreements.papers import issue_agreement
from sasando.budget.actions import import_lines, open_version
from sasando.budget.actions.execution import record_progress
from sasando.budget.models import BudgetTotal, BudgetUnit
from sasando.budget.queries.loose_payments import loose_codes
from sasando.core import clock
from sasando.core.models import ClockMove, User
from sasando.demo.budget import load_budgets
from sasando.demo.cast import CAST, RESIDENT
from sasando.demo.execution import load_execution
from sasando.demo.habits import load_habit_answers
from sasando.demo.plan_documents import load_plan_documents
from sasando.demo.scenarios import load_scenarios
from sasando.demo.spending_tags import load_spending_tags
from sasando.demo.statements import load_statement
from sasando.demo.tree import load_trees
from sasando.organization.actions import load_city_units
from sasando.organization.queries import Viewer, viewer_for
from sasando.planning.actions import (
    Report,
    assign_programmes,
    load_indicators,
    load_nomenclature,
    load_rpjmd,
    record_measurement,
)
from sasando.planning.actions.alignment import align_objective
from sasando.planning.actions.documents import amend_plan
from sasando.planning.actions.verification import reopen_period
from sasando.planning.models import CrosscuttingRequest, HabitAnswer
from sasando.planning.periods import Span
from sasando.rules.agreements import RevisionReason
from sasando.rules.intervals import Interval
from sasando.rules.targets import Target
from sasando.seals.keys import create_key_file
from sasando.work import actions as work
from sasando.work.actions.plans import ResultDraft
from sasando.work.models import EntryDecision, PlannedResult

from .scene_monitoring import stage_monitoring

THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)
AFTERNOON = "2026-11-20 15.00"
ANONYMOUS = "anonim"
ROLES = (ANONYMOUS, *(role.login for role in CAST), RESIDENT)
BACKEND = "sasando.organization.login.NumberOrNameBackend"
KUPANG = settings.CITY_DATA_DIR / "kupang"
ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "78da63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


@dataclass(frozen=True)
class Scene:
    """Where the scene lies, the public codes of its things by a short name, and who is logged in.

    `sessions` are session keys by log-in name; nobody has to compute a password hash again.
    """

    database: str
    data_dir: Path
    codes: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def files(self) -> override_settings:
        """Django's settings for the files of this scene."""
        return override_settings(
            SEAL_KEY_FILE=self.data_dir / "segel.key",
            ATTACHMENT_DIR=self.data_dir / "lampiran",
            SIGNING_TEST_CERTIFICATE=self.data_dir / "uji.pem",
        )


def move_clock(text: str) -> datetime:
    """Let the city's clock read "2026-11-20 15.00" now and run on from there."""
    instant = datetime.strptime(text, "%Y-%m-%d %H.%M").replace(tzinfo=clock.zone())
    ClockMove.objects.create(offset=instant - clock.system_now())
    return instant


def stage(scene: Scene) -> None:
    """Write the scene into the database Django points at, and fill in codes and sessions."""
    with scene.files():
        create_key_file()
        _city()
        _measured(scene.codes)
        _thursday(scene.codes)
        move_clock("2026-11-20 12.00")
        work.close_due_days(now=clock.now())
        move_clock(AFTERNOON)
        _friday(scene.codes)
        _plans(scene.codes)
        _agreements(scene.codes)
        _trees(scene.codes)
        _papers(scene.codes)
        stage_monitoring(scene.codes, viewer)
        _documents(scene.codes)
        _budgets(scene.codes)
    for login in ROLES[1:]:
        scene.sessions[login] = new_session(login)


def new_session(login: str) -> str:
    """A session in which this member of the cast is logged in; its key for the cookie."""
    user = User.objects.get(username=login)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def viewer(login: str) -> Viewer:
    return viewer_for(User.objects.get(username=login), clock.local_day(clock.now()))


def record(login: str, activity: str, *, start: int, upload=None) -> str:
    """One hour and a half of work on the running day, from a minute of it; the entry's code."""
    draft = work.Draft(
        key=uuid.uuid4(),
        day=clock.local_day(clock.now()),
        result_code=f"H-{login.upper()}-2026",
        interval=Interval(start, start + 90),
        activity=activity,
        quantity=Decimal(12),
        measure=PlannedResult.objects.get(code=f"H-{login.upper()}-2026").measure,
    )
    recorded = work.record_entry(viewer=viewer(login), now=clock.now(), draft=draft, upload=upload)
    return recorded.entry.code


def decide(login: str, code: str, verdict: str, note: str = "") -> None:
    work.decide(viewer=viewer(login), now=clock.now(), entry_code=code, verdict=verdict, note=note)


def _city() -> None:
    """The city's own plan, indicators and programmes, so that pages have something to show."""
    load_city_units(now=clock.now(), folder=KUPANG)
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    load_indicators(KUPANG / "indikator.csv")
    load_nomenclature(settings.CITY_DATA_DIR / "nasional")
    assign_programmes(2026)


def _measured(codes: dict[str, str]) -> None:
    """The third quarter of one indicator, reopened by the mayor, waits for a second person."""
    move_clock("2026-11-19 09.00")
    third = Span(2026, 3)
    reopen_period(
        viewer=viewer("walikota"),
        now=clock.now(),
        code="IKU-SAMPAH",
        span=third,
        reason="Rekap timbangan terlambat tiba (contoh)",
        until=date(2026, 11, 30),
    )
    photo = SimpleUploadedFile("timbangan.png", ONE_PIXEL, content_type="image/png")
    figure = record_measurement(
        viewer=viewer("perencana"),
        now=clock.now(),
        code="IKU-SAMPAH",
        report=Report(2026, 3, "Rekap timbangan TPA (contoh)", value=Decimal("74.6")),
        reason="Sumbernya dilengkapi (contoh)",
        uploads=[photo],
    )
    codes["figure_file"] = figure.evidence.get().attachment.sha256


def _thursday(codes: dict[str, str]) -> None:
    move_clock("2026-11-19 10.00")
    codes["sealed_entry"] = record("staf", "Mengangkut 12 titik di Oesapa", start=480)
    codes["returned_entry"] = record("staf", "Mencatat timbangan", start=600)
    record("staf2", "Memeriksa 12 kendaraan", start=480)
    record("stafkel", "Menyelesaikan 12 berkas", start=480)
    record("perawat", "Asuhan 12 pasien", start=420)
    decide("kabid", codes["sealed_entry"], EntryDecision.Verdict.ACCEPTED)
    note = "Sebutkan nomor tiket timbangan."
    decide("kabid", codes["returned_entry"], EntryDecision.Verdict.RETURNED, note)


def _friday(codes: dict[str, str]) -> None:
    codes["entry"] = record("staf", "Mengangkut 12 titik di Lasiana", start=480)
    photo = SimpleUploadedFile("bukti.png", ONE_PIXEL, content_type="image/png")
    codes["evidence_entry"] = record("staf", "Membersihkan titik liar", start=600, upload=photo)
    codes["other_entry"] = record("staf2", "Memeriksa 12 kendaraan lagi", start=480)
    codes["kelurahan_entry"] = record("stafkel", "Menyelesaikan 12 berkas lagi", start=480)
    codes["head_entry"] = record("kabid", "Memeriksa jalur armada", start=480)
    codes["decided_entry"] = record("staf", "Apel pagi", start=720)
    decide("kabid", codes["decided_entry"], EntryDecision.Verdict.ACCEPTED)
    for name, login in (("objection", "staf"), ("own_objection", "kepegawaian")):
        filed = work.file_objection(
            viewer=viewer(login),
            now=clock.now(),
            day=THURSDAY,
            text="Jaringan di TPA terputus sampai tengah malam.",
        )
        codes[name] = filed.code


def _plans(codes: dict[str, str]) -> None:
    codes["agreed_result"] = "H-STAF-2026"
    codes["draft_result"] = _result("Laporan timbulan tiap bulan")
    codes["submitted_result"] = _result("Peta titik liar yang mutakhir")
    work.submit_result(viewer=viewer("staf"), code=codes["submitted_result"])


def _result(text: str) -> str:
    draft = ResultDraft(
        text=text,
        indicator_text="Laporan selesai",
        target=Decimal(12),
        measure="laporan",
        parent_code="H-KABID-2026",
    )
    return work.add_result(viewer=viewer("staf"), now=clock.now(), draft=draft).code


def _agreements(codes: dict[str, str]) -> None:
    codes["agreement"] = "PK-DLHK-2026-1"
    codes["drafted"] = _agreement("kadis", "DLHK")
    codes["proposed"] = _agreement("kabid", "DLHK.SAMPAH")
    proposed = agreements.propose(viewer=viewer("kabid"), now=clock.now(), code=codes["proposed"])
    agreements.sign(
        viewer=viewer("kabid"),
        now=clock.now(),
        code=proposed.code,
        digest=proposed.content_digest,
    )
    codes["revision"] = agreements.revise(
        viewer=viewer("camat"),
        now=clock.now(),
        code="PK-53.71.03-2026-1",
        reason=RevisionReason.PRIORITY_OR_ASSUMPTION_CHANGED,
        note="Banjir di dua kelurahan (contoh)",
    ).code
    codes["scanned"] = _scanned()
    codes["pact"] = agreements.sign_pact(
        viewer=viewer("kabid"),
        now=clock.now(),
        position_code="DLHK.SAMPAH.KEPALA",
        template_from=pact_text_on(FRIDAY).valid_from,
    ).code


def _scanned() -> str:
    """A proposal of a kelurahan signed on paper; its scan waits for a second person."""
    code = _agreement("lurah", "53.71.03.1010", "53.71.03.1010.LURAH")
    agreements.propose(viewer=viewer("lurah"), now=clock.now(), code=code)
    agreements.bring_scan(
        viewer=viewer("perencana"),
        now=clock.now(),
        code=code,
        upload=SimpleUploadedFile("kertas.png", ONE_PIXEL, content_type="image/png"),
        signed_on=FRIDAY,
        roles=["PERTAMA", "KEDUA"],
    )
    return code


def _papers(codes: dict[str, str]) -> None:
    """The paper of a signed agreement; what its address has after the kind."""
    paper = issue_agreement(viewer=viewer("kadis"), now=clock.now(), code=codes["agreement"])
    codes["paper"] = paper.code.partition("-")[2]


def _agreement(login: str, unit: str, position: str = "") -> str:
    made = agreements.draft_agreement(
        viewer=viewer(login),
        now=clock.now(),
        position_code=position or f"{unit}.KEPALA",
        year=2027,
    )
    agreements.add_item(
        viewer=viewer(login),
        now=clock.now(),
        code=made.code,
        item=agreements.ItemDraft(
            target=Target(Decimal(85)),
            objective_code="SASARAN-7.1",
            indicator_code="IKU-SAMPAH",
        ),
    )
    return made.code


def _trees(codes: dict[str, str]) -> None:
    """The example trees: a node of DLHK, and what it asked of the camat and of the hospital."""
    load_trees(clock.now())
    for name, supplier in (("accepted_request", "53.71.03"), ("waiting_request", "RSUD")):
        row = CrosscuttingRequest.objects.select_related("node").get(supplier__code=supplier)
        codes[name], codes["tree_node"] = row.code, row.node.code


def _documents(codes: dict[str, str]) -> None:
    """The example plans; a Renstra that binds, and the draft that is to amend it."""
    load_plan_documents(clock.now())
    codes["plan"] = "RENSTRA-DLHK-2025-2029"
    codes["plan_draft"] = amend_plan(viewer=viewer("kadis"), code=codes["plan"]).code
    codes["plan_line"] = "2.11.11"
    codes["nomenclature_code"] = "2.11.11"
    align_objective(
        viewer=viewer("perencana"), code="SASARAN-7.1", notes={"AC-8": "Lingkungan (contoh)"}
    )
    load_habit_answers(clock.now())
    waiting = HabitAnswer.objects.get(unit__code="DLHK", kind="HENTIKAN")
    codes["habit_line"], codes["habit_number"] = waiting.code, str(waiting.number)


def _told_with_evidence(agency: BudgetUnit) -> str:
    """Progress its head told with a paper beside it; the digest of the paper."""
    totals = BudgetTotal.objects.filter(version__code="APBD-2026-0", agency=agency)
    activity = totals.filter(activity__level="SUBKEGIATAN").order_by("activity__code").first()
    assert activity is not None
    assert activity.activity is not None
    made = record_progress(
        viewer=viewer("kadis"), now=clock.now(), agency_code=agency.code,
        activity_code=activity.activity.code, year=FRIDAY.year, month=9, percent=Decimal(60),
        note="Contoh catatan", evidence=SimpleUploadedFile("bukti.pdf", b"%PDF-1.4 contoh fisik"),
    )  # fmt: skip
    assert made.evidence is not None
    return made.evidence.sha256


def _budgets(codes: dict[str, str]) -> None:
    """The example budgets, and a draft into which an export of another regency was loaded."""
    load_budgets(clock.now())
    load_scenarios(clock.now())
    planner = viewer("perencana")
    amended = open_version(viewer=planner, year=2026, stage="PERUBAHAN", as_of=FRIDAY)
    export = settings.CITY_DATA_DIR / "sipd" / "buru_rekap5_2026_murni.csv"
    with export.open("rb") as stream:
        import_lines(
            viewer=planner, code=amended.code, stream=stream, file_name=export.name, apply=True
        )
    codes["budget"], codes["budget_draft"] = "APBD-2025-1", amended.code
    codes["agency_code"] = "2.11.3.28.0.00.01.0000"
    led = BudgetUnit.objects.get(unit__code="DLHK", parent=None, code__startswith="2.11.0")
    codes["budget_agency"] = led.code
    load_execution(clock.now(), only="DLHK")
    load_statement(clock.now())
    codes["loose"] = next(row.printed for row in loose_codes(FRIDAY.year) if row.kind == "SUB")
    codes["progress_evidence"] = _told_with_evidence(led)
    load_spending_tags(clock.now())
    codes["scenario"], codes["scenario_kept"] = "SKN-2026-1", "SKN-2026-2"
    codes["scenario_next"] = "SKN-2027-1"
