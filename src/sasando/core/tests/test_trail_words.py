"""Every deed that is written down has its words, and no words stand for deeds nobody does."""

import ast
from pathlib import Path

import sasando
from sasando.core.trail import ACTION_WORDS

SOURCES = Path(sasando.__file__).parent


def deeds_in(source: str) -> set[str]:
    """String literals of the form subject.deed in action files, taken from the code itself."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            subject, dot, deed = node.value.partition(".")
            if (
                dot
                and subject.replace("-", "").isalpha()
                and deed.replace("-", "").isalpha()
                and "-" in deed + "-"
            ):
                found.add(node.value)
    return found


def test_each_deed_has_words_and_each_words_a_deed():
    files = [
        path
        for path in SOURCES.rglob("*.py")
        if "tests" not in path.parts and path.name != "trail.py"
    ]
    literals = set().union(*(deeds_in(path.read_text(encoding="utf-8")) for path in files))
    said = set(ACTION_WORDS)
    prefixes = {name.partition(".")[0] for name in said}
    past = ("ed", "begun", "built")
    deeds = {name for name in literals if name.partition(".")[0] in prefixes}
    assert {name for name in deeds if name.endswith(past)} - said == set()
    # The trail writes down its own downloading.
    assert said - literals == {"trail.downloaded"}
