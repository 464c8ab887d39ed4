"""What is measured: each case prepares a scene and gives what is timed, its floor and its aim."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.urls import reverse

from bench.columns import Column
from bench.floors import KEPT
from bench.raster import week
from bench.scene import (
    book,
    busiest_teacher,
    controller,
    family,
    followed,
    paper,
    widest_programme,
    with_login,
)
from bench.visitor import Visitor
from journal_plugin.calendar import months
from journal_plugin.lessons.models import Journal
from journal_plugin.statements import printing
from journal_plugin.statements.queries import draw


@dataclass(frozen=True)
class Case:
    """One thing to time: ``ask`` against ``floor``, in turn; ``before`` runs untimed before each ``ask``."""

    name: str
    aim: float | None
    ask: Callable[[], bytes]
    floor: Callable[[], bytes]
    before: Callable[[], object] = lambda: None
    runs: int = 80


def nothing() -> None:
    """What runs before most cases."""


def page_case(name: str, aim: float | None, visitor: Visitor, address: str, before: Callable = nothing) -> Case:
    """A page against its own bytes from memory."""
    slug = name.replace(" ", "-")
    KEPT[slug] = visitor.get(address)
    floor = reverse("floor-page", args=[slug])
    return Case(name, aim, lambda: visitor.get(address), lambda: visitor.get(floor), before)


def gradebook() -> Iterable[Case]:
    """The grid cold and warm, one cell, a column."""
    found = book()
    visitor = Visitor(found.teacher.user, found.host)
    visitor.get(found.address)
    column = Column(visitor, found)
    size = f"{found.learners} x {found.lessons}"
    yield page_case(f"grid {size}, just changed", 8, visitor, found.address, lambda: column.save(1))
    yield page_case(f"grid {size}, nothing changed", 3, visitor, found.address)
    for count, name in ((1, "save one cell"), (len(column.learners), f"save a column of {len(column.learners)}")):
        KEPT[f"save-{count}"] = column.save(count)
        floor = reverse("floor-save", args=[f"save-{count}", found.journal.pk])
        body = json.dumps(column.batch(count)).encode()
        yield Case(
            name,
            3,
            column.post,
            lambda floor=floor, body=body: visitor.post(floor, body),
            lambda count=count: column.prepare(count),
        )


def today() -> Iterable[Case]:
    """«Сегодня» of the teacher with most lessons."""
    person, host = busiest_teacher()
    yield page_case("today", None, Visitor(person.user, host), reverse("journal:today"))


def diary() -> Iterable[Case]:
    """The week that is now and the marks of the term, for a parent of two."""
    parent, learner, host, address = family()
    visitor = Visitor(parent.user, host)
    yield page_case("diary week", 3, visitor, f"{address}{learner}/")
    yield page_case("diary marks", 3, visitor, f"{address}{learner}/marks/")


def weeks() -> Iterable[Case]:
    """The week of a group's timetable for its teacher, then what the office opens before and after a year; for these no aim."""
    found = book()
    visitor = Visitor(found.teacher.user, found.host)
    yield page_case("group week", 2, visitor, reverse("journal:timetable_group_week", args=[found.journal.group_id]))
    person, host = controller()
    visitor = Visitor(person.user, host)
    for name in ("fulfilment", "readiness", "closing", "changes"):
        yield page_case(name, None, visitor, reverse(f"journal:{name}"))


def form1() -> Iterable[Case]:
    """Form 1 of last month for the largest group."""
    person, group, host = paper()
    visitor = Visitor(person.user, host)
    today = group.institution.today()
    since, until = months.period_of(months.month_before(today), today)
    drawn = draw("form1", group, since=since, until=until, formed=today)
    stamp = printing.Stamp(group.institution.short_name, person.short_name, group.institution.local_now())
    KEPT["form1"] = printing.as_html("form1", drawn.paper, stamp).encode()
    address = f"{reverse('journal:statement-file', args=[group.pk, 'form1', 'pdf'])}?month={since:%Y-%m}"
    floor = reverse("floor-pdf", args=["form1"])
    yield Case("Form 1 PDF", 1.2, lambda: visitor.get(address), lambda: visitor.get(floor), runs=5)


def pages() -> Iterable[Case]:
    """The pages of a term of one journal, then the pack of last month for the largest group."""
    person, group, host = paper()
    visitor = Visitor(person.user, host)
    found = book()
    loaded = Journal.objects.select_related("institution__settings", "group", "element", "year").get(
        pk=found.journal.pk
    )
    today = group.institution.today()
    month = months.month_before(today)
    term = {"since": found.term.since, "until": found.term.until, "book": loaded}
    days = dict(zip(("since", "until"), months.period_of(month, today), strict=True))
    for name, kind, subject, days_of, address, period in (
        ("journal pages PDF", "journal", found.journal.group, term, "journal-print-file", f"term-{found.term.pk}"),
        ("pack of a month PDF", "pack", group, days, "group-print-file", f"{month:%Y-%m}"),
    ):
        drawn = draw(kind, subject, formed=today, **days_of)
        stamp = printing.Stamp(group.institution.short_name, person.short_name, group.institution.local_now())
        KEPT[kind] = printing.as_html(kind, drawn.paper, stamp).encode()
        args = [found.journal.pk, "pdf"] if kind == "journal" else [group.pk, kind, "pdf"]
        asked = f"{reverse(f'journal:{address}', args=args)}?period={period}"
        floor = reverse("floor-pdf", args=[kind])
        yield Case(name, 1.2, partial(visitor.get, asked), partial(visitor.get, floor), runs=3)


def control() -> Iterable[Case]:
    """What deputies open over all journals, and a teacher's pages beside his marks; no aim is named."""
    person, host = controller()
    visitor = Visitor(person.user, host)
    for name in ("filling", "accumulation", "absentees", "corrections", "debts", "finals-check"):
        yield page_case(name, None, visitor, reverse(f"journal:{name}"))
    found = book()
    start = reverse("journal:curator-start", args=[found.journal.group_id])
    yield page_case("start of a group's year", None, visitor, start)
    consents = reverse("journal:curator-consents", args=[found.journal.group_id])
    yield page_case("consents of a group", None, visitor, consents)
    events = reverse("journal:group-events", args=[found.journal.group_id])
    yield page_case("plan of a group's events", None, visitor, events)
    visitor = Visitor(found.teacher.user, found.host)
    for name in ("grid-topics", "grid-finals", "grid-required", "grid-tasks"):
        yield page_case(name, None, visitor, reverse(f"journal:{name}", args=[found.journal.pk]))


def courses() -> Iterable[Case]:
    """A distance course for the family and for its teacher, programmes as wholes for the deputy; no aim is named."""
    parent, learner, host, address = family()
    run = followed(learner)
    yield page_case("course, diary", None, Visitor(parent.user, host), f"{address}{learner}/courses/{run.pk}/")
    sheet = reverse("journal:grid-course", args=[run.journal_id, run.pk])
    yield page_case("course, sheet", None, Visitor(with_login(run.by).user, host), sheet)
    person, host = controller()
    visitor = Visitor(person.user, host)
    yield page_case("programmes", None, visitor, reverse("journal:educations"))
    yield page_case("programme", None, visitor, reverse("journal:education", args=[widest_programme()]))


def raster() -> Iterable[Case]:
    """A lesson of the week is picked up: the verdict for every place; then its drop, taken back before the next; the page."""
    found = week()
    visitor = Visitor(found.dispatcher.user, found.host)
    visitor.get(found.page)
    yield page_case(f"raster: verdicts among {found.slots} slots", 3, visitor, found.verdicts)
    yield page_case(f"raster: {found.columns} groups", None, visitor, found.page)
    KEPT["raster-save"] = visitor.post(found.save, found.drop())
    floor = reverse("floor-save", args=["raster-save", found.journal])
    yield Case("raster: drop", None, lambda: visitor.post(found.save, found.drop()), lambda: visitor.post(floor, b"{}"))


CASES: dict[str, Callable[[], Iterable[Case]]] = {
    "gradebook": gradebook,
    "today": today,
    "diary": diary,
    "weeks": weeks,
    "control": control,
    "courses": courses,
    "form1": form1,
    "pages": pages,
    "raster": raster,
}
"""Scene -> its cases."""


def year() -> Iterable[Case]:
    """The last whole week of a long year against its first: the floor is the early page itself."""
    yield from (_late_week(), *_late_grid())


CASES_OF_YEAR = {"week 34": year}


def _late_week() -> Case:
    parent, learner, host, address = family()
    visitor = Visitor(parent.user, host)
    found = book()
    monday = found.term.since + timedelta(days=-found.term.since.weekday())
    last = 34
    late = f"{address}{learner}/{monday + timedelta(weeks=last - 1)}/"
    early = [f"{address}{learner}/{monday + timedelta(weeks=week - 1)}/" for week in (1, 2)]
    sizes = [len(visitor.get(page)) for page in (late, *early)]
    week = 1 + min((0, 1), key=lambda place: abs(sizes[1 + place] - sizes[0]))
    name = f"diary week {last} against week {week}"
    return Case(name, 1.1, lambda: visitor.get(late), lambda: visitor.get(early[week - 1]))


def _late_grid() -> Iterable[Case]:
    """Two made-up periods of one journal: its last 40 lessons up to today against its first 40, both just changed."""
    from bench.periods import halves  # noqa: PLC0415 - writes into the measured copy, so only where it is wanted

    found = book(lessons=80)
    visitor = Visitor(found.teacher.user, found.host)
    visitor.get(found.address)
    column = Column(visitor, found)
    early, late, count = halves(found.journal)
    pages = [f"{found.address}?period={term.pk}" for term in (early, late)]
    yield Case(
        f"grid, last {count} lessons of 34 weeks against the first",
        1.1,
        lambda: visitor.get(pages[1]),
        lambda: visitor.get(pages[0]),
        lambda: column.save(1),
    )
