"""Achievement of an indicator: how far a realisation (R) meets its target (T), in percent.

One function and one order for the whole system: scale, target, zero policy, formula, floor, cap,
rounding, band. Two screens can therefore never show two figures for one indicator.
Sources: Permen PANRB 8/2021 (formulas) and printed LKjIP [V]; zero policy and caps [D].
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sasando.rules.arguments import (
    DECIMAL,
    TEXT,
    Argument,
    Kind,
    choice,
    list_of,
    record,
)
from sasando.rules.bands import BAND_SET, FIVE_BANDS, BandSet, band_step
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import format_decimal, format_percent, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

HUNDRED: Final = Decimal(100)
ZERO: Final = Decimal(0)


class Polarity(StrEnum):
    """Which direction is good, and by which formula it is judged."""

    HIGHER = "HIGHER"
    LOWER_LINEAR = "LOWER_LINEAR"  # the default way for "lower is better"
    LOWER_RATIO = "LOWER_RATIO"
    RANGE_HIGHER = "RANGE_HIGHER"
    RANGE_LOWER = "RANGE_LOWER"
    STABILISE = "STABILISE"
    MAXIMUM_ALLOWED = "MAXIMUM_ALLOWED"
    MINIMUM_REQUIRED = "MINIMUM_REQUIRED"
    MILESTONE = "MILESTONE"
    PREDICATE = "PREDICATE"


class ZeroTarget(StrEnum):
    """What a target of zero means where more is better."""

    EXCLUDE = "EXCLUDE"  # no figure, left out of averages
    COUNT_AS_ZERO = "COUNT_AS_ZERO"


class Blank(StrEnum):
    """Why there is no realisation; blank is never the same as zero."""

    NOT_REPORTED = "NOT_REPORTED"
    NOT_YET_RELEASED = "NOT_YET_RELEASED"  # a national statistic that comes months later
    NOT_APPLICABLE = "NOT_APPLICABLE"  # with a written reason


@dataclass(frozen=True)
class AchievementPolicy:
    """Dated choices of a city for one year; no national rule fixes them [D].

    `display_cap` limits the shown percentage (none: a target can be exceeded visibly),
    `aggregation_cap` the figure that enters averages (100: one indicator cannot hide another),
    `low_target_above` flags a target that may have been too low, `lower_ratio_at_zero` is the
    percentage of LOWER_RATIO when nothing at all happened (T / 0 has no value).
    """

    display_cap: Decimal | None = None
    aggregation_cap: Decimal | None = HUNDRED
    low_target_above: Decimal = Decimal(150)
    zero_target: ZeroTarget = ZeroTarget.EXCLUDE
    lower_ratio_at_zero: Decimal = HUNDRED

    def __post_init__(self) -> None:
        for cap in ("display_cap", "aggregation_cap", "lower_ratio_at_zero"):
            value = getattr(self, cap)
            if value is not None and value < 0:
                raise RuleInputError(cap, Problem.OUT_OF_RANGE, value)


DEFAULT_POLICY = AchievementPolicy()


@dataclass(frozen=True)
class PredicateScale:
    """Labels from worst to best; the worst scores 1, the next 2, and so on."""

    name: str
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.labels) < 2:
            raise RuleInputError("labels", Problem.EMPTY, self.labels)
        if len(set(self.labels)) < len(self.labels):
            raise RuleInputError("labels", Problem.DUPLICATE, self.labels)

    def score(self, label: str, argument: str) -> Decimal:
        """The place of `label` on the scale, from 1. Raises RuleInputError (NOT_A_CHOICE)."""
        if label not in self.labels:
            raise RuleInputError(argument, Problem.NOT_A_CHOICE, label, self.labels)
        return Decimal(self.labels.index(label) + 1)


AUDIT_OPINION = PredicateScale("opini BPK", ("TMP", "TW", "WDP", "WTP"))
SAKIP_PREDICATE = PredicateScale("predikat SAKIP", ("D", "C", "CC", "B", "BB", "A", "AA"))


@dataclass(frozen=True)
class Achievement:
    """The figures of one judged indicator, in percent, rounded half up to 2 decimals.

    `raw` is what the formula gives, `value` what pages show (floored at zero, display cap),
    `counted` what enters averages (floored, aggregation cap), `band` the code of `value`.
    """

    raw: Decimal
    value: Decimal
    counted: Decimal
    band: str
    is_target_too_low: bool


def _named_scale(name: str | None, labels: tuple[str, ...] | None) -> PredicateScale:
    known = {"AUDIT_OPINION": AUDIT_OPINION, "SAKIP": SAKIP_PREDICATE}
    if labels is not None:
        return PredicateScale(name or "skala yang diberikan", labels)
    if name not in known:
        raise RuleInputError("name", Problem.NOT_A_CHOICE, name, tuple(known))
    return known[name]


SCALE: Kind[PredicateScale] = record(
    _named_scale,
    Argument("name", TEXT, "AUDIT_OPINION, SAKIP, atau nama skala sendiri", None),
    Argument("labels", list_of(TEXT), "Label dari terburuk ke terbaik", None),
)
POLICY: Kind[AchievementPolicy] = record(
    AchievementPolicy,
    Argument("display_cap", DECIMAL, "Batas atas angka yang ditampilkan", None),
    Argument(
        "aggregation_cap",
        DECIMAL,
        "Batas atas angka yang dirata-ratakan; null berarti tanpa batas",
        HUNDRED,
        null_is_none=True,
    ),
    Argument("low_target_above", DECIMAL, "Di atas ini target diduga terlalu rendah", Decimal(150)),
    Argument("zero_target", choice(ZeroTarget), "Arti target nol", ZeroTarget.EXCLUDE),
    Argument("lower_ratio_at_zero", DECIMAL, "Capaian LOWER_RATIO saat realisasi nol", HUNDRED),
)
JUDGING_ARGUMENTS = (
    Argument("policy", POLICY, "Kebijakan batas dan target nol", DEFAULT_POLICY),
    Argument("bands", BAND_SET, "Susunan kategori; tanpa ini lima kategori baku", FIVE_BANDS),
)


@rule(
    "achievement",
    title="Capaian indikator kinerja",
    source="Permen PANRB 8/2021 dan LKjIP daerah; batas dan target nol: rancangan",
    mark=Mark.VERIFIED,
    arguments=(
        Argument("polarity", choice(Polarity), "Arah dan rumus penilaian"),
        Argument("target", DECIMAL, "Target; tepi bawah untuk target rentang", None),
        Argument("realisation", DECIMAL, "Realisasi; kosong berarti belum ada", None),
        Argument("target_high", DECIMAL, "Tepi atas target rentang", None),
        Argument("target_label", TEXT, "Target predikat, misalnya WTP", None),
        Argument("realisation_label", TEXT, "Realisasi predikat, misalnya WDP", None),
        Argument("scale", SCALE, "Skala predikat", None),
        Argument("blank", choice(Blank), "Sebab realisasi kosong", Blank.NOT_REPORTED),
        *JUDGING_ARGUMENTS,
    ),
    example={"polarity": "HIGHER", "target": "66.44", "realisation": "65.07"},
)
def achievement(
    *,
    polarity: Polarity,
    target: Decimal | None = None,
    realisation: Decimal | None = None,
    target_high: Decimal | None = None,
    target_label: str | None = None,
    realisation_label: str | None = None,
    scale: PredicateScale | None = None,
    blank: Blank = Blank.NOT_REPORTED,
    policy: AchievementPolicy = DEFAULT_POLICY,
    bands: BandSet = FIVE_BANDS,
) -> Outcome[Achievement | None]:
    """Judge one realisation against one target; the value is None unless the status is OK.

    PREDICATE takes labels on a `scale`, or two numbers; the steps say which basis was used.
    MILESTONE is reached when R ≥ T (T is 1 when none is given). Raises RuleInputError for a
    reversed range, an unknown label, or labels without PREDICATE.
    Source: Permen PANRB 8/2021 [V]; order, floor, caps and zero policy [D].
    """
    _refuse_misused_labels(polarity, target_label, realisation_label, scale)
    steps: tuple[Step, ...] = ()
    if scale is not None:
        target = _scored(scale, target_label, "target_label")
        realisation = _scored(scale, realisation_label, "realisation_label")
        steps = (_scale_step(scale, target_label, realisation_label),)
    if polarity is Polarity.MILESTONE and target is None:
        target = Decimal(1)
    if target is None or (polarity in _RANGES and target_high is None):
        return _without_figure(Status.TARGET_MISSING, steps)
    if realisation is None:
        return _without_figure(Status(blank.value), steps)
    judged = _judge(polarity, target, target_high, realisation, policy)
    if judged.percent is None:
        return Outcome(None, judged.status, (*steps, judged.step))
    return _finished(judged.percent, (*steps, judged.step), policy, bands)


@dataclass(frozen=True)
class _Judgement:
    """What a formula or the zero policy says, before floor and cap."""

    percent: Decimal | None
    step: Step
    status: Status = Status.OK


_FORMULAS: dict[Polarity, tuple[str, str, Callable[[Decimal, Decimal], Decimal]]] = {
    Polarity.HIGHER: (
        "Semakin tinggi semakin baik",
        "R / T × 100",
        lambda t, r: r * HUNDRED / t,
    ),
    Polarity.LOWER_LINEAR: (
        "Semakin rendah semakin baik",
        "(2T – R) / T × 100",
        lambda t, r: (2 * t - r) * HUNDRED / t,
    ),
    Polarity.LOWER_RATIO: (
        "Semakin rendah semakin baik (rasio)",
        "T / R × 100",
        lambda t, r: t * HUNDRED / r,
    ),
    Polarity.STABILISE: (
        "Stabil: menyimpang ke dua arah sama buruknya",
        "(1 – |R – T| / T) × 100",
        lambda t, r: (t - abs(r - t)) * HUNDRED / t,
    ),
}
_RANGES = (Polarity.RANGE_HIGHER, Polarity.RANGE_LOWER)
_FORMULA_CLAUSE = "Permen PANRB 8/2021 dan LKjIP daerah [V]"
_DESIGN_CLAUSE = "Rancangan sistem [D]"


def _judge(
    polarity: Polarity,
    target: Decimal,
    target_high: Decimal | None,
    realisation: Decimal,
    policy: AchievementPolicy,
) -> _Judgement:
    if polarity is Polarity.MILESTONE:
        return _milestone(target, realisation)
    if target_high is not None and polarity in _RANGES:
        return _range(polarity, target, target_high, realisation, policy)
    if polarity is Polarity.MAXIMUM_ALLOWED:
        if realisation <= target:
            return _met("Batas maksimum tidak dilampaui", target, realisation)
        return _by_formula(Polarity.LOWER_LINEAR, target, realisation, policy)
    if polarity is Polarity.MINIMUM_REQUIRED and realisation >= target != 0:
        return _met("Batas minimum terpenuhi", target, realisation)
    formula = polarity if polarity in _FORMULAS else Polarity.HIGHER
    return _by_formula(formula, target, realisation, policy)


def _by_formula(
    polarity: Polarity, target: Decimal, realisation: Decimal, policy: AchievementPolicy
) -> _Judgement:
    if target < 0:
        step = _step("Target negatif tidak dapat dinilai dengan rumus", target, realisation, "–")
        return _Judgement(None, step, Status.INVALID)
    if target == 0:
        return _zero_target(polarity, realisation, policy)
    if polarity is Polarity.LOWER_RATIO and realisation <= 0:
        percent = policy.lower_ratio_at_zero
        shown = format_percent(percent)
        return _Judgement(
            percent, _step("Realisasi nol pada rumus T / R", target, realisation, shown)
        )
    title, printed, formula = _FORMULAS[polarity]
    percent = formula(target, realisation)
    outcome = f"{printed} = {format_percent(percent)}"
    return _Judgement(percent, _step(title, target, realisation, outcome, _FORMULA_CLAUSE))


def _zero_target(polarity: Polarity, realisation: Decimal, policy: AchievementPolicy) -> _Judgement:
    """3.6 of the reference: nothing allowed and nothing happened is full achievement.

    A stabilised indicator with target zero follows "lower": the limit of its formula is the same.
    """
    if polarity is not Polarity.HIGHER:
        is_met = realisation == 0 or (realisation < 0 and polarity is not Polarity.STABILISE)
        percent = HUNDRED if is_met else ZERO
        return _Judgement(percent, _step("Target nol", ZERO, realisation, format_percent(percent)))
    if policy.zero_target is ZeroTarget.COUNT_AS_ZERO:
        return _Judgement(ZERO, _step("Target nol dihitung nol", ZERO, realisation, "0,00 %"))
    status = Status.NOT_APPLICABLE if realisation == 0 else Status.TARGET_ZERO
    step = _step("Target nol", ZERO, realisation, "tidak dinilai, tidak ikut rata-rata")
    return _Judgement(None, step, status)


def _range(
    polarity: Polarity, low: Decimal, high: Decimal, realisation: Decimal, policy: AchievementPolicy
) -> _Judgement:
    if high < low:
        raise RuleInputError("target_high", Problem.OUT_OF_ORDER, high)
    if low <= realisation <= high:
        printed = f"rentang {format_decimal(low)}–{format_decimal(high)}"
        inputs = f"R {format_decimal(realisation)}, {printed}"
        return _Judgement(HUNDRED, Step("Di dalam rentang", inputs, "100,00 %", _DESIGN_CLAUSE))
    bound = low if realisation < low else high
    formula = Polarity.HIGHER if polarity is Polarity.RANGE_HIGHER else Polarity.LOWER_LINEAR
    return _by_formula(formula, bound, realisation, policy)


def _milestone(target: Decimal, realisation: Decimal) -> _Judgement:
    if realisation >= target:
        return _met("Tonggak tercapai", target, realisation)
    return _Judgement(ZERO, _step("Tonggak belum tercapai", target, realisation, "0,00 %"))


def _met(title: str, target: Decimal, realisation: Decimal) -> _Judgement:
    return _Judgement(HUNDRED, _step(title, target, realisation, "100,00 %"))


def _finished(
    percent: Decimal, steps: tuple[Step, ...], policy: AchievementPolicy, bands: BandSet
) -> Outcome[Achievement | None]:
    raw = round_half_up(percent)
    floored = max(percent, ZERO)
    value = round_half_up(_capped(floored, policy.display_cap))
    counted = round_half_up(_capped(floored, policy.aggregation_cap))
    band, band_line = band_step(value, bands)
    figures = Achievement(raw, value, counted, band.code, percent > policy.low_target_above)
    lines = [*steps, *_limit_steps(raw, value, counted), band_line]
    if figures.is_target_too_low:
        limit = f"batas {format_percent(policy.low_target_above)}"
        lines.append(Step("Target terlalu rendah?", limit, "ditinjau perencana", _DESIGN_CLAUSE))
    return Outcome(figures, Status.OK, tuple(lines))


def _limit_steps(raw: Decimal, value: Decimal, counted: Decimal) -> list[Step]:
    before = format_percent(raw)
    steps = []
    if raw < 0:
        steps.append(Step("Tidak kurang dari nol", before, "0,00 %", _DESIGN_CLAUSE))
    if value < raw:
        steps.append(Step("Batas tampilan", before, format_percent(value), _DESIGN_CLAUSE))
    if counted < raw:
        steps.append(Step("Batas rata-rata", before, format_percent(counted), _DESIGN_CLAUSE))
    return steps


def _capped(value: Decimal, cap: Decimal | None) -> Decimal:
    return value if cap is None else min(value, cap)


def _step(
    title: str, target: Decimal, realisation: Decimal, outcome: str, clause: str = _DESIGN_CLAUSE
) -> Step:
    inputs = f"T {format_decimal(target)}, R {format_decimal(realisation)}"
    return Step(title, inputs, outcome, clause)


_WHY_NO_FIGURE: Mapping[Status, str] = {
    Status.TARGET_MISSING: "target belum ditetapkan",
    Status.NOT_REPORTED: "realisasi belum dilaporkan",
    Status.NOT_YET_RELEASED: "angka resmi belum terbit",
    Status.NOT_APPLICABLE: "tidak berlaku, dengan alasan tertulis",
}


def _without_figure(status: Status, steps: tuple[Step, ...]) -> Outcome[Achievement | None]:
    step = Step("Capaian tidak dihitung", _WHY_NO_FIGURE[status], "–", _DESIGN_CLAUSE)
    return Outcome(None, status, (*steps, step))


def _scored(scale: PredicateScale, label: str | None, argument: str) -> Decimal | None:
    return None if label is None else scale.score(label, argument)


def _scale_step(scale: PredicateScale, target: str | None, realised: str | None) -> Step:
    places = ", ".join(f"{label} = {place}" for place, label in enumerate(scale.labels, 1))
    inputs = f"T {target or '–'}, R {realised or '–'}"
    return Step(f"Dasar nilai: {scale.name}", inputs, places, "Praktik pengukuran daerah [V]")


def _refuse_misused_labels(
    polarity: Polarity, target: str | None, realised: str | None, scale: PredicateScale | None
) -> None:
    if (target or realised) and scale is None:
        raise RuleInputError("scale", Problem.REQUIRED)
    if scale is not None and polarity is not Polarity.PREDICATE:
        raise RuleInputError("scale", Problem.NOT_ALLOWED_HERE, scale.name)
