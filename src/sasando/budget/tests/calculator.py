"""A spreadsheet that computes: reads a workbook's own XML and works its formulas out again.

Knows what our workbooks use: arithmetic, comparisons, text, IF, OR, ROUND, SUM, MIN, MAX, COUNT. An
empty cell is 0 among numbers and equals "", as in a spreadsheet.
"""

import io
import re
import zipfile
from decimal import ROUND_HALF_UP, Context, Decimal
from xml.etree import ElementTree

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TOKEN = re.compile(
    r'\s*("(?:[^"]|"")*"|(?:\'[^\']+\'!|[A-Za-z]+!)?\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?'
    r"|[A-Z]+(?=\()|\d+(?:\.\d+)?|>=|<=|<>|[-+*/(),<>=])"
)
PLACE = re.compile(r"([A-Z]+)(\d+)")


def same(one, other):
    if one is None or other is None:
        held = other if one is None else one
        return held is None or held == "" or held == 0
    return one == other


def amount(value):
    assert value != "", "a spreadsheet does not compute with text"
    return Decimal(0) if value is None else value


COMPARED = {
    "=": same, "<>": lambda a, b: not same(a, b),
    "<": lambda a, b: amount(a) < amount(b), ">": lambda a, b: amount(a) > amount(b),
    "<=": lambda a, b: amount(a) <= amount(b), ">=": lambda a, b: amount(a) >= amount(b),
}  # fmt: skip


def rounded(value, places):
    return amount(value).quantize(Decimal(1).scaleb(-int(places)), context=EXACT)


class Workbook:
    """The cells of every sheet: `stored` values and `formulas`, by sheet and place ("C7")."""

    def __init__(self, content):
        self.packed = zipfile.ZipFile(io.BytesIO(content))
        texts = self._xml("xl/sharedStrings.xml")
        self.texts = ["".join(t.text or "" for t in si.iter(f"{NS}t")) for si in texts]
        names = self._xml("xl/workbook.xml").iter(f"{NS}sheet")
        self.stored, self.formulas = {}, {}
        for number, sheet in enumerate(names, start=1):
            self._read(sheet.get("name"), f"xl/worksheets/sheet{number}.xml")

    def _xml(self, path):
        return ElementTree.fromstring(self.packed.read(path))  # noqa: S314  made by ourselves

    def _read(self, name, path):
        self.stored[name], self.formulas[name] = {}, {}
        for cell in self._xml(path).iter(f"{NS}c"):
            formula, value = cell.find(f"{NS}f"), cell.find(f"{NS}v")
            if formula is not None:
                self.formulas[name][cell.get("r")] = formula.text
            if value is not None and value.text is not None:
                kind = cell.get("t")
                held = self.texts[int(value.text)] if kind == "s" else value.text
                self.stored[name][cell.get("r")] = held if kind else Decimal(held)
            elif formula is not None:
                self.stored[name][cell.get("r")] = ""

    def computed(self, sheet, cell):
        """What a cell comes to when everything it rests on is worked out again."""
        formula = self.formulas[sheet].get(cell)
        return self.stored[sheet].get(cell) if formula is None else Reading(self, sheet, formula)()


class Reading:
    """One formula, read from left to right; every part is computed only when it is asked for."""

    def __init__(self, book, sheet, formula):
        self.book, self.sheet = book, sheet
        self.tokens = TOKEN.findall(formula)
        assert "".join(self.tokens) == formula.replace(" ", "") or '"' in formula, formula
        self.whole = self._comparison()
        assert not self.tokens, (formula, self.tokens)

    def __call__(self):
        return self.whole()

    def _next(self, *wanted):
        if self.tokens and (not wanted or self.tokens[0] in wanted):
            return self.tokens.pop(0)
        return None

    def _comparison(self):
        left = self._sum()
        sign = self._next(*COMPARED)
        if sign is None:
            return left
        right = self._sum()
        return lambda: COMPARED[sign](left(), right())

    def _sum(self):
        return self._chain(self._product, {"+": EXACT.add, "-": EXACT.subtract})

    def _product(self):
        return self._chain(self._atom, {"*": EXACT.multiply, "/": EXACT.divide})

    def _chain(self, part, signs):
        value = part()
        while sign := self._next(*signs):
            value = self._joined(signs[sign], value, part())
        return value

    def _joined(self, how, left, right):
        return lambda: how(amount(left()), amount(right()))

    def _atom(self):
        token = self._next()
        if token == "(":
            inner = self._comparison()
            assert self._next(")")
            return inner
        if token.startswith('"'):
            return lambda: token[1:-1].replace('""', '"')
        if token[0].isdigit():
            return lambda: Decimal(token)
        if token.isalpha():
            return self._function(token)
        return lambda: self._cells(token)[0]

    def _function(self, name):
        assert self._next("(")
        parts = [self._argument()]
        while self._next(","):
            parts.append(self._argument())
        assert self._next(")"), name
        return lambda: FUNCTIONS[name](self, *parts)

    def _argument(self):
        if ":" in self.tokens[0] and self.tokens[0][0] != '"':
            token = self._next()
            return lambda: self._cells(token)
        return self._comparison()

    def _cells(self, token):
        sheet, _, places = token.replace("$", "").rpartition("!")
        first, _, last = places.partition(":")
        (column, top), (until, bottom) = (
            PLACE.fullmatch(place).groups() for place in (first, last or first)
        )
        name = sheet.strip("'") or self.sheet
        return [
            self.book.computed(name, f"{chr(letter)}{row}")
            for letter in range(ord(column), ord(until) + 1)
            for row in range(int(top), int(bottom) + 1)
        ]

    def _if(self, test, then, otherwise):
        return then() if test() else otherwise()

    def _or(self, *tests):
        return any(test() for test in tests)

    def _round(self, value, places):
        return rounded(value(), places())

    def _numbers(self, parts):
        found = [part() for part in parts]
        flat = [one for part in found for one in (part if isinstance(part, list) else [part])]
        return [one for one in flat if isinstance(one, Decimal)]

    def _total(self, *parts):
        return sum(self._numbers(parts), Decimal(0))

    def _min(self, *parts):
        return min(self._numbers(parts))

    def _max(self, *parts):
        return max(self._numbers(parts))

    def _count(self, *parts):
        return Decimal(len(self._numbers(parts)))


FUNCTIONS = {
    "IF": Reading._if, "OR": Reading._or, "ROUND": Reading._round, "SUM": Reading._total,
    "MIN": Reading._min, "MAX": Reading._max, "COUNT": Reading._count,
}  # fmt: skip
