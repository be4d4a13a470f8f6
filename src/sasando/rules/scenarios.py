"""What a budget would be after ordered instructions: protect, cut, cap, add (planning_budget C6).

Only whole rupiah move; sen stay where they stand. What an instruction takes is shared by largest
remainder in the order of the lines, so every sum before less what was taken is the sum after, for
an agency, a programme or the city. What cannot be taken is told, never hidden [D].
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import ceil
from typing import Final

from sasando.rules.apportion import apportion
from sasando.rules.arguments import DECIMAL, INTEGER, Argument, choice, list_of, record
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import checked, format_percent, format_rupiah, round_half_up
from sasando.rules.registry import Mark, Outcome, Status, Step, rule

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
_CLAUSE: Final = "Sisa terbesar, seri menurut urutan; sen tetap [D]"


class Operation(StrEnum):
    """What an instruction does with the lines it selects."""

    PROTECT = "LINDUNGI"
    CUT_PERCENT = "POTONG_PERSEN"
    CUT_AMOUNT = "POTONG_RUPIAH"
    CAP = "BATASI"
    ADD_PERCENT = "TAMBAH_PERSEN"
    ADD_AMOUNT = "TAMBAH_RUPIAH"

    @property
    def is_percent(self) -> bool:
        """Whether its value is a percentage instead of rupiah."""
        return self in {Operation.CUT_PERCENT, Operation.ADD_PERCENT}

    @property
    def adds(self) -> bool:
        """Whether it makes lines larger."""
        return self in {Operation.ADD_PERCENT, Operation.ADD_AMOUNT}


_WORDS: Final = {
    Operation.PROTECT: "Lindungi",
    Operation.CUT_PERCENT: "Potong",
    Operation.CUT_AMOUNT: "Potong",
    Operation.CAP: "Batasi paling banyak",
    Operation.ADD_PERCENT: "Tambah",
    Operation.ADD_AMOUNT: "Tambah",
}


@dataclass(frozen=True)
class Instruction:
    """One instruction on the lines at `places` (counted from 0, each once).

    `value` is percent or whole rupiah and 0 for a protection. A cap holds for each part of the
    lines: `parts` numbers the part of each place; empty means that all are one.
    """

    operation: Operation
    places: Sequence[int]
    value: Decimal = ZERO
    parts: Sequence[int] = ()

    def __post_init__(self) -> None:
        _require_value(self.operation, checked(self.value, "value"))
        if len(set(self.places)) != len(self.places):
            raise RuleInputError("places", Problem.DUPLICATE)
        if self.parts and len(self.parts) != len(self.places):
            raise RuleInputError("parts", Problem.OUT_OF_RANGE, len(self.parts))


@dataclass(frozen=True)
class Effect:
    """What one instruction did. Rupiah; `asked` and `moved` are whole.

    `before` is what stood on its lines, `held` the part of it under an earlier protection,
    `moved` what was taken (or added), `shortfall` what was asked for and could not be moved.
    `changes` holds the rupiah of each line that changed, below zero where it was cut.
    """

    lines: int
    before: Decimal
    held: Decimal
    asked: int
    moved: int
    changes: Mapping[int, int]

    @property
    def shortfall(self) -> int:
        """What could not be moved."""
        return self.asked - self.moved


@dataclass(frozen=True)
class Played:
    """Every line after all instructions, in the order given, and what each instruction did."""

    after: Sequence[Decimal]
    protected: Sequence[int]
    effects: Sequence[Effect]

    @property
    def shortfall(self) -> int:
        """What all cuts and caps together could not take."""
        return sum(effect.shortfall for effect in self.effects)


def play(amounts: Sequence[Decimal], instructions: Sequence[Instruction]) -> Played:
    """Carry out the instructions one after the other on lines that stand in code order.

    Raises RuleInputError for an amount below zero or a place that no line has.
    """
    board = _Board(amounts)
    effects = []
    for number, instruction in enumerate(instructions, 1):
        if not all(0 <= place < len(amounts) for place in instruction.places):
            raise RuleInputError(f"instructions.{number}.places", Problem.OUT_OF_RANGE)
        effects.append(board.carry_out(instruction))
    protected = [place for place, held in enumerate(board.held) if held]
    return Played(board.after(), protected, effects)


class _Board:
    """Lines on their way: whole rupiah that may move, and the rest of each that may not."""

    def __init__(self, amounts: Sequence[Decimal]) -> None:
        for number, amount in enumerate(amounts, 1):
            if amount < 0:
                raise RuleInputError(f"amounts.{number}", Problem.OUT_OF_RANGE, amount)
        self.whole = [int(amount) for amount in amounts]
        self.rest = {
            place: amount - whole
            for place, (amount, whole) in enumerate(zip(amounts, self.whole, strict=True))
            if amount != whole
        }
        self.held = bytearray(len(amounts))

    def after(self) -> list[Decimal]:
        """Every line as it stands now."""
        return [
            Decimal(whole) + self.rest[place] if place in self.rest else Decimal(whole)
            for place, whole in enumerate(self.whole)
        ]

    def carry_out(self, instruction: Instruction) -> Effect:
        places = instruction.places
        before = self._sum(places)
        held = self._sum([place for place in places if self.held[place]])
        asked, moved = 0, 0
        changes: dict[int, int] = {}
        if instruction.operation is Operation.PROTECT:
            for place in places:
                self.held[place] = 1
        else:
            for part in _parts(instruction):
                wanted, found = self._move(instruction, part)
                asked += wanted
                moved += sum(map(abs, found.values()))
                changes |= found
        return Effect(len(places), before, held, asked, moved, changes)

    def _move(self, instruction: Instruction, places: Sequence[int]) -> tuple[int, dict[int, int]]:
        """What one part of an instruction asks for, and the change of each line it moved."""
        adds = instruction.operation.adds
        weights = [self.whole[at] if adds or not self.held[at] else 0 for at in places]
        free = sum(weights)
        asked = self._asked(instruction, places, free)
        moved = asked if adds and free else min(asked, free)
        sign = 1 if adds else -1
        changes = {
            place: sign * share
            for place, share in zip(places, apportion(moved, weights), strict=True)
            if share
        }
        for place, change in changes.items():
            self.whole[place] += change
        return asked, changes

    def _asked(self, instruction: Instruction, places: Sequence[int], free: int) -> int:
        if instruction.operation.is_percent:
            return int(round_half_up(free * instruction.value / HUNDRED, 0))
        if instruction.operation is Operation.CAP:
            # Sen cannot be taken, so one rupiah more goes where they stand above the cap.
            return max(ceil(self._sum(places) - instruction.value), 0)
        return int(instruction.value)

    def _sum(self, places: Sequence[int]) -> Decimal:
        whole = sum(self.whole[place] for place in places)
        rest = sum((self.rest[place] for place in places if place in self.rest), ZERO)
        return Decimal(whole) + rest


def _parts(instruction: Instruction) -> list[list[int]]:
    """The lines of an instruction by part, each part in line order."""
    if not instruction.parts:
        return [list(instruction.places)]
    found: dict[int, list[int]] = defaultdict(list)
    for place, part in zip(instruction.places, instruction.parts, strict=True):
        found[part].append(place)
    return list(found.values())


def _require_value(operation: Operation, value: Decimal) -> None:
    is_whole = value == value.to_integral_value()
    # More than double is asked for in rupiah: 1000 % is a slip of the comma.
    most = HUNDRED if operation.is_percent else None
    if value < 0 or (most is not None and value > most):
        raise RuleInputError("value", Problem.OUT_OF_RANGE, value)
    if operation is Operation.PROTECT and value:
        raise RuleInputError("value", Problem.NOT_ALLOWED_HERE, value)
    if not operation.is_percent and not is_whole:
        raise RuleInputError("value", Problem.NOT_AN_INTEGER, value)
    if not value and operation not in {Operation.PROTECT, Operation.CAP}:
        raise RuleInputError("value", Problem.OUT_OF_RANGE, value)


_INSTRUCTION: Final = (
    Argument("operation", choice(Operation), "Apa yang dilakukan"),
    Argument("places", list_of(INTEGER), "Urutan baris yang kena, dari 0"),
    Argument("value", DECIMAL, "Persen atau rupiah bulat; 0 untuk perlindungan", default=ZERO),
    Argument("parts", list_of(INTEGER), "Bagian tiap baris, untuk batas per bagian", default=()),
)


@rule(
    "budget-scenario",
    title="Skenario anggaran: lindungi, potong, batasi, tambah",
    source="Urutan aturan dan pembulatan sisa terbesar: rancangan",
    mark=Mark.DESIGN,
    arguments=(
        Argument("amounts", list_of(DECIMAL), "Pagu tiap baris menurut urutan kode (rupiah)"),
        Argument("instructions", list_of(record(Instruction, *_INSTRUCTION)), "Aturan berurutan"),
    ),
    example={
        "amounts": [700, 1, 1, 1],
        "instructions": [
            {"operation": "LINDUNGI", "places": [0]},
            {"operation": "POTONG_RUPIAH", "places": [0, 1, 2, 3], "value": 5},
        ],
    },
)
def budget_scenario(
    amounts: Sequence[Decimal], instructions: Sequence[Instruction]
) -> Outcome[Played]:
    """The same lines after the instructions, with a step for each; raises as `play` does."""
    played = play(amounts, instructions)
    steps = [
        Step(_said(instruction), _entered(effect), _came_of(instruction, effect), _CLAUSE)
        for instruction, effect in zip(instructions, played.effects, strict=True)
    ]
    return Outcome(played, Status.OK, tuple(steps))


def _said(instruction: Instruction) -> str:
    word = _WORDS[instruction.operation]
    if instruction.operation is Operation.PROTECT:
        return word
    value = instruction.value
    shown = format_percent(value) if instruction.operation.is_percent else format_rupiah(value)
    return f"{word} {shown}"


def _entered(effect: Effect) -> str:
    held = f", {format_rupiah(effect.held)} terlindungi" if effect.held else ""
    return f"{effect.lines} baris, {format_rupiah(effect.before)}{held}"


def _came_of(instruction: Instruction, effect: Effect) -> str:
    if instruction.operation is Operation.PROTECT:
        return "tidak dapat dipotong aturan sesudahnya"
    word = "bertambah" if instruction.operation.adds else "terpotong"
    short = f", kurang {format_rupiah(effect.shortfall)}" if effect.shortfall else ""
    return f"{word} {format_rupiah(effect.moved)}{short}"
