"""Progress as it was told: every figure stays to be read, the evidence opens for who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasando.budget.models import PhysicalProgress

from .factories import AGENCY, FIRST
from .test_early_warning import paid, version  # noqa: F401  a small budget in July 2025
from .test_execution_pages import TELL, headed, words  # noqa: F401  the agency kadis leads

LIST = reverse("budget:progress_told", args=[AGENCY])
FACTS = {"activity_code": FIRST, "month": 6, "note": "Menunggu bahan"}
PDF = b"%PDF-1.4 contoh"


@pytest.fixture
def told(headed, as_login):  # noqa: F811
    """A figure with its evidence, mended by another."""
    client = as_login("kadis")
    evidence = SimpleUploadedFile("bukti.pdf", PDF)
    client.post(TELL, {**FACTS, "percent": "45", "evidence": evidence})
    client.post(TELL, {**FACTS, "percent": "40", "note": ""})
    first = PhysicalProgress.objects.get(number=1)
    return reverse("budget:progress_evidence", args=[AGENCY, first.evidence.sha256])


@pytest.mark.parametrize("login", ["kadis", "walikota", "sekda", "perencana", "pemeriksa"])
def test_leaders_and_checkers_open_the_evidence(told, as_login, login):
    client = as_login(login)
    page = words(client.get(LIST))
    assert told in page
    assert "Menunggu bahan" in page
    assert page.count("sudah digantikan") == 1
    response = client.get(told)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize("login", ["staf", "camat", "lurah", "warga"])
def test_everybody_else_reads_the_figures_alone(told, as_login, login):
    client = as_login(login)
    page = words(client.get(LIST))
    assert "45,00 %" in page
    assert "Menunggu bahan" not in page
    assert told not in page
    assert client.get(told).status_code == 404


def test_a_file_of_another_agency_or_of_nobody_is_not_found(told, as_login):
    client = as_login("perencana")
    for address in (told.replace(AGENCY, "9.99"), told[:-5] + "0000/"):
        assert client.get(address).status_code == 404


def test_a_year_without_figures_says_so(told, as_login):
    assert "Belum ada kemajuan fisik" in words(as_login("staf").get(LIST, {"tahun": 2024}))


def test_the_number_of_queries_does_not_grow(told, as_login, django_assert_max_num_queries):
    for percent in range(41, 50):
        as_login("kadis").post(TELL, {**FACTS, "percent": str(percent)})
    client = as_login("perencana")
    with django_assert_max_num_queries(7):
        assert words(client.get(LIST)).count("sudah digantikan") == 10
