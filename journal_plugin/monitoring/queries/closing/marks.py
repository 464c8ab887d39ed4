"""Term marks that are missing, points that are owed, and learners with a debt."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from journal_plugin.access.matrix import Area
from journal_plugin.attestation.models import Debt, FinalMark
from journal_plugin.calendar.enums import TermKind
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.names import surname_and_name
from journal_plugin.core.spans import covers
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.marks.models import Mark
from journal_plugin.marks.scales import OWED
from journal_plugin.monitoring.closing import Item, Left
from journal_plugin.monitoring.queries.closing.owing import Writers, writers_of
from journal_plugin.people.models import Membership

DEBTS = ("н/а", "а/з", "НПА")
"""Term marks that are a debt (E02)."""


def marks(year: AcademicYear) -> tuple[Item, ...]:
    """Three items; six reads."""
    who = writers_of(year)
    debts = _("A debt does not keep the year from being closed; it is paid off by orders of its own.")
    return (
        Item(_("Term marks that are missing"), Area.FINALS, tuple(_missing(year, who))),
        Item(_("Points that are owed"), Area.REGISTER, tuple(_owed(year, who))),
        Item(_("Learners with a debt"), Area.FINALS, tuple(_debts(year)), note=debts),
    )


def _missing(year: AcademicYear, who: Writers) -> Iterator[Left]:
    """Learners of a journal without a mark for an ended study period in which it had lessons.

    A mark for the discipline in another journal of the year, of a part or of the group, is one too. Which disciplines end
    with the year the program does not know: the mark for the whole time of study is not missed.
    """
    given = set(
        FinalMark.objects.filter(journal__year=year).exclude(code="").values_list("journal__element", "learner", "term")
    )
    spells: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    members = Membership.objects.filter(group__journals__year=year).between(year.since, year.until).distinct()
    for group, learner, since, until in members.values_list("group", "learner", "since", "until"):
        spells[group].append((learner, since, until))
    term, counted = "year__terms", given
    held = Lesson.objects.filter(
        journal=OuterRef("pk"), cancelled=False, date__range=(OuterRef(f"{term}__since"), OuterRef(f"{term}__until"))
    )
    everybody = Q(**{f"{term}__course": None}) | Q(**{f"{term}__course": F("group__course")})
    ended = Q(**{f"{term}__until__lt": year.institution.today()}) & ~Q(**{f"{term}__kind": TermKind.STUDY})
    rows = Journal.objects.filter(everybody & ended & Exists(held), year=year).exclude(kind=JournalKind.UNMARKED)
    names = ("group__name", "element__name", f"{term}__name", f"{term}__until")
    order = rows.order_by(
        F("group__parent").asc(nulls_last=True), "group__sort_key", "element__sort_key", f"{term}__since"
    )
    for journal, group, element, pk, group_name, element_name, term_name, last in order.values_list(
        "pk", "group_id", "element_id", f"{term}__pk", *names
    ):
        lacking = {
            (element, learner, pk) for learner, since, until in spells[group] if covers(since, until, last)
        } - counted
        counted = counted | lacking
        if lacking:
            text = _("%(group)s, %(element)s, %(term)s") % {
                "group": group_name,
                "element": element_name,
                "term": term_name,
            }
            yield Left(
                text,
                ("journal:grid", (journal,), f"?period={pk}"),
                who.get((group, element), ()),
                len(lacking),
                group_name,
            )


def _owed(year: AcademicYear, who: Writers) -> Iterator[Left]:
    journal = "work__lesson__journal"
    marks = Mark.objects.filter(code=OWED, work__lesson__cancelled=False, **{f"{journal}__year": year})
    rows = marks.order_by(f"{journal}__group__sort_key", f"{journal}__element__sort_key", journal)
    columns = (
        journal,
        f"{journal}__group",
        f"{journal}__element",
        f"{journal}__group__name",
        f"{journal}__element__name",
    )
    for pk, group, element, group_name, name, count in rows.values_list(*columns).annotate(count=Count("pk")):
        yield Left(
            f"{group_name}, {name}", ("journal:grid", (pk,), "?period=year"), who.get((group, element), ()), count
        )


def _debts(year: AcademicYear) -> Iterator[Left]:
    """A line for each learner with the elements that he owes; the mark stays where the debt was cleared by an attempt."""
    own = {name: OuterRef(name) for name in ("journal", "learner", "term")}
    cleared = Exists(Debt.objects.filter(**own).exclude(result=""))
    rows = FinalMark.objects.filter(~cleared, journal__year=year, code__in=DEBTS).order_by(
        "journal__group__sort_key", "learner__person__sort_key", "learner", "term__since"
    )
    names = ("learner__person__last_name", "learner__person__first_name", "journal__group__name")
    owed: dict[int, tuple[str, str, int, list[str]]] = {}
    for learner, last, first, group, journal, element, term, code in rows.values_list(
        "learner", *names, "journal", "journal__element__name", "term__name", "code"
    ):
        text = f"{group}, {surname_and_name(last, first)}"
        owed.setdefault(learner, (text, group, journal, []))[3].append(f"{element} ({term}, {code})")
    for text, group, journal, elements in owed.values():
        place = ("journal:grid-finals", (journal,), "")
        yield Left(f"{text}: {', '.join(elements)}", place, (), len(elements), group)
