"""The design's measurable promises: contrast in every scheme, no CSS beyond Chromium 109, every used icon is drawn."""

import re
from pathlib import Path

import pytest

import journal_plugin

ROOT = Path(journal_plugin.__file__).parent
CSS = ROOT / "static" / "journal" / "css"
SCHEMES = {
    "light": ["tokens.css"],
    "dark": ["tokens.css", "tokens-dark.css"],
    "large": ["tokens.css", "tokens-large.css"],
    "large dark": ["tokens.css", "tokens-dark.css", "tokens-large.css", "tokens-large-dark.css"],
}
TEXT_ON = [
    *((ink, paper) for ink in ("ink", "ink-2", "ink-3", "link") for paper in ("paper", "surface", "sunken")),
    *((ink, "board-soft") for ink in ("ink", "ink-2")),
    ("on-board", "board"), ("on-board", "board-hover"), ("on-band", "band"), ("on-frame", "frame"),
    ("on-frame-2", "frame"), ("on-frame-2", "frame-2"), ("pen", "pen-soft"), ("on-pen", "pen"), ("pen", "surface"),
    ("red", "red-soft"), ("red", "surface"), ("red", "paper"), ("on-red", "red"), ("ochre", "ochre-soft"),
    ("ochre", "surface"), ("ochre", "paper"), ("leaf", "leaf-soft"), ("leaf", "surface"), ("leaf", "paper"),
    ("slate", "surface"), ("on-slate", "slate"), ("surface", "ink"), ("on-heat-12", "heat-1"),
    ("on-heat-12", "heat-2"), ("on-heat-34", "heat-3"), ("on-heat-34", "heat-4"),
]  # fmt: skip
EDGES_ON = [("line-strong", "surface"), ("line-strong", "paper"), ("pen", "paper"), ("board", "surface")]


def tokens(files: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in files:
        found.update(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (CSS / name).read_text()))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_has_contrast_of_at_least_four_and_a_half(scheme):
    colour = tokens(SCHEMES[scheme])
    weak = {pair: round(contrast(colour[pair[0]], colour[pair[1]]), 2) for pair in TEXT_ON}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_controls_have_contrast_of_at_least_three(scheme):
    colour = tokens(SCHEMES[scheme])
    weak = {pair: round(contrast(colour[pair[0]], colour[pair[1]]), 2) for pair in EDGES_ON}
    assert {pair: value for pair, value in weak.items() if value < 3} == {}


def test_css_stays_within_chromium_109():
    forbidden = re.compile(r":has\(|color-mix\(|light-dark\(|@container|^\s+&", re.MULTILINE)
    assert {
        path.name: forbidden.findall(path.read_text())
        for path in CSS.glob("*.css")
        if forbidden.search(path.read_text())
    } == {}


def test_every_icon_of_the_templates_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "journal" / "icons.svg").read_text()))
    folders = [ROOT / "templates", ROOT.parent / "templates"]
    templates = [path.read_text() for folder in folders for path in folder.rglob("*.html")]
    used = {name for text in templates for name in re.findall(r'\{% icon "([\w-]+)"', text)}
    assert used - drawn == set()
