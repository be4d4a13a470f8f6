"""A scenario in sentences: what it does, what it cannot do, what it leaves of the balance."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sasando.budget.models import ScenarioRule
from sasando.rules.mandatory_spending import VERDICT_WORDS, Verdict
from sasando.rules.numerals import format_decimal, format_percent, format_rupiah
from sasando.rules.scenarios import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .scenarios import MandatoryChange, RuleRow, ScenarioResult

_DOING: Final = {
    Operation.PROTECT: "Lindungi {taken} dari potongan",
    Operation.CUT_PERCENT: "Potong {value} dari {taken}",
    Operation.CUT_AMOUNT: "Potong {value} dari {taken}, dibagi menurut besarnya",
    Operation.CAP: "Batasi {taken} paling banyak {value}{per}",
    Operation.ADD_PERCENT: "Tambah {value} pada {taken}",
    Operation.ADD_AMOUNT: "Tambah {value} pada {taken}, dibagi menurut besarnya",
}

_NOT_JUDGED: Final = {Verdict.UNTAGGED, Verdict.WITHOUT_SPENDING, Verdict.WITHOUT_LIMIT}


def rule_words(rule: ScenarioRule, taken: str) -> str:
    """A rule as one would say it; `taken` are the words of its selection."""
    operation = Operation(rule.operation)
    value = format_percent if operation.is_percent else format_rupiah
    # A choice that names no code begins with what is said of it.
    taken = f"belanja {taken}" if taken.startswith("yang ") else taken
    per = "" if rule.per == ScenarioRule.Per.WHOLE else f" untuk {rule.get_per_display()}"
    return _DOING[operation].format(taken=taken, value=value(rule.value), per=per)


def effect_words(row: RuleRow) -> str:
    """What came of a rule."""
    operation, effect = Operation(row.rule.operation), row.effect
    if not effect.lines:
        return "sekarang tidak ada baris yang cocok"
    lines = f"{_count(effect.lines)} baris, {format_rupiah(effect.before)}"
    if operation is Operation.PROTECT:
        return f"{lines} tidak dapat dipotong aturan sesudahnya"
    word = "bertambah" if operation.adds else "terpotong"
    shielded = effect.held if not operation.adds else 0
    held = f", {format_rupiah(effect.held)} di antaranya terlindungi" if shielded else ""
    return f"{word} {format_rupiah(effect.moved)} (dari {lines}{held})"


def finding_of(result: ScenarioResult) -> str:
    """ "Belanja berkurang Rp 12.300.000 (1,20 %), dari … menjadi …"."""
    before, after = (
        format_rupiah(result.before.expenditure),
        format_rupiah(result.after.expenditure),
    )
    if not result.change:
        return f"Belanja tetap {before}: aturan yang ada tidak mengubah jumlahnya."
    word = "bertambah" if result.change > 0 else "berkurang"
    share = f" ({format_percent(abs(result.percent))})" if result.percent is not None else ""
    amount, among = format_rupiah(abs(result.change)), _count(len(result.agencies))
    return (
        f"Belanja {word} {amount}{share}, dari {before} menjadi {after}. "
        f"{_count(result.changed_agencies)} dari {among} perangkat daerah berubah."
    )


def shortfall_words(row: RuleRow) -> str:
    """What a rule asked for and did not get, and why."""
    effect = row.effect
    short = format_rupiah(effect.shortfall)
    if Operation(row.rule.operation).adds:
        return f"Aturan {row.place}: {short} tidak dapat ditambahkan, karena pilihannya kosong."
    chosen = format_rupiah(effect.before)
    left = f"dari {chosen} yang dipilih, {format_rupiah(effect.held)} terlindungi"
    if not effect.held:
        left = f"yang dipilih hanya {chosen}"
    return (
        f"Aturan {row.place} meminta {format_rupiah(effect.asked)}; {short} tidak dapat dipotong, "
        f"karena {left}."
    )


def idle_words(row: RuleRow) -> str:
    """Why a rule by percent moved nothing."""
    effect = row.effect
    if effect.held:
        why = f"{format_rupiah(effect.held)} dari {format_rupiah(effect.before)} terlindungi"
    else:
        why = f"yang dipilih hanya {format_rupiah(effect.before)}"
    return f"Aturan {row.place} tidak mengubah apa pun: {why}."


def indicator_words(result: ScenarioResult) -> str:
    """How many indicators lose money, and which loses most; empty when none does."""
    if not result.indicators:
        return ""
    worst = result.indicators[0]
    whole = sum(row.loses_all for row in result.indicators)
    gone = f", {_count(whole)} di antaranya seluruhnya" if whole else ""
    return (
        f"{_count(len(result.indicators))} indikator sasaran kehilangan anggaran{gone}. Bagian "
        f"terbesar: {worst.indicator.name} ({format_percent(worst.percent)})."
    )


def verdict_words(changes: Sequence[MandatoryChange]) -> str:
    """Which verdicts on mandatory spending turn; empty where nothing is judged."""
    judged = [change for change in changes if change.after.share.verdict not in _NOT_JUDGED]
    if not judged:
        return ""
    turned = [
        f"{change.after.rule.name} menjadi {VERDICT_WORDS[change.after.share.verdict]}"
        for change in judged
        if change.before.share.verdict != change.after.share.verdict
    ]
    return f"{'; '.join(turned)}." if turned else "Penilaian belanja wajib tidak berubah."


def balance_words(result: ScenarioResult) -> str:
    """What the scenario does to the balance of the budget, and what must follow."""
    if not result.before.is_whole:
        return "Dasar ini hanya memuat belanja, jadi surplus dan SiLPA tidak dihitung."
    remainder = result.after.remainder
    if not remainder:
        return "Tetap seimbang: SiLPA anggaran Rp 0."
    amount = format_rupiah(abs(remainder))
    if remainder > 0:
        return (
            f"SiLPA anggaran menjadi {amount}, seharusnya nol: uang ini belum dipakai. Turunkan "
            "pendapatan atau pembiayaan, atau tambahkan ke belanja lain."
        )
    return (
        f"SiLPA anggaran menjadi kurang {amount}, seharusnya nol: belanja ini belum ada uangnya. "
        "Potong belanja lain, atau tambah pendapatan atau pembiayaan."
    )


def _count(number: int) -> str:
    return format_decimal(Decimal(number))
