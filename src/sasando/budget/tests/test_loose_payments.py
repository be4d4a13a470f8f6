"""Payments with a code nobody knows: their sum is told, the code is tied, the payment stays."""

from datetime import date

import pytest
from django.db import Error, connection, transaction
from django.db.models import Sum
from django.urls import reverse

from sasando.budget.actions import open_version
from sasando.budget.actions.ties import tie_payment_code
from sasando.budget.errors import TieRefused
from sasando.budget.models import Payment, PaymentTie, PaymentTotal
from sasando.budget.queries.loose_payments import loose_codes, loose_of
from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent

from .conftest import viewer_of
from .factories import AGENCY, BUILDING, FIRST, GOODS, SECOND, agency_with_lines, line
from .test_early_warning import version  # noqa: F401  adopted, in July 2025
from .test_execution_imports import codes, pay, sp2d

STRANGE, ODD = "2.11.09.2.01.0007", "5.1.02.77.01.0001"
LIST = reverse("budget:loose")
TIE = reverse("budget:loose_tie")


@pytest.fixture
def loose(version):  # noqa: F811
    """One payment that is known, two of a strange sub-activity, one on an odd account."""
    report = pay(
        sp2d("1", "100"),
        sp2d("2", "30", activity=STRANGE),
        sp2d("3", "7", activity=STRANGE, day="2025-04-01"),
        sp2d("4", "5").replace(GOODS, ODD),
    )
    assert report.applied
    return version


def tie(meaning=FIRST, *, kind="SUB", printed=STRANGE, reason="Salah ketik", login="perencana"):
    return tie_payment_code(
        viewer=viewer_of(login), year=2025, kind=kind, printed=printed, meaning=meaning,
        agency_code=AGENCY if kind == "SUB" else "", reason=reason,
    )  # fmt: skip


def sums():
    rows = PaymentTotal.objects.filter(amount__gt=0).order_by("month", "activity__code", "group")
    return [
        (row.month, row.activity.code if row.activity else None, row.group, int(row.amount),
         row.payments)
        for row in rows.select_related("activity")
    ]  # fmt: skip


def words(response):
    return " ".join(response.content.decode().split())


def test_unknown_codes_are_told_with_their_sum(loose):
    found = [(row.kind, row.printed, row.amount, row.payments) for row in loose_codes(2025)]
    assert found == [("SUB", STRANGE, 37, 2), ("REK", ODD, 5, 1)]
    told = loose_of(2025, 6)
    assert (told.amount, told.payments) == (37, 2)
    assert loose_of(2025, 3).amount == 30
    assert loose_of(2025, 2) is None
    assert loose_of(2024, 12) is None


def test_a_tie_moves_the_sums_and_leaves_the_payments(loose):
    before = list(Payment.objects.order_by("pk").values())
    made = tie()
    assert sums() == [
        (3, FIRST, "5.1.02", 135, 3), (4, FIRST, "5.1.02", 7, 1),
    ]  # fmt: skip
    assert loose_of(2025, 12) is None
    assert list(Payment.objects.order_by("pk").values()) == before
    assert (made.number, made.tied_by.code) == (1, viewer_of("perencana").person_code)
    event = AuditEvent.objects.get(action="budget.code-tied")
    assert event.after == {"arti": FIRST, "alasan": "Salah ketik"}


def test_later_payments_with_a_tied_code_go_where_it_means(loose):
    tie()
    pay(sp2d("5", "1000", activity=STRANGE))
    assert (3, FIRST, "5.1.02", 1135, 4) in sums()


def test_a_file_tells_unknown_codes_until_they_are_tied(loose):
    rows = (sp2d("8", "1", activity=STRANGE), sp2d("9", "1").replace(GOODS, ODD))
    assert codes(pay(*rows, apply=False)) == [
        ("kode_sub_giat", "budget-activity-unknown"), ("kode_rekening", "payment-account-unknown"),
    ]  # fmt: skip
    tie()
    tie("5.2.02.01.01.0001", kind="REK", printed=ODD)
    assert codes(pay(*rows, apply=False)) == []
    tie("", reason="Belum pasti")
    assert codes(pay(*rows, apply=False)) == [("kode_sub_giat", "budget-activity-unknown")]


def test_a_tie_is_said_anew_and_taken_back(loose):
    tie()
    tie(SECOND, reason="Ternyata yang kedua")
    assert (4, SECOND, "5.1.02", 7, 1) in sums()
    tie("", reason="Belum pasti")
    assert (3, None, "5.1.02", 30, 1) in sums()
    assert loose_of(2025, 12).amount == 37
    assert [row.number for row in PaymentTie.objects.order_by("number")] == [1, 2, 3]
    assert AuditEvent.objects.filter(action="budget.code-untied").count() == 1


def test_the_same_word_twice_adds_nothing(loose):
    tie()
    assert tie() is None
    assert PaymentTie.objects.count() == 1


def test_an_account_is_tied_for_the_whole_city_and_its_sums_follow(loose):
    tie("5.2.02.01.01.0001", kind="REK", printed=ODD)
    assert (3, FIRST, "5.2.02", 5, 1) in sums()
    assert PaymentTotal.objects.aggregate(Sum("amount"))["amount__sum"] == 142
    pay(sp2d("6", "1").replace(GOODS, ODD))
    assert (3, FIRST, "5.2.02", 6, 2) in sums()


def test_both_codes_of_one_payment_may_be_tied_in_either_order(loose):
    pay(sp2d("7", "11", activity=STRANGE).replace(GOODS, ODD))
    tie("5.2.02.01.01.0001", kind="REK", printed=ODD)
    tie()
    assert (3, FIRST, "5.2.02", 16, 2) in sums()
    assert PaymentTotal.objects.aggregate(Sum("amount"))["amount__sum"] == 153


@pytest.mark.parametrize(
    ("meaning", "more"),
    [
        ("2.11.03", {}),
        ("9.99", {}),
        ("", {}),
        (FIRST, {"reason": "  "}),
        ("4.1.01.09.01.0001", {"kind": "REK", "printed": ODD}),
        (ODD, {"kind": "REK", "printed": ODD}),
        ("lima", {"kind": "REK", "printed": ODD}),
    ],
)
def test_a_tie_to_nothing_known_or_without_reason_is_refused(loose, meaning, more):
    with pytest.raises(TieRefused):
        tie(meaning, **more)
    assert not PaymentTie.objects.exists()


def test_a_code_that_is_known_or_not_paid_under_cannot_be_tied(loose):
    for printed in (FIRST, "2.11.09.2.01.0099", ""):
        with pytest.raises(NotFoundForViewer):
            tie(printed=printed)
    with pytest.raises(NotPermitted):
        tie(login="kadis")


def test_a_reversal_stays_with_its_payment_when_the_code_became_known(loose):
    amended = open_version(
        viewer=viewer_of("perencana"), year=2025, stage="PERUBAHAN", as_of=date(2025, 7, 1)
    )
    known = [line(FIRST, GOODS, 5), line(SECOND, BUILDING, 5), line(STRANGE, GOODS, 5)]
    agency_with_lines(amended, known)
    assert pay(sp2d("2B", "-30", activity=STRANGE, takes_back="2")).applied
    assert loose_of(2025, 12).amount == 7
    assert pay(sp2d("8", "3", activity=STRANGE)).applied
    assert Payment.objects.get(number="8").activity.code == STRANGE


def refused(statement, *values):
    with pytest.raises(Error) as failure, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(failure.value)


def test_the_database_keeps_ties_in_order_and_for_ever(loose):
    made = tie()
    insert = """INSERT INTO budget_paymenttie
        (kind, year, agency_id, printed, number, activity_id, reason, is_example)
        VALUES ('SUB', 2025, %s, %s, %s, %s, 'x', false)"""
    programme = made.activity.parent.parent_id
    assert "goes on" in refused(insert, made.agency_id, STRANGE, 1, made.activity_id)
    assert "sub-activity" in refused(insert, made.agency_id, STRANGE, 2, programme)
    assert "budget_tie_filled" in refused(insert, made.agency_id, "", 1, made.activity_id)
    for statement in ("UPDATE budget_paymenttie SET reason = 'y'", "DELETE FROM budget_paymenttie"):
        message = refused(statement)
        assert "permission denied" in message or "append-only" in message
    assert sums()[0] == (3, FIRST, "5.1.02", 135, 3)


def test_the_pages_tell_tie_and_untie(loose, as_login):
    client = as_login("staf")
    page = words(client.get(LIST, {"tahun": 2025}))
    assert "Rp 42" in page
    assert f'<span class="number">{STRANGE}</span>' in page
    assert "Kaitkan" not in page
    line = words(client.get(reverse("budget:absorption")))
    assert "Rp 37 dalam 2 SP2D tidak dapat dikaitkan dengan sub kegiatan" in line
    table = client.get(reverse("budget:loose_file", args=["csv"]), {"tahun": 2025})
    assert f"Sub kegiatan;{AGENCY};" in table.content.decode("utf-8-sig")
    asked = {"tahun": 2025, "jenis": "SUB", "skpd": AGENCY, "kode": STRANGE}
    assert client.get(TIE, asked).status_code == 403
    client = as_login("perencana")
    address = words(client.get(LIST, {"tahun": 2025})).split(f'href="{TIE}?')[1].split('"')[0]
    form = words(client.get(f"{TIE}?{address.replace('&amp;', '&')}"))
    assert f'value="{SECOND}"' in form
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    assert client.post(f"{TIE}?{query}", {"meaning": SECOND}).status_code == 422
    done = client.post(f"{TIE}?{query}", {"meaning": SECOND, "reason": "Salah ketik"})
    assert done.status_code == 302
    page = words(client.get(LIST, {"tahun": 2025}))
    assert "dikaitkan ke" in page
    assert "tidak dapat dikaitkan" not in words(client.get(reverse("budget:absorption")))
    assert client.post(f"{TIE}?{query}", {"meaning": "", "reason": "Keliru"}).status_code == 302
    assert client.get(TIE, {**asked, "kode": "lain"}).status_code == 404


def test_payments_without_any_code_are_told_and_cannot_be_tied(loose, as_login):
    pay(sp2d("8", "9", activity=""))
    page = words(as_login("perencana").get(LIST, {"tahun": 2025}))
    assert "SP2D ini tidak mencantumkan kode." in page
    assert page.count("Kaitkan<") == 2
    with pytest.raises(NotFoundForViewer):
        tie(printed="")
    line = words(as_login("staf").get(reverse("budget:absorption_agency", args=[AGENCY])))
    assert "Rp 46 dalam 3 SP2D tidak dapat dikaitkan" in line


def test_the_number_of_queries_does_not_grow(loose, django_assert_max_num_queries):
    strange = (f"2.11.09.2.01.{number:04d}" for number in range(20, 60))
    pay(*(sp2d(f"Q{code}", "1", activity=code) for code in strange))
    with django_assert_max_num_queries(5):
        assert len(loose_codes(2025)) == 42
