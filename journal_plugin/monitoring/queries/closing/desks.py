"""Requests that wait, places that are opened, and groups that have neither gone on nor graduated."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from journal_plugin.access.matrix import Area, Right
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.names import initials
from journal_plugin.lessons.enums import CorrectionState
from journal_plugin.lessons.models import Correction
from journal_plugin.monitoring.closing import Item, Left
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group


def corrections(year: AcademicYear) -> tuple[Item, ...]:
    """Two items, mended by who controls journals; two reads."""
    of_year = Correction.objects.filter(journal__year=year)
    asked = of_year.filter(state=CorrectionState.ASKED)
    opened = of_year.filter(state=CorrectionState.OPENED, until__gte=year.institution.today())
    return (
        Item(_("Requests for correction that wait"), Area.REGISTER, tuple(_lines(asked)), right=Right.CONTROL),
        Item(
            _("Places opened for correction"),
            Area.REGISTER,
            tuple(_lines(opened)),
            note=_("The closing shuts them all."),
            right=Right.CONTROL,
        ),
    )


def _lines(rows: QuerySet[Correction]) -> Iterator[Left]:
    """A request is owed by nobody yet, so it names who asks."""
    name = (f"asked_by__{part}" for part in ("last_name", "first_name", "patronymic"))
    order = rows.order_by("journal__group__sort_key", "journal__element__sort_key", "pk")
    for pk, group, element, *person in order.values_list("pk", "journal__group__name", "journal__element__name", *name):
        text = _("%(group)s, %(element)s, asked by %(who)s") % {
            "group": group,
            "element": element,
            "who": initials(*person),
        }
        yield Left(text, ("journal:correction", (pk,), ""), group=group)


def groups(year: AcademicYear) -> tuple[Item, ...]:
    """One item, mended by who opens the next year; one read."""
    staying = Group.objects.on(year.until).filter(
        Q(until=None) | Q(until__gt=year.until),
        institution=year.institution_id,
        kind=GroupKind.GROUP,
        continued_by=None,
    )
    place = ("journal:next_year", (), f"?year={year.pk}")
    names = staying.order_by("course", "sort_key").values_list("name", flat=True)
    return (
        Item(
            _("Groups neither raised nor graduated"),
            Area.DIRECTORIES,
            tuple(Left(name, place, group=name) for name in names),
            right=Right.WRITE,
        ),
    )
