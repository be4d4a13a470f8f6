"""`./sasando rules` as somebody at a terminal meets it."""

import json
import os
import subprocess
import sys

import pytest

from sasando.cli import rules
from sasando.rules.errors import Problem
from sasando.rules.registry import all_rules

PROGRAM = (
    "import sys; from sasando.cli.rules import main; code = main(sys.argv[1:]); "
    "assert 'django' not in sys.modules; sys.exit(code)"
)


def run(*arguments, given=""):
    raw = given if isinstance(given, bytes) else given.encode()
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        input=raw,
        capture_output=True,
        timeout=30,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
    )


def test_the_catalogue_names_every_rule_with_title_source_and_mark():
    done = run()
    assert done.returncode == 0
    text = done.stdout.decode()
    for each in all_rules():
        assert f"{each.name}  [{each.mark}]\n    {each.title}\n    {each.source}\n" in text
    assert "V dibaca di sumbernya" in text


def test_a_rule_is_recomputed_exactly():
    done = run("achievement", given='{"polarity":"HIGHER","target":66.44,"realisation":65.07}')
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["status"] == "OK"
    assert answer["value"]["value"] == "97.94"
    assert answer["value"]["band"] == "VERY_HIGH"
    assert answer["steps"][0]["outcome"] == "R / T × 100 = 97,94 %"


@pytest.mark.parametrize("each", all_rules(), ids=lambda each: each.name)
def test_the_example_in_the_help_of_every_rule_works(each):
    lines = list(rules._explained(each))
    assert lines[-1] == (
        f"  echo '{json.dumps(each.example, ensure_ascii=False)}' | ./sasando rules {each.name}"
    )
    assert "'" not in json.dumps(each.example, ensure_ascii=False)
    for argument in each.arguments:
        assert any(line.startswith(f"  {argument.name} (") for line in lines)


@pytest.mark.parametrize("words", [("--help", "band"), ("band", "-h")])
def test_help_shows_arguments_needs_choices_and_example(words):
    text = run(*words).stdout.decode()
    assert "  value (bilangan desimal, wajib): Capaian dalam persen" in text
    assert "    includes_upper (ya/tidak (true atau false), baku true): Tepi atas termasuk" in text
    assert """echo '{"value": "90.40"}' | ./sasando rules band""" in text


def test_help_names_the_choices():
    text = run("--help", "achievement").stdout.decode()
    assert "pilihan: HIGHER, LOWER_LINEAR" in text
    assert "zero_target (pilihan, baku EXCLUDE)" in text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "Masukan kosong."),
        ("{", "Masukan bukan JSON yang utuh."),
        (b"\xff", "Masukan bukan JSON yang utuh."),
        ("[]", "Masukan bukan objek JSON."),
        ("[" * 100_000, "Masukan bukan JSON yang utuh."),
        ('{"value": NaN}', "NaN bukan angka yang terhingga."),
        ('{"value": 1, "value": 2}', "Isian value muncul dua kali."),
        ('{"value": 1e999999999999999999999}', "Masukan bukan JSON yang utuh."),
        ("{}", "Isian value belum diisi."),
        ('{"value": "1,5"}', "Isian value bukan angka."),
        ('{"value": 1e30}', "Isian value di luar batas"),
        ('{"nilai": 1}', "Isian nilai tidak dikenal. Hapus atau betulkan namanya. Yang dikenal:"),
        ('{"value": 1, "bands": [{"code": 1}]}', "Isian bands.1.code bukan teks."),
    ],
)
def test_bad_input_says_what_to_mend(given, message):
    done = run("band", given=given)
    assert done.returncode == 2
    assert done.stdout == b""
    assert message in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_an_unknown_rule_names_the_known_ones():
    done = run("capaian", given="{}")
    assert done.returncode == 2
    assert "Aturan tidak ada." in done.stderr.decode()
    assert "achievement" in done.stderr.decode()


@pytest.mark.parametrize("words", [("band", "nip"), ("--apa",), ("--help", "--apa", "band")])
def test_words_that_are_not_understood_show_the_use(words):
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Pakai: ./sasando rules")


def test_a_refusal_never_repeats_the_value():
    number = "199999993232323232"
    done = run("nip", given=json.dumps({"nip": number, "today": "2026-11-20"}))
    assert done.returncode == 2
    assert number not in done.stderr.decode()


def test_every_problem_has_its_mend():
    assert set(rules._MENDS) == set(Problem)
    for mend in rules._MENDS.values():
        assert mend.endswith(".")
        assert "!" not in mend


def test_a_reader_that_has_seen_enough_is_no_trouble():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=subprocess.PIPE,
            timeout=30,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    assert done.returncode == 0
    assert done.stderr == b""
