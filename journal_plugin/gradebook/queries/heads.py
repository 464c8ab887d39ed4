"""The head of a journal's pages: what it is, whose, how far it has come, where else one may go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import why_closed
from journal_plugin.core.typography import bind
from journal_plugin.curriculum.controls import TermControl, said_of_controls
from journal_plugin.curriculum.queries import controls_of
from journal_plugin.lessons.models import Journal, LessonTeacher
from journal_plugin.lessons.rules import may_read_journal
from journal_plugin.people.models import Person


@dataclass(frozen=True)
class Head:
    """Lines of the head; ``parts`` are (journal, name, is this one): the group and its subgroups for the same element.

    ``divided``: the group whose part this journal is kept for; ``legal_force``: by which order the journal is kept (D02);
    ``closed``: who has closed its year and what to do, empty for an open one; ``controls``: study period -> its form of
    control, which the facts name (B15).
    """

    title: str
    group: str
    kind: str
    facts: str
    parts: tuple[tuple[int, str, bool], ...]
    divided: int | None
    legal_force: str
    closed: str
    controls: Mapping[int, TermControl]


def head_of(journal: Journal, user, today: date) -> Head:
    """The head of a journal (fetched with group, element and year); five reads, six in a closed year."""
    family = journal.group.parent_id or journal.group_id
    parts = Journal.objects.filter(
        Q(group=family) | Q(group__parent=family),
        may_read_journal(user),
        element=journal.element_id,
        year=journal.year_id,
    ).order_by("group__parent_id", "group__sort_key")
    controls = controls_of(journal.group, journal.element_id, journal.year_id)
    facts = (_teachers(journal), _progress(journal, today), said_of_controls(row[:2] for row in controls.values()))
    return Head(
        title=bind(journal.element.name),
        group=journal.group.name,
        kind=journal.kind,
        facts=", ".join(filter(None, facts)),
        parts=tuple((pk, name, pk == journal.pk) for pk, name in parts.values_list("pk", "group__name")),
        divided=journal.group.parent_id,
        legal_force=journal.institution.settings.legal_force,
        closed=why_closed(journal.year),
        controls=controls,
    )


def _teachers(journal: Journal) -> str:
    held = LessonTeacher.objects.filter(lesson__journal=journal, substitute=False)
    people = Person.objects.filter(staff__lesson_teachers__in=held).distinct().order_by("sort_key")
    return ", ".join(person.short_name for person in people[:4])


def _progress(journal: Journal, today: date) -> str:
    lessons = journal.lessons.filter(cancelled=False).order_by()
    hours = lessons.aggregate(held=Sum("hours", filter=Q(date__lte=today)), planned=Sum("hours"))
    if not hours["planned"]:
        return ""
    return bind(_("%(held)s of %(planned)s h held") % {"held": hours["held"] or 0, "planned": hours["planned"]})
