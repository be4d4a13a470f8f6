"""The habit detector as a public rule: what it wants to know, and its findings step by step."""

from typing import Final

from sasando.rules.arguments import (
    DECIMAL,
    INTEGER,
    TEXT,
    Argument,
    Kind,
    choice,
    list_of,
    made_from,
    record,
)
from sasando.rules.evidence import (
    VERDICT_WORDS,
    Evidence,
    Role,
    Verdict,
    per_mille_text,
    years_text,
)
from sasando.rules.habit import (
    DEFAULT_LIMITS,
    HabitLimits,
    History,
    IndicatorKind,
    Judgement,
    OtherIndicator,
    PlannedIndicator,
    PlannedYear,
    Relation,
    judge,
)
from sasando.rules.numerals import NumberStyle
from sasando.rules.registry import Mark, Outcome, Status, Step, rule
from sasando.rules.targets import NO_TARGET, Target, parse_target

_CLAUSES: Final = {
    Role.GROUND: "Permen PANRB 89/2021 [V], ambang [P]",
    Role.FACT: "Rancangan sistem [D]",
    Role.MISSING: "Rancangan sistem [D]",
}


def _as_printed(text: str) -> Target:
    return parse_target(text, style=NumberStyle.INDONESIAN)


_INDICATOR: Final = record(
    PlannedIndicator,
    Argument("text", TEXT, "Bunyi indikator"),
    Argument(
        "target",
        made_from(TEXT, _as_printed),
        "Target seperti tercetak, misalnya 8,24 atau WTP; kosong berarti tidak ada",
        NO_TARGET,
    ),
    Argument("measure", TEXT, "Satuan", ""),
    Argument("kind", choice(IndicatorKind), "Jenis menurut dokumen", None),
)
_YEAR: Final = record(
    PlannedYear,
    Argument("year", INTEGER, "Tahun"),
    Argument("name", TEXT, "Nama program, kegiatan, atau sub kegiatan tahun itu"),
    Argument(
        "objective",
        TEXT,
        'Kode sasaran RPJMD yang dituju; "" tidak ada, null tidak diketahui',
        None,
    ),
    Argument("indicators", list_of(_INDICATOR), "Indikator tahun itu", ()),
    Argument("ceiling", DECIMAL, "Pagu (rupiah)", None),
)
_OTHER: Final = record(
    OtherIndicator,
    Argument("code", TEXT, "Kode baris lain"),
    Argument("text", TEXT, "Bunyi indikatornya"),
    Argument("relation", choice(Relation), "Hubungannya", Relation.OTHER),
)
HISTORY: Final[Kind[History]] = record(
    History,
    Argument("code", TEXT, "Kode nomenklatur"),
    Argument("years", list_of(_YEAR), "Tahun-tahun yang diketahui"),
    Argument("others", list_of(_OTHER), "Indikator baris lain untuk dibandingkan", ()),
    Argument("prescribed", TEXT, "Indikator baku nomenklatur, untuk sub kegiatan", ""),
    Argument("known_years", list_of(INTEGER), "Tahun yang dokumennya diketahui", ()),
)
LIMITS: Final[Kind[HabitLimits]] = record(
    HabitLimits,
    Argument("habit_years", INTEGER, "Tahun berturut-turut tanpa sasaran", 2),
    Argument("same_target_years", INTEGER, "Tahun dengan target yang sama", 3),
    Argument("similar_name", INTEGER, "Nama mirip mulai dari (per seribu)", 760),
    Argument("similar_indicator", INTEGER, "Indikator mirip mulai dari (per seribu)", 760),
    Argument("copied_name", INTEGER, "Indikator mengulang nama mulai dari (per seribu)", 700),
    Argument("ceiling_change", INTEGER, "Pagu dianggap sama sampai (per seribu)", 100),
    Argument(
        "output_words",
        list_of(TEXT),
        "Kata awal yang menandai keluaran",
        DEFAULT_LIMITS.output_words,
    ),
    Argument(
        "doing_words",
        list_of(TEXT),
        "Kata yang hanya menyatakan sesuatu dikerjakan",
        DEFAULT_LIMITS.doing_words,
    ),
    Argument("top_labels", list_of(TEXT), "Predikat tertinggi", DEFAULT_LIMITS.top_labels),
)
_EXAMPLE: Final = {
    "history": {
        "code": "1.02.03",
        "years": [
            {
                "year": year,
                "name": "Program Peningkatan Kapasitas Sumber Daya Manusia Kesehatan",
                "objective": "",
                "indicators": [{"text": "Jumlah pelatihan", "target": "12", "measure": "kali"}],
                "ceiling": ceiling,
            }
            for year, ceiling in ((2024, 500_000_000), (2025, 510_000_000), (2026, 505_000_000))
        ],
    }
}


@rule(
    "habit",
    title="Tertelusur, di atas kertas, atau kebiasaan",
    source="Permen PANRB 89/2021 (penyelarasan pohon kinerja); urutan dan ambang: usulan",
    mark=Mark.PROPOSAL,
    arguments=(
        Argument("history", HISTORY, "Riwayat satu program, kegiatan, atau sub kegiatan"),
        Argument("limits", LIMITS, "Ambang kebijakan; tanpa ini ambang usulan", DEFAULT_LIMITS),
    ),
    example=_EXAMPLE,
)
def habit_verdict(history: History, limits: HabitLimits = DEFAULT_LIMITS) -> Outcome[Judgement]:
    """The verdict with every finding as a step; NOT_REPORTED while too little is known.

    Raises RuleInputError when the code cannot be read or a year stands twice.
    """
    judged = judge(history, limits)
    steps = (*map(_step, judged.evidences), _verdict_step(history, judged))
    status = Status.NOT_REPORTED if judged.verdict is Verdict.UNKNOWN else Status.OK
    return Outcome(judged, status, steps)


def _step(found: Evidence) -> Step:
    seen = [years_text(found.years)]
    if found.per_mille is not None:
        seen.append(f"kemiripan {per_mille_text(found.per_mille)}")
    return Step(found.title, ", ".join(seen), found.sentence, _CLAUSES[found.role])


def _verdict_step(history: History, judged: Judgement) -> Step:
    years = tuple(planned.year for planned in history.in_order)
    return Step(
        "Kesimpulan",
        f"{history.code}, {years_text(years)}",
        VERDICT_WORDS[judged.verdict],
        "Rancangan sistem [D]",
    )
