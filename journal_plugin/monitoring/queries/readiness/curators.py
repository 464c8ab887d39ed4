"""Readiness of the groups: what their curators owe by 30 August and in the first study week (W16, W17)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal_plugin.access.enums import Role
from journal_plugin.access.matrix import Area, Right
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.names import initials
from journal_plugin.extracurricular.queries import planned_in
from journal_plugin.monitoring.queries.readiness.people import day_of
from journal_plugin.monitoring.readiness import Check, Missing, check
from journal_plugin.people.enums import Duty, GroupKind
from journal_plugin.people.models import Group
from journal_plugin.people.queries.consents import missing_in
from journal_plugin.people.queries.starting import confirmed_of, lacking_of


def curators(year: AcademicYear) -> tuple[tuple[Check, ...], tuple[Check, ...]]:
    """What is owed by 30 August, and in the first study week; ten queries."""
    day = day_of(year)
    own = Group.objects.on(day).filter(institution=year.institution_id, kind=GroupKind.GROUP)
    groups = dict(own.order_by("course", "sort_key").values_list("pk", "name"))
    owing = _curators_of(list(groups), year)
    confirmed = confirmed_of(groups, year, day)

    def without(duty: Duty) -> Iterator[Missing]:
        for pk, name in groups.items():
            done = confirmed[pk].get(duty)
            if done is None:
                yield Missing(name, owing.get(pk, ""), ("journal:curator-start", (pk,)))
            elif duty == Duty.COMPOSITION and done.has_changed:
                text = _("%(group)s: the list has changed since it was checked") % {"group": name}
                yield Missing(text, owing.get(pk, ""), ("journal:curator-start", (pk,)))

    def lacking() -> Iterator[Missing]:
        for one in lacking_of(groups, day):
            what = (
                _("an e-mail and a phone") if one.email and one.phone else _("an e-mail") if one.email else _("a phone")
            )
            text = f"{groups[one.group]}, {one.who}: {what}"
            yield Missing(text, owing.get(one.group, ""), ("journal_learner:edit", (one.learner,)))

    def unsigned() -> Iterator[Missing]:
        counted = missing_in(groups, day)
        for pk, name in groups.items():
            if number := counted[pk]:
                said = {"group": name, "n": number}
                text = ngettext("%(group)s: %(n)s consent", "%(group)s: %(n)s consents", number) % said
                yield Missing(text, owing.get(pk, ""), ("journal:curator-consents", (pk,)))

    planned = planned_in(groups, year)
    unplanned = [
        Missing(name, owing.get(pk, ""), ("journal:group-events", (pk,)))
        for pk, name in groups.items()
        if pk not in planned
    ]
    register, read = Area.REGISTER, Right.READ
    return (
        (
            check(_("Lists of groups are checked"), register, without(Duty.COMPOSITION), read),
            check(_("Channels with families are set up"), register, without(Duty.CHANNELS), read),
            check(_("Plans of events of groups are made"), register, unplanned, read),
        ),
        (
            check(_("Learners and families are instructed"), register, without(Duty.INSTRUCTION), read),
            check(_("Contacts of learners and families are entered"), Area.CONTINGENT, lacking()),
            check(_("Consents to personal-data processing"), Area.CONSENTS, unsigned(), read),
        ),
    )


def _curators_of(groups: list[int], year: AcademicYear) -> dict[int, str]:
    rows = RoleAssignment.objects.on(day_of(year)).filter(role=Role.CURATOR, group__in=groups).order_by("pk")
    names = rows.values_list("group", "person__last_name", "person__first_name", "person__patronymic")
    return {group: initials(*name) for group, *name in names}
