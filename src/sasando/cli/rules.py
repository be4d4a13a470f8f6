"""`./sasando rules`: every public rule with its legal source, and anyone's own recomputation.

Without arguments it lists the rules; with a name it reads JSON from standard input and prints the
value, the status and the steps; with `--help NAME` it says what the rule wants to know. Needs
neither a database nor Django.
"""

from __future__ import annotations

import json
import os
import sys
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sasando.rules  # noqa: F401  importing the package fills the catalogue
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.registry import Mark, all_rules, evaluate, find_rule, outcome_as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sasando.rules.arguments import Argument
    from sasando.rules.registry import Rule

DONE, REFUSED = 0, 2
MARKS = {
    Mark.VERIFIED: "dibaca di sumbernya",
    Mark.MEMORY: "dari ingatan, perlu dipastikan",
    Mark.DESIGN: "rancangan sistem ini",
    Mark.PROPOSAL: "usulan kepada kota",
}
_HELP = {"--help", "-h", "--bantuan"}
_MENDS: dict[Problem, str] = {
    Problem.REQUIRED: "belum diisi. Tambahkan isian ini.",
    Problem.UNKNOWN_FIELD: "tidak dikenal. Hapus atau betulkan namanya.",
    Problem.UNKNOWN_RULE: "tidak ada. Lihat daftar dengan ./sasando rules.",
    Problem.NOT_TEXT: "bukan teks. Tulis di antara tanda kutip.",
    Problem.NOT_A_LIST: "bukan daftar. Tulis di antara [ dan ].",
    Problem.NOT_A_RECORD: "bukan rekaman. Tulis di antara { dan }.",
    Problem.NOT_A_BOOLEAN: "bukan ya/tidak. Tulis true atau false.",
    Problem.NOT_A_CHOICE: "bukan salah satu pilihan. Pakai salah satu pilihan yang disebut.",
    Problem.EMPTY: "kosong. Isi sedikitnya satu.",
    Problem.TOO_LONG: "terlalu panjang. Singkatkan atau pecah.",
    Problem.DUPLICATE: "muncul dua kali. Sisakan satu.",
    Problem.OUT_OF_RANGE: "di luar batas yang dapat dihitung. Periksa besarnya.",
    Problem.OUT_OF_ORDER: "urutannya terbalik. Tulis yang lebih kecil atau lebih awal lebih dulu.",
    Problem.NOT_ALLOWED_HERE: "tidak dipakai bersama isian lain di sini. Hapus salah satunya.",
    Problem.NOT_A_NUMBER: "bukan angka. Tulis misalnya 66.44, dengan titik desimal.",
    Problem.NOT_FINITE: "bukan angka yang terhingga. Tulis angka biasa.",
    Problem.NOT_EXACT: 'tidak pasti sampai desimal terakhir. Tulis sebagai teks, misalnya "66.44".',
    Problem.NOT_AN_INTEGER: "bukan bilangan bulat. Hapus desimalnya.",
    Problem.AMBIGUOUS_NUMBER: "dapat dibaca dua cara. Tulis 1234 atau 1.2340.",
    Problem.DOT_IS_NOT_DECIMAL: "memakai titik sebagai desimal. Pakai koma.",
    Problem.NOT_A_DATE: "bukan tanggal. Tulis misalnya 2026-11-20.",
    Problem.NOT_AN_INSTANT: "bukan saat. Tulis misalnya 2026-11-20T15:04:00+08:00.",
    Problem.WITHOUT_ZONE: "tanpa zona waktu. Tambahkan, misalnya +08:00 untuk WITA.",
    Problem.NOT_A_ZONE: "bukan zona waktu. Tulis misalnya Asia/Makassar.",
    Problem.NOT_A_CLOCK_TIME: "bukan jam. Tulis misalnya 07:30.",
    Problem.NO_WORKING_DAY: "tidak memuat hari kerja. Periksa kalender dan liburnya.",
    Problem.OUTSIDE_ROSTER: "di luar jadwal gilir. Periksa jadwalnya.",
    Problem.RUNNING_TOTAL_FALLS: "turun, padahal jumlah berjalan hanya naik. Periksa triwulannya.",
    Problem.BANDS_HAVE_GAP: "menyisakan celah. Sambungkan tepi kategori.",
    Problem.BANDS_OVERLAP: "tumpang tindih. Pisahkan tepi kategori.",
    Problem.BANDS_OPEN_END: "terbuka di tengah. Hanya kategori teratas boleh tanpa tepi atas.",
    Problem.CODE_SEGMENTS: "jumlah segmennya tidak dikenal. Periksa titik pada kodenya.",
    Problem.CODE_DIGITS: "angka salah satu segmennya tidak pas. Tulis sebagai teks, mis. 1.10.",
    Problem.CODE_NEEDS_MAPPING: "kode lama dua angka. Cari kode barunya di tabel pemetaan.",
    Problem.NIP_LENGTH: "bukan 18 angka. Salin NIP seutuhnya.",
    Problem.NIP_BIRTH_DATE: "tanggal lahirnya tidak ada. Periksa angka 1–8.",
    Problem.NIP_START_MONTH: "bulan pengangkatannya tidak ada. Periksa angka 9–14.",
    Problem.NIP_START_IN_FUTURE: "bulan pengangkatannya belum tiba. Periksa angka 9–14.",
    Problem.NIP_SEX: "angka jenis kelaminnya bukan 1 atau 2. Periksa angka 15.",
    Problem.NIP_SERIAL: "nomor urutnya tidak sah. Periksa angka 16–18.",
    Problem.NIP_AGE: "umur saat diangkat tidak mungkin. Periksa tanggal lahir dan pengangkatan.",
}


class _NotReadable(ValueError):
    """Standard input is no JSON object; `args[0]` says why, in Indonesian."""


def main(argv: Sequence[str]) -> int:
    """Run the command; 0 when it answered, 2 when the input must be mended."""
    names = [word for word in argv if word not in _HELP]
    try:
        if len(names) > 1 or any(name.startswith("-") for name in names):
            return _refuse("Pakai: ./sasando rules [NAMA] atau ./sasando rules --help NAMA.")
        if not names:
            _say(_catalogue())
        elif len(names) < len(argv):
            _say(_explained(find_rule(names[0])))
        else:
            found = find_rule(names[0])
            outcome = evaluate(found.name, _read_arguments())
            _say([json.dumps(outcome_as_json(outcome), ensure_ascii=False, indent=2)])
    except RuleInputError as refusal:
        return _refuse(sentence_for(refusal))
    except _NotReadable as refusal:
        return _refuse(f"{refusal.args[0]} Contohnya: ./sasando rules --help {names[0]}.")
    return DONE


def sentence_for(refusal: RuleInputError) -> str:
    """What to mend, without repeating the value: it may be a NIP."""
    subject = "Aturan" if refusal.problem is Problem.UNKNOWN_RULE else f"Isian {refusal.field}"
    sentence = f"{subject} {_MENDS[refusal.problem]}"
    if refusal.allowed:
        sentence += f" Yang dikenal: {', '.join(refusal.allowed)}."
    return sentence


def _read_arguments() -> dict[str, Any]:
    raw = sys.stdin.buffer.read()
    if not raw.strip():
        raise _NotReadable("Masukan kosong. Kirim satu objek JSON lewat masukan baku.")
    try:
        given = json.loads(
            raw.decode("utf-8"),
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_repetition,
        )
    except _NotReadable:
        raise
    except (ValueError, ArithmeticError, RecursionError) as unreadable:
        reason = "Masukan bukan JSON yang utuh. Periksa kurung, koma, dan tanda kutipnya."
        raise _NotReadable(reason) from unreadable
    if not isinstance(given, dict):
        raise _NotReadable("Masukan bukan objek JSON. Tulis isian di antara { dan }.")
    return given


def _refuse_constant(name: str) -> None:
    raise _NotReadable(f"{name} bukan angka yang terhingga. Tulis angka biasa.")


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _NotReadable(f"Isian {name} muncul dua kali. Sisakan satu.")
        found[name] = value
    return found


def _catalogue() -> Iterator[str]:
    for each in all_rules():
        yield f"{each.name}  [{each.mark}]"
        yield f"    {each.title}"
        yield f"    {each.source}"
    yield ""
    yield "Tanda: " + "; ".join(f"{mark} {words}" for mark, words in MARKS.items()) + "."
    yield "Hitung sendiri: ./sasando rules NAMA < isian.json"
    yield "Isian dan contohnya: ./sasando rules --help NAMA"


def _explained(found: Rule) -> Iterator[str]:
    yield f"{found.name}: {found.title}"
    yield f"Sumber: {found.source} [{found.mark}: {MARKS[found.mark]}]"
    yield "Isian:"
    for argument in found.arguments:
        yield from _argument_lines(argument, "  ")
    yield "Contoh:"
    example = json.dumps(found.example, ensure_ascii=False)
    yield f"  echo '{example}' | ./sasando rules {found.name}"


def _argument_lines(argument: Argument, indent: str) -> Iterator[str]:
    yield f"{indent}{argument.name} ({argument.kind.name}, {_need(argument)}): {argument.meaning}"
    if argument.kind.choices:
        yield f"{indent}  pilihan: {', '.join(argument.kind.choices)}"
    for field in argument.kind.fields:
        yield from _argument_lines(field, indent + "  ")


def _need(argument: Argument) -> str:
    if argument.is_required:
        return "wajib"
    default = argument.default
    if isinstance(default, bool):
        return f"baku {str(default).lower()}"
    if isinstance(default, str | int | Decimal | StrEnum):
        return f"baku {default}"
    return "boleh kosong"


def _say(lines: Iterator[str] | list[str]) -> None:
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`); nothing may be written to it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED
