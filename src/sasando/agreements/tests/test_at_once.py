"""Two people at the same moment, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from sasando.agreements import actions
from sasando.agreements.errors import (
    AgreementExists,
    AlreadySigned,
    BudgetCodeTaken,
    NotProposed,
    PactExists,
    RevisionExists,
    ScanExists,
    ScanMissing,
)
from sasando.agreements.models import Agreement, State
from sasando.agreements.pact_text import pact_text_on
from sasando.core.models import AuditEvent

from . import factories as make

REFUSALS = (
    AgreementExists, AlreadySigned, BudgetCodeTaken, NotProposed, PactExists, RevisionExists,
    ScanExists, ScanMissing,
)  # fmt: skip
pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("own_database")]


@pytest.fixture(autouse=True)
def _friday(own_database, at):
    at("2026-11-20 10.00")


def at_once(*deeds):
    """Start all deeds together; what each gave back or how it was refused."""
    together = Barrier(len(deeds))

    def one(deed):
        together.wait(timeout=10)
        try:
            return deed()
        except REFUSALS as refused:
            return type(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result(timeout=20) for done in [pool.submit(one, deed) for deed in deeds]]


def test_both_parties_sign_at_once(at):
    make.policy("urutan-tanda-tangan", {"pertama": "BEBAS"})
    at("2026-11-21 10.00")
    made = make.proposal()
    at_once(lambda: make.sign("kabid"), lambda: make.sign("kadis"))
    assert make.state_of() == State.IN_FORCE
    assert {row.signed_digest for row in made.parties.all()} == {made.content_digest}
    assert AuditEvent.objects.filter(action="agreement.signed").count() == 2


def test_one_party_signs_twice_at_once():
    make.proposal()
    outcomes = at_once(lambda: make.sign("kabid"), lambda: make.sign("kabid"))
    assert outcomes.count(AlreadySigned) == 1
    assert AuditEvent.objects.filter(action="agreement.signed").count() == 1


def test_two_begin_the_same_agreement_at_once():
    outcomes = at_once(make.draft, lambda: make.draft(login="perencana"))
    assert outcomes.count(AgreementExists) == 1
    assert Agreement.objects.filter(unit__code=make.UNIT, year=make.YEAR).count() == 1


def test_whoever_begins_second_waits_and_finds_the_first(own_database):
    taken = """
        WITH post AS (SELECT id, unit_id FROM organization_position WHERE code = %s FOR UPDATE)
        INSERT INTO agreements_agreement (code, position_id, unit_id, tier, leads_unit, year,
            version, revision_reason, revision_note, content_digest, content_format, unit_name,
            is_example)
        SELECT %s, id, unit_id, 'BIDANG', true, %s, 1, '', '', '', 2, '', true FROM post
    """
    with psycopg.connect(own_database.app_url) as earlier, ThreadPoolExecutor(1) as pool:
        earlier.execute(taken, [make.head_of(make.UNIT), make.CODE, make.YEAR])
        later = pool.submit(at_once, make.draft)
        with pytest.raises(TimeoutError):
            later.result(timeout=0.5)
        earlier.commit()
        assert later.result(timeout=20) == [AgreementExists]


def test_two_revise_at_once():
    make.in_force()
    outcomes = at_once(make.revise, lambda: make.revise(login="kadis"))
    assert outcomes.count(RevisionExists) == 1


def test_an_item_cannot_slip_in_beside_a_proposal(own_database):
    """A statement begun before the proposal waits or is refused; it never lands beside it."""
    made = make.draft()
    make.add()
    with (
        psycopg.connect(own_database.app_url) as writer,
        psycopg.connect(own_database.app_url) as proposer,
    ):
        proposer.execute(
            "UPDATE agreements_agreement SET proposed_at = now() WHERE id = %s", [made.pk]
        )
        writer.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            writer.execute(
                "UPDATE agreements_agreementitem SET target = 1 WHERE agreement_id = %s", [made.pk]
            )
        writer.rollback()
        proposer.commit()
        with pytest.raises(psycopg.errors.CheckViolation, match="signed agreement"):
            writer.execute(
                "UPDATE agreements_agreementitem SET target = 1 WHERE agreement_id = %s", [made.pk]
            )


def test_a_signature_waits_for_what_is_being_written(own_database):
    made = make.draft()
    make.add()
    with (
        psycopg.connect(own_database.app_url) as writer,
        psycopg.connect(own_database.app_url) as proposer,
    ):
        writer.execute(
            "UPDATE agreements_agreementitem SET target = 1 WHERE agreement_id = %s", [made.pk]
        )
        proposer.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            proposer.execute(
                "UPDATE agreements_agreement SET proposed_at = now() WHERE id = %s", [made.pk]
            )


def give_back():
    return actions.return_proposal(
        viewer=make.viewer("kadis"), now=make.clock.now(), code=make.CODE, note="Target rendah."
    )


def test_one_signs_while_the_other_sends_it_back():
    """Whoever comes first, nothing is signed that was sent back."""
    made = make.proposal()
    outcomes = at_once(lambda: make.sign("kabid"), give_back)
    assert make.state_of() == State.RETURNED
    assert not made.parties.exists()
    assert outcomes[0] is NotProposed or outcomes[0].signed_at is not None


def test_the_second_party_signs_or_sends_back_never_both():
    made = make.proposal()
    make.sign("kabid")
    outcomes = at_once(lambda: make.sign("kadis"), give_back)
    if outcomes[1] is AlreadySigned:
        assert make.state_of() == State.IN_FORCE
    else:
        assert outcomes[0] is NotProposed
        assert (make.state_of(), made.parties.count()) == (State.RETURNED, 0)


def bring():
    return actions.bring_scan(
        viewer=make.viewer("perencana"),
        now=make.clock.now(),
        code=make.CODE,
        upload=SimpleUploadedFile("kertas.pdf", b"%PDF-1.7 contoh"),
        signed_on=make.date(2026, 11, 20),
        roles=["PERTAMA", "KEDUA"],
    )


def verify():
    return actions.verify_scan(
        viewer=make.viewer("pemeriksa"), now=make.clock.now(), code=make.CODE
    )


def test_one_scan_is_brought_and_found_right_once(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path
    made = make.proposal()
    assert at_once(bring, bring).count(ScanExists) == 1
    assert at_once(verify, verify).count(ScanMissing) == 1
    assert set(made.parties.values_list("signature_kind", flat=True)) == {"KERTAS"}
    assert AuditEvent.objects.filter(action="agreement.scan-verified").count() == 1


def test_a_scan_and_an_electronic_signature_meet(settings, tmp_path):
    """Each party has one signature, of one kind, whichever came first."""
    settings.ATTACHMENT_DIR = tmp_path
    made = make.proposal()
    bring()
    at_once(verify, lambda: make.sign("kabid"))
    assert make.state_of() == State.IN_FORCE
    kinds = dict(made.parties.values_list("role", "signature_kind"))
    assert kinds["KEDUA"] == "KERTAS"
    assert kinds["PERTAMA"] in {"KERTAS", "ELEKTRONIK"}


def test_a_pact_is_signed_once():
    def sign():
        return actions.sign_pact(
            viewer=make.viewer("kabid"),
            now=make.clock.now(),
            position_code="DLHK.SAMPAH.KEPALA",
            template_from=pact_text_on(make.date(2026, 11, 20)).valid_from,
        )

    assert at_once(sign, sign).count(PactExists) == 1


def test_the_same_line_of_money_is_written_once():
    make.draft()

    def write():
        return actions.add_budget_line(
            viewer=make.viewer("kabid"), code=make.CODE, line_code="2.11.01",
            name="Kegiatan (contoh)", amount=make.Decimal(1),
        )  # fmt: skip

    assert at_once(write, write).count(BudgetCodeTaken) == 1
