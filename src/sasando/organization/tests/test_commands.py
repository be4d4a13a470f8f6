"""Loading by the operator of the machine, with first passwords in a file of his own."""

import csv
import stat

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from sasando.core.models import AuditEvent, User
from sasando.organization.commands import import_file
from sasando.organization.models import Person

from .files import csv_of

pytestmark = pytest.mark.django_db
NIP = "198609262015051001"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "pegawai.csv"
    path.write_bytes(csv_of("kode;nama;status;nip", f"P-1;Uji Satu;PNS;{NIP}"))
    return path


def test_a_dry_run_reports_and_loads_nothing(file):
    result = import_file(kind="pegawai", path=file, apply=False)
    assert result.exit_code == 0
    assert result.lines[0] == "baris 2 P-1: baru"
    assert "Belum dimuat." in result.lines[-1]
    assert not Person.objects.filter(code="P-1").exists()


def test_loading_is_traced_as_done_by_sasando(file):
    assert import_file(kind="pegawai", path=file, apply=True).exit_code == 0
    event = AuditEvent.objects.get(action="import.applied")
    assert (event.actor, event.actor_name) == (None, "Sasando")


def test_first_passwords_go_to_a_file_only_its_owner_reads(file, tmp_path):
    target = tmp_path / "kata-sandi.csv"
    result = import_file(kind="pegawai", path=file, apply=True, passwords=target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    (row,) = csv.DictReader(target.read_text(encoding="utf-8").splitlines())
    assert row["nama_pengguna"] == "p-1"
    assert row["kata_sandi"] not in " ".join(result.lines)
    request = RequestFactory().post("/masuk/")
    assert authenticate(request, username=NIP, password=row["kata_sandi"]) is not None
    assert User.objects.get(username="p-1").must_change_password


def test_a_password_file_that_stands_is_not_overwritten(file, tmp_path):
    target = tmp_path / "kata-sandi.csv"
    target.write_text("lama")
    result = import_file(kind="pegawai", path=file, apply=True, passwords=target)
    assert result.exit_code == 2
    assert target.read_text() == "lama"
    assert not Person.objects.filter(code="P-1").exists()


def test_a_wrong_file_kind_or_row_is_told(file, tmp_path):
    assert import_file(kind="kucing", path=file, apply=True).exit_code == 2
    assert import_file(kind="pegawai", path=tmp_path / "tiada.csv", apply=True).exit_code == 2
    file.write_bytes(csv_of("kode;nama;status;nip", f"P-1;Uji;PPPK;{NIP}"))
    result = import_file(kind="pegawai", path=file, apply=True)
    assert result.exit_code == 1
    assert "baris 2 P-1: ditolak, nip:" in result.lines[0]
