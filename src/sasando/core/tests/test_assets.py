"""Vendored files are what they were, colours can be read, pages stay light and keep our policy."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string

from sasando.core.forms import LogInForm

CORE = Path(__file__).resolve().parent.parent
PACKAGE = CORE.parent
VENDOR_FOLDERS = [CORE / "static" / "vendor", CORE / "tests" / "vendor"]
STYLE = CORE / "static" / "sasando" / "sasando.css"
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
LARGEST_FIRST_VISIT = 45 * 1024
TEXT_CONTRAST, EDGE_CONTRAST = 4.5, 3.0
TEXT_COLOURS = ["ink", "muted", "primary", "accent", "good", "attention", "bad"]


def manifest(folder: Path) -> dict[str, dict[str, str]]:
    rows = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    return {row["file"]: row for row in rows}


def sha384(file: Path) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()


@pytest.mark.parametrize("folder", VENDOR_FOLDERS, ids=["static", "tests"])
def test_vendored_files_are_those_of_the_manifest(folder):
    found = {
        file.relative_to(folder).as_posix(): sha384(file)
        for file in folder.rglob("*")
        if file.is_file() and file.name != "MANIFEST.json"
    }
    assert found == {name: row["sha384"] for name, row in manifest(folder).items()}


@pytest.mark.parametrize("folder", VENDOR_FOLDERS, ids=["static", "tests"])
def test_every_vendored_file_says_where_it_is_from_and_ships_its_licence(folder):
    rows = manifest(folder)
    for name, row in rows.items():
        assert set(row) == {"name", "version", "licence", "source", "file", "sha384"}
        assert f"/{row['version']}/" in name
        assert name.rpartition("/")[0] + "/LICENSE" in rows


def test_vendored_files_name_no_source_map_that_is_not_shipped():
    for file in VENDOR_FOLDERS[0].rglob("*.min.*s"):
        for named in re.findall(r"sourceMappingURL=(\S+)", file.read_text(encoding="utf-8")):
            assert (file.parent / named).is_file()


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def schemes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{([^}]*)\}", STYLE.read_text(encoding="utf-8"))
    named = [colours(block) for block in blocks if "--paper:" in block]
    light, dark, printed = named
    return {"light": light, "dark": {**light, **dark}, "print": {**light, **printed}}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("colour", TEXT_COLOURS)
@pytest.mark.parametrize("ground", ["paper", "soft"])
def test_text_can_be_read(scheme, colour, ground):
    palette = schemes()[scheme]
    assert contrast(palette[colour], palette[ground]) >= TEXT_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_and_field_edges_can_be_seen(scheme):
    palette = schemes()[scheme]
    assert contrast(palette["on-fill"], palette["fill"]) >= TEXT_CONTRAST
    assert contrast(palette["edge"], palette["paper"]) >= EDGE_CONTRAST


def test_only_variables_carry_colour():
    """A colour written in a rule would escape the dark scheme; the band and the paper may."""
    sheets = "".join(file.read_text(encoding="utf-8") for file in STYLE.parent.glob("*.css"))
    rules = re.sub(r":root \{[^}]*\}", "", sheets)
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", rules)) == {"#1b2430", "#000"}


class Markup(HTMLParser):
    """What a page loads, and what of it our Content-Security-Policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.refused: list[str] = []
        self.open_script = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.refused += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.refused += [f"{tag} {name}" for name in given if name in {"style", "hx-on", "hx-vals"}]
        if tag == "style":
            self.refused.append("style element")
        address = given.get("src") if tag in {"script", "img"} else None
        address = given.get("href") if tag == "link" else address
        if address:
            self.loaded.append(address)
        self.refused += [
            f"{tag} to a foreign host"
            for name in ("src", "href", "action", "hx-post", "hx-get")
            if re.match(r"(https?:)?//", given.get(name) or "")
        ]
        self.open_script = tag == "script"

    def handle_data(self, data):
        if self.open_script and data.strip():
            self.refused.append("inline script")

    def handle_endtag(self, tag):
        self.open_script = False


def parsed(markup: str) -> Markup:
    parser = Markup()
    parser.feed(markup)
    return parser


def test_the_markup_check_sees_what_it_must_refuse():
    page = parsed(
        '<p style="color:red" onclick="x()"></p><script>alert(1)</script><style></style>'
        '<img src="//example.invalid/a.png">'
    )
    assert page.refused == [
        "p onclick",
        "p style",
        "inline script",
        "style element",
        "img to a foreign host",
    ]


def source_name(file: Path) -> str:
    return file.as_posix().rpartition("/templates/")[2]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_template_compiles_and_keeps_the_content_policy(file):
    source = file.read_text(encoding="utf-8")
    get_template(source_name(file))
    assert parsed(source).refused == []


@pytest.fixture
def plain_static_files(settings):
    """Addresses without the hashes that only collectstatic knows."""
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}


@pytest.mark.usefixtures("plain_static_files")
def test_the_first_visit_is_light_and_needs_no_script():
    page = render_to_string("core/login.html", {"form": LogInForm(), "next": "/"})
    loaded = [address.removeprefix("/static/") for address in parsed(page).loaded]
    files = [Path(str(finders.find(name))) for name in loaded]
    # The woven band is named in the style sheet, not in the page.
    files.append(STYLE.parent / "tenun.svg")
    sent = [page.encode(), *(file.read_bytes() for file in files)]
    assert not [name for name in loaded if name.endswith(".js")]
    assert sum(len(brotli.compress(content)) for content in sent) < LARGEST_FIRST_VISIT
