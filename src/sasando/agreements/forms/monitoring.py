"""Parsing the report of a quarter and what a superior says to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.agreements.actions.monitoring import LineDraft
from sasando.agreements.models import MonitoringReview
from sasando.core.fields import DecimalField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.agreements.queries.report_pages import LineToReport

Words = forms.Textarea


class ReportLineForm(forms.Form):
    """What is reported on one item; one field pair for each activity."""

    realisation_text = forms.CharField(label=_("Realisasi"), required=False, max_length=60)
    realisation = DecimalField(label=_("Realisasi"), required=False)
    obstacle = forms.CharField(
        label=_("Kendala"),
        required=False,
        max_length=2000,
        widget=Words(attrs={"rows": 2}),
        help_text=_("Wajib bila belum ada angka: tulis mengapa."),
    )
    follow_up = forms.CharField(
        label=_("Tindak lanjut"), required=False, max_length=2000, widget=Words(attrs={"rows": 2})
    )
    evidence = forms.FileField(
        label=_("Bukti (foto atau PDF)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, line: LineToReport) -> None:
        super().__init__(data, files, prefix=f"butir{line.number}", initial=line.initial)
        self.line = line
        for activity in line.activities:
            self.fields[f"percent_{activity.number}"] = forms.IntegerField(
                label=_("Kemajuan (%)"), required=False, min_value=0, max_value=100
            )
            self.fields[f"words_{activity.number}"] = forms.CharField(
                label=_("Keterangan"), required=False, max_length=300
            )
        used = "realisation" if line.is_number else "realisation_text"
        for name in ("realisation", "realisation_text"):
            if line.measured or name != used:
                del self.fields[name]

    def figure(self) -> forms.BoundField | None:
        """The field of the figure; None where it comes from a measurement."""
        for name in ("realisation", "realisation_text"):
            if name in self.fields:
                return self[name]
        return None

    def activity_fields(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Each activity with its two fields."""
        return [
            (row, self[f"percent_{row.number}"], self[f"words_{row.number}"])
            for row in self.line.activities
        ]

    def draft(self) -> LineDraft:
        """What the action needs."""
        given = self.cleaned_data
        progress = {
            row.number: (given[f"percent_{row.number}"], given[f"words_{row.number}"])
            for row in self.line.activities
            if given[f"percent_{row.number}"] is not None
        }
        return LineDraft(
            number=self.line.number,
            realisation=given.get("realisation"),
            realisation_text=given.get("realisation_text", ""),
            obstacle=given["obstacle"],
            follow_up=given["follow_up"],
            progress=progress,
            uploads=[given["evidence"]] if given["evidence"] else [],
        )


class ReportForms:
    """The forms of all items of a report."""

    def __init__(
        self, data: Any = None, files: Any = None, *, lines: Sequence[LineToReport]
    ) -> None:
        self.forms = [ReportLineForm(data, files, line=line) for line in lines]

    def is_valid(self) -> bool:
        """Whether every item can be read; all are looked at, so that all mends are said at once."""
        readable = [form.is_valid() for form in self.forms]
        return all(readable)

    def drafts(self) -> list[LineDraft]:
        return [form.draft() for form in self.forms]

    def of(self, number: object) -> ReportLineForm | None:
        """The form of an item by its number."""
        return next((form for form in self.forms if form.line.number == number), None)


class ReviewForm(forms.Form):
    """Noted, to be mended, or a decision; the last two need words."""

    verdict = forms.ChoiceField(
        label=_("Tinjauan Anda"),
        choices=MonitoringReview.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih satu.")},
    )
    note = forms.CharField(
        label=_("Catatan atau isi keputusan"),
        required=False,
        max_length=2000,
        widget=Words(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        needs = given.get("verdict") in {
            MonitoringReview.Verdict.RETURNED,
            MonitoringReview.Verdict.DECIDED,
        }
        if needs and not given.get("note", "").strip():
            self.add_error("note", _("Tulis catatan atau isi keputusannya."))
        return given
