"""`./sasando import-budget`: the report in words, nothing left behind by a dry run."""

import pytest

from sasando.budget.actions import adopt_version
from sasando.budget.commands import DONE, MISUSED, REFUSED, Wanted, import_budget
from sasando.budget.models import BudgetVersion

from .conftest import EXPORTS
from .files import AMENDED, MAPPED, MURNI

MURNI_2025 = Wanted(2025, "MURNI")


def run(name, wanted=MURNI_2025, *, apply=False):
    return import_budget(path=EXPORTS / name, wanted=wanted, apply=apply)


def test_a_dry_run_says_everything_and_leaves_nothing(lists):
    found = run(MURNI)
    said = "\n".join(found.lines)
    assert found.exit_code == DONE
    for words in ("131 baris, Rp 9.239.668.432", "Dinas Perhubungan: Rp 3.982.109.603", "--muat"):
        assert words in said
    assert not BudgetVersion.objects.exists()


def test_with_apply_it_is_loaded_and_the_same_file_says_so(lists):
    assert run(MURNI, apply=True).lines[-1] == "Sudah dimuat."
    version = BudgetVersion.objects.get()
    assert (version.lines.count(), version.is_example) == (131, False)
    assert "tidak ada yang berubah" in run(MURNI, apply=True).lines[-1]
    assert run(AMENDED, apply=True).exit_code == DONE
    assert version.lines.count() == 144


def test_a_file_of_another_year_is_kept_out(lists):
    found = run(MURNI, Wanted(2027, "MURNI"), apply=True)
    assert found.exit_code == REFUSED
    assert any(line.startswith("[MENAHAN] Tahun baris lain") for line in found.lines)
    assert not BudgetVersion.objects.exists()


def test_the_chain_is_kept_here_too(lists):
    found = run(MURNI, Wanted(2025, "PERUBAHAN"))
    assert found.exit_code == REFUSED
    assert "mengikuti versi terakhir" in found.lines[0]
    run(MURNI, apply=True)
    version = BudgetVersion.objects.get()
    adopt_version(
        viewer=None, code=version.code, legal_act="Perda 9/2024", adopted_on=version.as_of
    )
    assert run(AMENDED, Wanted(2025, "PERUBAHAN"), apply=True).exit_code == DONE


@pytest.mark.parametrize(("content", "said"), [(b"", "kosong"), (MAPPED, "bukan judul ekspor")])
def test_a_file_that_cannot_be_read(lists, tmp_path, content, said):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    found = import_budget(path=path, wanted=MURNI_2025, apply=True)
    assert found.exit_code == REFUSED
    assert said in found.lines[0]


def test_columns_of_another_program_can_be_named(lists, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(MAPPED)
    mapping = {
        "agency_code": "skpd", "agency_name": "nama", "account_code": "rek", "amount": "nilai",
    }  # fmt: skip
    wanted = Wanted(2025, "MURNI", mapping=mapping)
    assert import_budget(path=path, wanted=wanted, apply=True).exit_code == DONE


def test_a_file_that_is_not_there(db, tmp_path):
    assert import_budget(path=tmp_path / "x", wanted=MURNI_2025, apply=True).exit_code == MISUSED
