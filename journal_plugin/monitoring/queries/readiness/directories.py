"""Readiness of the directories and of the academic calendar."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from journal_plugin.access.matrix import Area
from journal_plugin.calendar.models import AcademicYear, AttestationPeriod, BellSchedule, Holiday, StayMode, Term
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution, Room
from journal_plugin.monitoring.readiness import Check, Missing, check


def directories(year: AcademicYear) -> tuple[Check, ...]:
    """Institution, order, calendar, bells, rooms; eight queries."""
    institution = year.institution
    return (
        check(_("Institution"), Area.DIRECTORIES, _institution(institution)),
        check(_("Academic calendar"), Area.DIRECTORIES, _calendar(year)),
        check(_("Bells and modes of stay"), Area.DIRECTORIES, _bells(institution)),
        check(_("Rooms"), Area.DIRECTORIES, _rooms(institution)),
    )


def _institution(institution: Institution) -> Iterator[Missing]:
    place = ("journal_institution:edit", (institution.pk,))
    if not institution.founder:
        yield Missing(_("the founder, who stands in the head of statements"), place=place)
    if not institution.city:
        yield Missing(_("the city, which stands on statements"), place=place)
    if not institution.settings.register_order:
        order = _("the number and date of the order by which the electronic journal is kept")
        yield Missing(order, place=("journal:settings", ()))


def _calendar(year: AcademicYear) -> Iterator[Missing]:
    place = ("journal_academicyear:edit", (year.pk,))
    if not year.act:
        yield Missing(_("the local act that approves the academic calendar"), place=place)
    if not Term.objects.filter(year=year).exists():
        yield Missing(_("study periods"), place=place)
    days = {"institution": year.institution_id, "since__lte": year.until, "until__gte": year.since}
    if not Holiday.objects.filter(**days).exists():
        yield Missing(_("holidays"), place=("journal_holiday:add", ()))
    college = year.institution.kind != InstitutionKind.SCHOOL
    if college and not AttestationPeriod.objects.filter(**days).exists():
        yield Missing(_("periods of interim attestation"), place=("journal_attestationperiod:add", ()))


def _bells(institution: Institution) -> Iterator[Missing]:
    schedules = BellSchedule.objects.filter(institution=institution)
    if not schedules.filter(bells__isnull=False).exists():
        yield Missing(_("bell times"), place=("journal_bellschedule:add", ()))
    if not StayMode.objects.filter(institution=institution).exists():
        yield Missing(_("a mode of stay: study days, shift, bells"), place=("journal_staymode:add", ()))


def _rooms(institution: Institution) -> Iterator[Missing]:
    rooms = list(Room.objects.filter(institution=institution).order_by("sort_key").values_list("pk", "name", "kind"))
    if not rooms:
        yield Missing(_("rooms"), place=("journal_room:add", ()))
    for pk, name, kind in rooms:
        if not kind:
            yield Missing(_("%(name)s: its kind") % {"name": name}, place=("journal_room:edit", (pk,)))
