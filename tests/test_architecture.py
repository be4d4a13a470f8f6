"""What tools cannot see: relations between models, sentences of refusals, migrations, sizes."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation

from sasando.core.errors import DomainError
from sasando.core.sentences import SENTENCES, sentence_for

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "sasando"
LONGEST_FILE, LONGEST_FUNCTION = 500, 60
NAMED = re.compile(r"%\((\w+)\)")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def product_files() -> list[Path]:
    """The city's own code: no tests, no migrations."""
    return [
        file
        for file in sorted(PACKAGE.rglob("*.py"))
        if not {"tests", "migrations"} & set(file.relative_to(PACKAGE).parts)
    ]


TREES = {file: ast.parse(file.read_text(encoding="utf-8")) for file in product_files()}


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


# Relations


def layers() -> list[str]:
    """The packages from top to bottom, each layer as import-linter reads it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (contract,) = [contract for contract in contracts if contract["type"] == "layers"]
    return contract["layers"]


def heights(names: list[str]) -> dict[str, int]:
    """How high each package stands; packages of one layer stand equally high."""
    return {
        package.strip(): len(names) - place
        for place, layer in enumerate(names)
        for package in re.split(r"[:|]", layer)
    }


def package_of(model) -> str:
    """The package of ours in which a model lives, "" for Django's own and others'."""
    name = model._meta.app_config.name
    return name.removeprefix("sasando.") if name.startswith("sasando.") else ""


def relations_upward(height: dict[str, int]) -> list[str]:
    """Relations to another package that does not stand lower."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        here = package_of(model)
        for field in model._meta.get_fields() if here else ():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            there = package_of(field.related_model)
            if there and there != here and height[there] >= height[here]:
                found.append(f"{model._meta.label}.{field.name} -> {there}")
    return found


def test_no_relation_points_up():
    assert relations_upward(heights(layers())) == []


def test_relations_are_seen():
    """Turned upside down, the same list must find the relations that exist."""
    upside_down = heights(list(reversed(layers())))
    assert any(line.startswith("work.DailyEntry.unit") for line in relations_upward(upside_down))


def test_every_installed_package_stands_in_the_list():
    installed = {
        config.name.removeprefix("sasando.")
        for config in apps.get_app_configs()
        if config.name.startswith("sasando.")
    }
    assert installed <= heights(layers()).keys()


# Refusals


def refusals() -> list[type[DomainError]]:
    """Every expected failure of every package."""
    for file in product_files():
        if file.name == "errors.py":
            import_module(".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts))
    return list(_below(DomainError))


def _below(kind: type[DomainError]):
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


REFUSALS = refusals()
SAID = [kind for kind in REFUSALS if kind.code in SENTENCES]


def named_in(sentence: object) -> set[str]:
    return set(NAMED.findall(str(sentence)))


def raised_with() -> dict[str, list[tuple[str, set[str]]]]:
    """For each class of refusal: where it is made, and the names of the values it is given."""
    names = {kind.__name__ for kind in REFUSALS}
    found = defaultdict(list)
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                given = {keyword.arg for keyword in node.keywords if keyword.arg}
                found[_name(node.func)].append((f"{shown(file)}:{node.lineno}", given))
            elif isinstance(node, ast.Raise) and _name(node.exc) in names:
                found[_name(node.exc)].append((f"{shown(file)}:{node.lineno}", set()))
    return found


def _name(node: ast.AST | None) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


RAISED = raised_with()


def test_refusals_are_told_apart():
    codes = [kind.code for kind in REFUSALS]
    names = [kind.__name__ for kind in REFUSALS]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)


def test_every_refusal_has_a_sentence():
    assert [kind.code for kind in REFUSALS if kind not in SAID] == []


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_a_sentence_names_only_what_every_raiser_gives(kind):
    needed = named_in(SENTENCES[kind.code])
    for place, given in RAISED[kind.__name__]:
        assert needed <= given, f"{place} does not give {needed - given}"


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_every_sentence_can_be_said(kind):
    values = dict.fromkeys(named_in(SENTENCES[kind.code]), "contoh")
    sentence = sentence_for(kind(**values))
    assert "%(" not in sentence
    assert sentence.endswith("."), sentence
    assert "!" not in sentence
    assert not re.search(r"\berror\b", sentence, re.IGNORECASE)


def test_no_sentence_is_left_over():
    assert SENTENCES.keys() <= {kind.code for kind in REFUSALS} | {DomainError.code}


def test_refusals_are_written_only_where_one_looks_for_them():
    names = {kind.__name__ for kind in REFUSALS} | {"DomainError"}
    elsewhere = [
        f"{shown(file)}: {node.name}"
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and names & {_name(base) for base in node.bases}
        and file.name != "errors.py"
    ]
    assert elsewhere == []


def test_every_refusal_is_raised_somewhere():
    """A refusal nobody raises is a sentence nobody reads."""
    mentioned = {
        name.id
        for file, tree in TREES.items()
        if file.name != "errors.py"
        for name in ast.walk(tree)
        if isinstance(name, ast.Name)
    }
    assert {kind.__name__ for kind in REFUSALS} - mentioned == set()


# Migrations


def test_migrations_are_complete():
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(),
    )
    # As makemigrations does: a translated label is not a change.
    with translation.override(None):
        changes = detector.changes(graph=loader.graph)
    ours = {config.label for config in apps.get_app_configs() if "sasando." in config.name}
    missing = {
        label: [operation.describe() for step in steps for operation in step.operations]
        for label, steps in changes.items()
        if label in ours
    }
    assert missing == {}


def test_no_two_migrations_end_an_app():
    assert MigrationLoader(None).detect_conflicts() == {}


# Sizes and types


def functions() -> list[tuple[str, Function]]:
    return [
        (f"{shown(file)}:{node.lineno} {node.name}", node)
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, Function)
    ]


def test_files_can_be_read_in_one_go():
    long = {
        shown(file): lines
        for file in product_files()
        if (lines := file.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    }
    assert long == {}


def test_functions_can_be_seen_at_once():
    long = {
        name: lines
        for name, node in functions()
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_every_function_says_what_it_returns():
    assert [name for name, node in functions() if node.returns is None] == []
