"""Filters of the pages about habits; each stands in the address, in Indonesian words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sasando.planning.models import HabitVerdict, PlanRow

from .queries.habits import ANSWERED, NOT_ANSWERED, RETURNED, WAITING, LineFilter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Verdict = HabitVerdict.Verdict
VERDICT_SLUGS: Final[dict[Verdict, str]] = {
    verdict: verdict.label.replace(" ", "-") for verdict in Verdict
}
ASKED_SLUG: Final = "perlu-jawaban"
_BY_SLUG: Final = {slug: (verdict.value,) for verdict, slug in VERDICT_SLUGS.items()} | {
    ASKED_SLUG: (Verdict.HABIT.value, Verdict.ON_PAPER.value),
    "semua": (),
}


def level_slug(level: str) -> str:
    """A level as the address says it: "subkegiatan"."""
    return level.lower()


class HabitYearLevelForm(forms.Form):
    """Which year and which level; empty fields mean the usual ones."""

    tahun = forms.ChoiceField(label=_("Tahun"), required=False)
    tingkat = forms.ChoiceField(label=_("Tingkat"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *args: Any,
        years: Sequence[int],
        year: int,
        levels: Sequence[str],
        **kwargs: Any,
    ) -> None:
        usual = level_slug(levels[0]) if levels else ""
        # An address from elsewhere may name a year or level there is none of.
        known = {level_slug(one) for one in levels}
        given = {name: str(data[name]) for name in data}
        if given.get("tingkat") not in known:
            given["tingkat"] = usual
        given["tahun"] = str(year)
        super().__init__(given, *args, **kwargs)
        self.usual_level = usual
        self._choose("tahun", [(str(one), str(one)) for one in years])
        self._choose("tingkat", [(level_slug(one), PlanRow.Level(one).label) for one in levels])

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    @property
    def level(self) -> str:
        """The level asked for, else the lowest that has lines."""
        asked = self.cleaned_data.get("tingkat", "") if self.is_valid() else ""
        return (asked or self.usual_level or PlanRow.Level.SUB_ACTIVITY.value).upper()


class HabitLinesForm(HabitYearLevelForm):
    """Lines by verdict, answer and words; of one agency or of all."""

    putusan = forms.ChoiceField(label=_("Penilaian"), required=False)
    unit = forms.ChoiceField(label=_("Perangkat daerah"), required=False)
    jawaban = forms.ChoiceField(
        label=_("Jawaban"),
        required=False,
        choices=[
            ("", _("semua")),
            (NOT_ANSWERED, _("belum dijawab")),
            (WAITING, _("menunggu perencana")),
            (RETURNED, _("dikembalikan")),
            (ANSWERED, _("dijawab")),
        ],
    )
    cari = forms.CharField(label=_("Cari"), required=False, max_length=60)

    def __init__(
        self,
        data: Mapping[str, Any],
        *args: Any,
        units: Sequence[tuple[str, str]] | None = None,
        usual: str = "semua",
        **kwargs: Any,
    ) -> None:
        super().__init__(data, *args, **kwargs)
        self._usual = usual
        assert isinstance(self.data, dict)
        self.data.setdefault("putusan", usual)
        self._choose(
            "putusan",
            [
                (ASKED_SLUG, gettext("perlu jawaban")),
                ("semua", gettext("semua")),
                *((slug, verdict.label) for verdict, slug in VERDICT_SLUGS.items()),
            ],
        )
        if units is None:
            del self.fields["unit"]
        else:
            self._choose("unit", [("", gettext("semua")), *units])

    def wanted(self, units: Mapping[str, int]) -> LineFilter:
        """The filter; `units` are row numbers by code."""
        said = self.cleaned_data if self.is_valid() else {}
        unit = said.get("unit", "")
        return LineFilter(
            level=self.level,
            verdicts=_BY_SLUG[said.get("putusan") or self._usual],
            units=(units[unit],) if unit in units else (),
            answer=said.get("jawaban", ""),
            text=said.get("cari", "").strip(),
        )
