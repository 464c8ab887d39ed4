"""What a curator confirms of his group as a year begins; every word is kept, the last one of a duty stands (H02, H03, H06)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.db import lock_row
from journal_plugin.people.enums import Duty, GroupKind
from journal_plugin.people.models import SAID_LENGTH, Confirmation, Group, Person
from journal_plugin.people.queries.starting import members_of
from journal_plugin.people.starting import fingerprint

_BEFORE = timedelta(days=62)
"""So long before its first day a year is prepared."""


@transaction.atomic
def confirm_duty(
    *,
    group: Group,
    year: AcademicYear,
    duty: str,
    actor: Person,
    key: UUID,
    seen: str,
    day: date | None = None,
    said: str = "",
    now: datetime | None = None,
) -> Confirmation:
    """Records that ``actor``, the group's curator, has done ``duty``, with the group's list as it stands.

    A repeated key adds nothing. ``seen`` is the fingerprint of the list that he saw. Channels are named in ``said``.
    ``day`` is that of the instruction, today without it. Raises ValidationError where he is not its curator, the year is
    another institution's or closed, the list has changed meanwhile, a channel is not named or the day is ahead.
    """
    row = lock_row(Group.objects.filter(kind=GroupKind.GROUP).select_related("institution"), pk=group.pk)
    moment = now or timezone.now()
    today = moment.astimezone(row.institution.zone).date()
    repeated = Confirmation.objects.filter(key=key).first()
    if repeated:
        if (repeated.group_id, repeated.duty, repeated.by_id) != (row.pk, duty, actor.pk):
            raise ValidationError(_("This key belongs to another entry."))
        return repeated
    if not RoleAssignment.objects.on(today).filter(role=Role.CURATOR, group=row, person=actor).exists():
        raise ValidationError(_("Only the group's own curator confirms this."))
    if year.institution_id != row.institution_id:
        raise ValidationError(_("The year is another institution's."))
    if not row.lives_in(year):
        raise ValidationError(_("The group does not exist in the study year %(year)s.") % {"year": year.name})
    refuse_closed(year)
    said = said.strip()
    if len(said) > SAID_LENGTH:
        raise ValidationError(_("The text is longer than %(limit)s characters.") % {"limit": SAID_LENGTH})
    if duty == Duty.CHANNELS and not said:
        raise ValidationError(_("Name the channels: a chat, a list of addresses, a page."))
    done = day or today
    if done > today:
        raise ValidationError(_("This day has not come yet."))
    if done < year.since - _BEFORE or done > year.until:
        raise ValidationError(_("This day is not of the study year %(year)s.") % {"year": year.name})
    members = members_of([row.pk], min(max(today, year.since), year.until))[row.pk]
    if fingerprint(members) != seen:
        raise ValidationError(_("The list of the group has changed meanwhile. Look at it again and confirm."))
    return Confirmation.objects.create(
        group=row,
        year=year,
        duty=Duty(duty),
        day=done,
        learners=len(members),
        members=seen,
        said=said,
        by=actor,
        at=moment,
        key=key,
    )
