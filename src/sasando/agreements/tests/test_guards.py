"""The database refuses, from the application's own role, what would break a signed agreement."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from sasando.agreements.models import Agreement, AgreementParty

from . import factories as make

pytestmark = pytest.mark.usefixtures("friday")

AGREEMENT, PARTY, ITEM = (
    "agreements_agreement",
    "agreements_agreementparty",
    "agreements_agreementitem",
)
FIXED = "agreements_signed_is_fixed"
OTHER_ITEM = """
    INSERT INTO agreements_agreementitem
        (agreement_id, number, code, path, objective_id, statement, indicator_id, cascade, target,
         target_text, objective_text, indicator_name, measure)
    SELECT agreement_id, 99, 'PK-SISIPAN', 'PK-SISIPAN/', objective_id, '',
           (SELECT id FROM planning_indicator WHERE code = 'IKU-LAIN'), '', 1, '', '', '', ''
    FROM agreements_agreementitem WHERE agreement_id = %(pk)s LIMIT 1
"""
OTHER_PARTY = """
    INSERT INTO agreements_agreementparty
        (agreement_id, role, person_id, position_id, name, title, grade, signed_digest,
         signature_kind)
    SELECT agreement_id, 'SAKSI', person_id, position_id, 'Lain', 'Lain', '', '', ''
    FROM agreements_agreementparty WHERE agreement_id = %(pk)s LIMIT 1
"""
CHANGES = [
    f"UPDATE {ITEM} SET target = 1 WHERE agreement_id = %(pk)s",
    f"UPDATE {ITEM} SET objective_text = 'lain' WHERE agreement_id = %(pk)s",
    f"DELETE FROM {ITEM} WHERE agreement_id = %(pk)s",
    OTHER_ITEM,
    OTHER_PARTY,
    f"UPDATE {PARTY} SET name = 'Lain' WHERE agreement_id = %(pk)s AND role = 'PERTAMA'",
    f"UPDATE {PARTY} SET title = 'Lain' WHERE agreement_id = %(pk)s AND role = 'PERTAMA'",
    f"DELETE FROM {PARTY} WHERE agreement_id = %(pk)s AND role = 'PERTAMA'",
    f"UPDATE {AGREEMENT} SET content_digest = repeat('b', 64) WHERE id = %(pk)s",
    f"UPDATE {AGREEMENT} SET proposed_at = proposed_at - interval '1 year' WHERE id = %(pk)s",
    f"UPDATE {AGREEMENT} SET budget_authorised_on = '2026-01-01' WHERE id = %(pk)s",
    f"UPDATE {AGREEMENT} SET year = 2030 WHERE id = %(pk)s",
]
SIGNED_PARTY = "WHERE agreement_id = %(pk)s AND role = 'PERTAMA'"
AFTER_A_SIGNATURE = [
    f"UPDATE {AGREEMENT} SET proposed_at = NULL, content_digest = '' WHERE id = %(pk)s",
    f"DELETE FROM {AGREEMENT} WHERE id = %(pk)s",
    f"UPDATE {PARTY} SET signed_at = signed_at - interval '9 days' {SIGNED_PARTY}",
    f"UPDATE {PARTY} SET signed_at = NULL, signed_digest = '' {SIGNED_PARTY}",
    f"UPDATE {PARTY} SET signed_digest = repeat('b', 64) {SIGNED_PARTY}",
    f"DELETE FROM {PARTY} {SIGNED_PARTY}",
]


def run(statement, **values):
    """Run as the application's role; the name of the constraint that refused, or None."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError as refused:
        return refused.__cause__.diag.constraint_name
    return None


@pytest.mark.parametrize("statement", CHANGES)
def test_a_proposal_is_fixed(statement):
    make.indicator("IKU-LAIN", None)
    assert run(statement, pk=make.proposal().pk) == FIXED


@pytest.mark.parametrize("statement", [*CHANGES, *AFTER_A_SIGNATURE])
def test_from_the_first_signature_on_everything_is_fixed(statement):
    make.indicator("IKU-LAIN", None)
    made = make.proposal()
    make.sign("kabid")
    assert run(statement, pk=made.pk) == FIXED


@pytest.mark.parametrize("statement", [*CHANGES, *AFTER_A_SIGNATURE])
def test_signed_by_both_it_is_fixed(statement):
    make.indicator("IKU-LAIN", None)
    assert run(statement, pk=make.in_force().pk) == FIXED


def test_the_same_statements_do_pass_on_a_draft():
    """So that what is refused above is refused by the guard and not by a slip in the statement."""
    make.indicator("IKU-LAIN", None)
    made = make.draft()
    make.add()
    assert run(OTHER_ITEM, pk=made.pk) is None
    assert run(CHANGES[0], pk=made.pk) is None
    assert run(CHANGES[2], pk=made.pk) is None


@pytest.mark.parametrize(
    "change",
    [
        "year = 2030",
        "version = 2",
        "code = 'PK-LAIN'",
        "unit_id = unit_id - 1",
        "position_id = (SELECT id FROM organization_position WHERE code = 'DLHK.SAMPAH.01')",
        "tier = 'KOTA'",
        "leads_unit = false",
    ],
)
def test_not_even_a_draft_becomes_another_agreement(change):
    assert run(f"UPDATE {AGREEMENT} SET {change} WHERE id = %(pk)s", pk=make.draft().pk) == FIXED


@pytest.mark.parametrize("table", [AGREEMENT, PARTY, ITEM])
@pytest.mark.parametrize("statement", ["TRUNCATE {}", "ALTER TABLE {} DISABLE TRIGGER ALL"])
def test_the_application_can_neither_empty_nor_switch_off(table, statement):
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_a_signature_cannot_be_dated_back(friday):
    made = make.proposal()
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    made.parties.filter(role="PERTAMA").update(
        signed_at=long_ago, signed_digest=made.content_digest, signature_kind="ELEKTRONIK"
    )
    assert abs((made.parties.get(role="PERTAMA").signed_at - friday).total_seconds()) < 60


def test_a_proposal_cannot_be_dated_back(friday):
    made = make.draft()
    Agreement.objects.filter(pk=made.pk).update(proposed_at=datetime(2020, 1, 1, tzinfo=UTC))
    made.refresh_from_db()
    assert abs((made.proposed_at - friday).total_seconds()) < 60


SIGN = (
    f"UPDATE {PARTY} SET signed_at = now(), signed_digest = %(digest)s, "
    "signature_kind = 'ELEKTRONIK' WHERE id = %(pk)s"
)


def test_a_signature_is_bound_to_the_digest_of_the_proposal():
    made = make.proposal()
    party = made.parties.first()
    refused = "agreements_signature_fits_content"
    assert run(SIGN, pk=party.pk, digest="b" * 64) == refused
    assert run(SIGN, pk=party.pk, digest=made.content_digest) is None


def first_party(agreement, **facts):
    person = make.Person.objects.get(code="P-KABID")
    return AgreementParty.objects.create(
        agreement=agreement,
        role="PERTAMA",
        person=person,
        position=make.Position.objects.get(code="DLHK.SAMPAH.KEPALA"),
        name=person.name,
        title="Kepala Bidang",
        **facts,
    )


def test_what_was_not_proposed_takes_no_signature():
    party = first_party(make.draft())
    assert run(SIGN, pk=party.pk, digest="b" * 64) == "agreements_signature_fits_content"


def test_nobody_is_born_signed():
    made = make.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        first_party(made, signed_at=datetime(2026, 11, 20, tzinfo=UTC), signed_digest="b" * 64)
    assert first_party(made).signed_at is None


REVISION = f"""
    INSERT INTO {AGREEMENT} (code, position_id, unit_id, tier, leads_unit, year, version,
        supersedes_id, revision_reason, revision_note, content_digest, content_format, unit_name,
        is_example)
    SELECT 'PK-PALSU', position_id, unit_id, tier, leads_unit, %(year)s, %(version)s, id,
        'OFFICIAL_CHANGED', 'x', '', 2, '', true
    FROM {AGREEMENT} WHERE id = %(pk)s
"""


@pytest.mark.parametrize(("year", "version"), [(make.YEAR, 3), (make.YEAR + 1, 2)])
def test_a_revision_follows_its_own_line(year, version):
    made = make.in_force()
    refused = run(REVISION, pk=made.pk, year=year, version=version)
    assert refused == "agreements_revision_follows"
    assert run(REVISION, pk=made.pk, year=make.YEAR, version=2) is None


def test_a_revision_follows_a_signed_version():
    made = make.proposal()
    refused = run(REVISION, pk=made.pk, year=make.YEAR, version=2)
    assert refused == "agreements_revision_follows"


def test_an_item_without_chain_stands_at_the_top_and_no_path_is_anothers():
    make.indicator("IKU-LAIN", None)
    made = make.draft()
    make.add()
    assert run(OTHER_ITEM.replace("'PK-SISIPAN/'", "''"), pk=made.pk) is None
    assert made.items.get(number=99).path == "PK-SISIPAN/"
    refused = run(f"UPDATE {ITEM} SET path = '' WHERE agreement_id = %(pk)s", pk=made.pk)
    assert refused == "agreements_item_path_ends_with_it"
