"""Lessons without a topic, and hours that were planned and not given."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from journal_plugin.access.matrix import Area
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.lessons.models import Journal
from journal_plugin.monitoring.closing import Item, Left
from journal_plugin.monitoring.fulfilment import Hours
from journal_plugin.monitoring.queries.closing.owing import held_lessons, holders_of, writers_of
from journal_plugin.monitoring.queries.fulfilment import of_journals

_ORDER = ("journal__group__sort_key", "journal__element__sort_key", "journal")


def lessons(year: AcademicYear) -> tuple[Item, ...]:
    """Two items; five reads, and four for each study period."""
    return (
        Item(_("Lessons without a topic"), Area.REGISTER, tuple(_without_topic(year))),
        Item(
            _("Hours planned and not given"),
            Area.REGISTER,
            tuple(_not_given(year)),
            note=_("By the load, or by the curriculum where the load names no hours."),
        ),
    )


def _without_topic(year: AcademicYear) -> Iterator[Left]:
    empty = held_lessons(year).filter(topic="")
    who = holders_of(empty)
    rows = empty.order_by(*_ORDER).values_list("journal", "journal__group__name", "journal__element__name")
    for journal, group, element, count in rows.annotate(count=Count("pk")):
        yield Left(f"{group}, {element}", ("journal:grid-topics", (journal,), ""), who.get(journal, ()), count, group)


def _not_given(year: AcademicYear) -> Iterator[Left]:
    journals = Journal.objects.filter(year=year)
    today = year.institution.today()
    lacking: dict[int, tuple[str, str, int]] = {}
    for term in Term.objects.parts().filter(year=year, until__lt=today).order_by("since"):
        for line in of_journals(journals, term, today):
            lag = Hours(line.hours.planned, line.hours.given, line.hours.ahead).lag
            if lag:
                before = lacking.get(line.journal, ("", "", 0))[2]
                lacking[line.journal] = (line.detail, line.name, before + lag)
    who = writers_of(year)
    places = {pk: (group, element) for pk, group, element in journals.values_list("pk", "group", "element")}
    for journal, (group, name, hours) in sorted(lacking.items(), key=lambda one: -one[1][2]):
        place = ("journal:grid-topics", (journal,), "")
        yield Left(f"{group}, {name}", place, who.get(places[journal], ()), hours, group)
