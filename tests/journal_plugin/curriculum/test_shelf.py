"""The public shelf of work programmes: by kind, of the chosen year (B16, B19)."""

from datetime import date

import pytest

from journal_plugin.calendar.actions import open_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.curriculum.enums import ElementKind
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from tests.factories.curriculum import make_element


@pytest.mark.row("B19", "B16")
def test_programmes_stand_by_kind_and_of_the_year_that_is_chosen(client, cast):
    shelf = cast.institution.site.root_page.add_child(instance=WorkProgrammeIndexPage(title="П", slug="programmes"))
    days = {"since": date(2027, 9, 1), "until": date(2028, 6, 30)}
    term = TermCard("1 семестр", "semester", date(2027, 9, 1), date(2027, 12, 28), 1)
    coming = open_year(institution=cast.institution, name="2027/2028", terms=[term], **days)
    for name, kind, year in (
        ("Химия", ElementKind.DISCIPLINE, cast.year),
        ("Разговоры о важном", ElementKind.EXTRACURRICULAR, cast.year),
        ("Робототехника", ElementKind.ADDITIONAL, coming),
    ):
        element = make_element(cast.institution, name)
        element.kind = kind
        element.save()
        shelf.add_child(instance=WorkProgrammePage(title=name, element=element, year=year))

    now, later, odd = (client.get(f"{shelf.get_url()}{query}") for query in ("", f"?year={coming.pk}", "?year=x"))

    shelves = [(str(kind), [row["title"] for row in rows]) for kind, rows in now.context["shelves"]]
    assert shelves == [("дисциплина", ["Химия"]), ("курс внеурочной деятельности", ["Разговоры о важном"])]
    assert [str(kind) for kind, _rows in later.context["shelves"]] == ["дополнительная программа"]
    assert odd.context["year"] == cast.year
