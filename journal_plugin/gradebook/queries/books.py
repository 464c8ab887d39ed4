"""The list of journals: one's own, or all that one reads."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, Sum

from journal_plugin.core.names import initials, search_key
from journal_plugin.curriculum.switches import kept
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher
from journal_plugin.lessons.rules import may_enter_journal, may_read_journal

ON_A_PAGE = 60


@dataclass(frozen=True)
class Book:
    """A journal in the list; ``is_own``: the reader writes in it."""

    pk: int
    group: str
    title: str
    kind: str
    teachers: str
    held: int
    planned: int
    is_own: bool


@dataclass(frozen=True)
class Shelf:
    """The journals of a group, subgroups after it."""

    group: str
    books: tuple[Book, ...]


@dataclass(frozen=True)
class BookList:
    """A page of the list ready to print; ``is_own``: only journals in which the reader writes; ``total`` counts all pages."""

    shelves: tuple[Shelf, ...]
    page: Page
    is_own: bool
    total: int


def book_list(
    user, *, institution: Institution | None, today: date, own: bool, query: str = "", number: str = "1"
) -> BookList:
    """The journals of the current year by group; at most five reads. Of those kept no longer, the ones with something in them."""
    journals = Journal.objects.filter(may_enter_journal(user) if own else may_read_journal(user))
    journals = journals.filter(kept() | Q(version__gt=0), year__since__lte=today, year__until__gte=today)
    if institution is not None:
        journals = journals.filter(institution=institution)
    for word in search_key(query).split():
        taught = LessonTeacher.objects.filter(
            lesson__journal=OuterRef("pk"), substitute=False, staff__person__search_key__contains=word
        )
        journals = journals.filter(
            Q(group__search_key__contains=word) | Q(element__search_key__contains=word) | Exists(taught)
        )
    journals = journals.annotate(is_own=_own(user)).order_by("group__sort_key", "element__sort_key", "pk")
    rows = journals.values_list("pk", "group__name", "element__name", "kind", "is_own")
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    found = list(page.object_list)
    pks = [row[0] for row in found]
    teachers, hours = _teachers(pks), _hours(pks, today)
    shelves: dict[str, list[Book]] = {}
    for pk, group, title, kind, is_own in found:
        held, planned = hours.get(pk, (0, 0))
        book = Book(pk, group, title, kind, teachers.get(pk, ""), held, planned, is_own)
        shelves.setdefault(group, []).append(book)
    return BookList(
        tuple(Shelf(group, tuple(books)) for group, books in shelves.items()), page, own, page.paginator.count
    )


def _own(user):
    return Exists(Journal.objects.filter(may_enter_journal(user), pk=OuterRef("pk")))


def _teachers(journals: list[int]) -> dict[int, str]:
    """Names of those who hold the lessons; one read."""
    rows = (
        LessonTeacher.objects.filter(lesson__journal__in=journals, substitute=False)
        .order_by("staff__person__sort_key")
        .values_list(
            "lesson__journal_id", *(f"staff__person__{part}" for part in ("last_name", "first_name", "patronymic"))
        )
        .distinct()
    )
    names: dict[int, list[str]] = {}
    for journal, *name in rows:
        names.setdefault(journal, []).append(initials(*name))
    return {journal: ", ".join(called) for journal, called in names.items()}


def _hours(journals: list[int], today: date) -> dict[int, tuple[int, int]]:
    """Hours held and planned; one read."""
    rows = (
        Lesson.objects.filter(journal__in=journals, cancelled=False)
        .order_by()
        .values("journal")
        .annotate(held=Sum("hours", filter=Q(date__lte=today), default=0), planned=Sum("hours", default=0))
    )
    return {row["journal"]: (row["held"], row["planned"]) for row in rows}
