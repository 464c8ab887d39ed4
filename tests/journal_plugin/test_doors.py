"""THE table of doors: who gets what at every address of the site, for a row of one's own and for a foreign one.

A line of tests/door_tables.py is ``address  what stands in it  own row / foreign row``. An address that is in no line
fails here. To add one, write a line in PAGES: its name, ``parameter=row`` for each parameter (rows: tests/doors.py,
make_world), and a letter for each column; POST before them sends an empty form, or what BODIES says. Letters: 2 opens,
4 not there, F forbidden, 5 no such verb, B bad request, V not valid, U not signed in, L to the login, H "no permission" to the
admin's home, R another redirect.
"""

import gc
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpResponseNotFound
from django.urls import reverse

from tests.door_lists import AREAS, CHOOSERS, LISTS, SOME, VIEWS
from tests.door_tables import (
    BODIES,
    NAMELESS,
    NO_ROW,
    PAGES,
    TESTED_IN,
)
from tests.door_theirs import FEW, THEIRS
from tests.doors import COLUMNS, MODELS, World, every_address, knock
from tests.house import ROOT

pytestmark = pytest.mark.once
"""Ten thousand knocks: on one database. The rules behind the doors are asked on both by the tests of their rooms."""

SHARES = 8
"""The long table is knocked at in parts, which workers share."""


@dataclass(frozen=True)
class Door:
    """An address and the letters that its visitors get; ``fill`` says what stands for each parameter."""

    name: str
    fill: tuple[tuple[str, str, bool], ...]
    letters: tuple[str, ...]
    columns: tuple[str, ...]
    method: str = "get"
    chosen: str = ""
    """The row that stands in ``?id=``."""

    @property
    def body(self) -> str:
        """What a POST sends: an empty form, unless the address wants more before it asks who knocks."""
        return BODIES.get(self.name, "") if self.method == "post" else ""

    def url(self, rows: dict[str, object]) -> str:
        """The address with the rows of one side."""
        if self.chosen:
            return f"{reverse(self.name)}?id={rows[self.chosen]}"
        values = {key: rows[value] if is_row else value for key, value, is_row in self.fill}
        if any(key.isdigit() for key in values):
            return reverse(self.name, args=list(values.values()))
        return reverse(self.name, kwargs=values)


def by_lines(table: str) -> Iterator[Door]:
    """Doors of a table whose lines begin with the address."""
    for line in filter(None, (line.strip() for line in table.splitlines())):
        if line.startswith("#"):
            continue
        name, *rest = line.split()
        method = "post" if "POST" in rest else "get"
        rest = [word for word in rest if word != "POST"]
        fill = [word for word in rest if "=" in word or ":" in word]
        letters = "".join(word for word in rest if word not in fill).split("/")
        parts = [(word.replace("=", ":").split(":", 1), "=" in word) for word in fill]
        pairs = tuple((key, value, is_row) for (key, value), is_row in parts)
        yield Door(name, pairs, tuple(letters), tuple(COLUMNS), method)


def of_lists() -> Iterator[Door]:
    """Doors of the admin's lists: each model of an area by the two lines of the area.

    Every role knocks at the list and at the form of a new row; at the views of a row those who differ in kind.
    """
    lines = {tuple(line.split()[:2]): "".join(line.split()[2:]) for line in LISTS.splitlines() if line[:1].isalpha()}
    known = {name for name, _route in every_address()}
    for area, models in AREAS.items():
        for model in models.split():
            for view, kind in VIEWS.items():
                name, letters = f"journal_{model}:{view}", lines[area, kind]
                if name not in known:
                    continue
                if view in {"index", "add"}:
                    yield Door(name, (), (letters,), tuple(COLUMNS))
                elif view == "index_results":
                    yield Door(name, (), (_some(letters),), tuple(SOME))
                elif view in {"bulk_change", "bulk_delete"}:
                    yield Door(name, (), tuple(map(_some, _of_row(view, letters))), tuple(SOME), chosen=model)
                else:
                    row = (("pk", model, True),)
                    yield Door(name, row, tuple(map(_some, _of_row(view, letters))), tuple(SOME))


def _of_row(view: str, letters: str) -> tuple[str, str]:
    """Letters at one's own and at a foreign row; the school's administrator sees it the other way round.

    All views of a row but the form fetch it before they ask for the permission, so their no is a 404.
    """
    letters = letters if view == "edit" else letters.replace("H", "4")
    return letters[:-1] + "4", letters[:-1].replace("2", "4") + letters[-1]


def _some(letters: str) -> str:
    return "".join(letters[COLUMNS.index(who)] for who in SOME)


def by_letters(table: str) -> Iterator[Door]:
    """Doors of a table whose lines begin with the letters."""
    for line in filter(None, (line.strip() for line in table.splitlines())):
        if line.startswith("#"):
            continue
        words = line.split()
        letters = (words[0], words[2]) if words[1] == "/" else (words[0],)
        names = words[len(letters) * 2 - 1 :]
        method = "post" if names[0] == "POST" else "get"
        for word in names[method == "post" :]:
            name, _bracket, inside = word.partition("(")
            fill = [value for value in inside.rstrip(")").split(",") if value]
            pairs = tuple((str(number), value.lstrip(":"), _is_row(value)) for number, value in enumerate(fill))
            yield Door(name, pairs, letters, tuple(FEW), method)


def _is_row(value: str) -> bool:
    return not (value.isdigit() or value.startswith(":"))


def every_door() -> list[Door]:
    """The whole table."""
    return [*by_lines(PAGES), *of_lists(), *by_lines(CHOOSERS), *by_letters(THEIRS)]


@pytest.fixture(autouse=True)
def quiet():
    """Refusals are what is asked for."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is printed for a 404: it took a third of the time and is looked at in a test of its own."""
    monkeypatch.setattr("portal.urls.handler404", lambda _request, exception: HttpResponseNotFound(), raising=False)


def check(world: World, doors) -> list[str]:
    """What differs from the table: one line an address."""
    faults = []
    for door in doors:
        for side, rows, expected in zip(("own", "foreign"), (world.own, world.foreign), door.letters, strict=False):
            url = door.url(rows)
            got = "".join(knock(world.clients[who], url, door.method, door.body) for who in door.columns)
            wrong = [f"{who} {a} not {b}" for who, a, b in zip(door.columns, got, expected, strict=True) if a != b]
            if wrong:
                faults.append(f"{door.name} {side} {url}: {', '.join(wrong)}")
    return faults


@pytest.mark.row("I01", "I08", "I09", "M05")
@pytest.mark.parametrize("first", range(SHARES))
@pytest.mark.usefixtures("bare_refusals")
def test_pages_of_the_plugin_open_to_those_of_the_table(world: World, first: int) -> None:
    """Every role at every page, for a row of one's own and a foreign one."""
    assert check(world, list(by_lines(PAGES))[first::SHARES]) == []


@pytest.mark.row("I02")
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.usefixtures("bare_refusals")
def test_lists_of_the_admin_open_to_those_of_the_table(world: World, area: str) -> None:
    """Every role at every view of every list of the area."""
    models = {f"journal_{model}" for model in AREAS[area].split()}
    assert check(world, [door for door in of_lists() if door.name.split(":")[0] in models]) == []


@pytest.mark.usefixtures("bare_refusals")
def test_choosers_open_to_those_of_the_table(world: World) -> None:
    """Every role at every chooser."""
    assert check(world, by_lines(CHOOSERS)) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("bare_refusals")
def test_wagtail_and_allauth_open_to_those_of_the_table(world: World) -> None:
    """A guest, a family and staff at the addresses that are not ours."""
    faults = check(world, by_letters(THEIRS))
    gc.collect()  # files that Wagtail left open when it made previews are dropped here, where their warning is expected
    assert faults == []


def test_page_of_what_is_not_there_is_printed_for_every_role(world: World) -> None:
    """In the journal and beside it, with words, whoever comes."""
    addresses = (reverse("journal:grid", args=[10**9]), "/nothing-here/")
    knocks = [(who, url) for who in COLUMNS for url in addresses if who != "anonymous" or url == addresses[1]]
    answers = {(who, url): world.clients[who].get(url) for who, url in knocks}
    wrong = [where for where, answer in answers.items() if "Такой страницы нет" not in answer.content.decode()]
    assert (wrong, {answer.status_code for answer in answers.values()}) == ([], {404})


def test_every_address_of_the_site_is_in_the_table() -> None:
    """A new address without a line fails here, and so does a name that stands for no address any more."""
    written = {door.name for door in every_door()}
    elsewhere = TESTED_IN.keys() | NO_ROW.keys()
    known = {name for name, _route in every_address() if name}
    assert (sorted(known - written - elsewhere), sorted(elsewhere - known), sorted(elsewhere & written)) == ([], [], [])


def test_every_route_without_a_name_is_known() -> None:
    """A nameless route could have no line, so a new one fails here."""
    assert sorted(route for name, route in every_address() if not name) == sorted(NAMELESS)


@pytest.mark.parametrize("name", TESTED_IN)
def test_addresses_tested_elsewhere_are_asked_there(name: str) -> None:
    """The file is there and signs people in or asks for pages."""
    assert re.search(r"\.get\(|\.goto\(", (ROOT / TESTED_IN[name]).read_text())


def test_every_list_of_the_admin_is_in_an_area() -> None:
    """A new list without an area would have no doors."""
    assert sorted(model for models in AREAS.values() for model in models.split()) == sorted(MODELS)
