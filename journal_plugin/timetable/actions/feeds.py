"""Making and revoking links to subscribe to a timetable."""

from secrets import token_urlsafe
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.people.models import Group, Learner, Person, Staff
from journal_plugin.timetable.feeds import digest_of
from journal_plugin.timetable.models import Feed
from journal_plugin.timetable.queries import may_subscribe
from journal_plugin.timetable.rules import own_feeds


@transaction.atomic
def make_feed(*, whose: Learner | Staff | Group, by, key: UUID) -> str:
    """Makes the secret link of ``by`` to the timetable of ``whose`` and revokes his earlier one; gives its token (C09).

    The token can be told only here: the database keeps its digest. A repeated key gives the same link a new token as long as
    nobody has read by the old one. Raises PermissionDenied for a timetable that is not his, ValidationError for a key that
    has made another link, or one that is in use.
    """
    if not may_subscribe(by, whose):
        raise PermissionDenied
    person = lock_row(Person.objects.filter(user=by))
    token, target = token_urlsafe(32), {whose._meta.model_name: whose}
    if Feed.objects.filter(key=key).exists():
        again = Feed.objects.filter(key=key, person=person, last_used=None, revoked_at=None, **target)
        if not again.update(digest=digest_of(token)):
            raise ValidationError(
                _("This link has been made already and is not shown again. Make a new one if it is lost.")
            )
        return token
    moment = timezone.now()
    Feed.objects.filter(person=person, revoked_at=None, **target).update(revoked_at=moment)
    Feed.objects.create(key=key, digest=digest_of(token), person=person, made_at=moment, **target)
    record(whose.institution, "journal.feed.make", by=by, whose=whose._meta.model_name, row=whose.pk)
    return token


@transaction.atomic
def revoke_feed(*, feed: Feed, by) -> None:
    """Ends the link at once; ending it twice changes nothing. Raises Feed.DoesNotExist for another's link."""
    row = lock_row(Feed.objects.filter(own_feeds(by)), pk=feed.pk)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        whose = row.whose
        record(whose.institution, "journal.feed.revoke", by=by, whose=whose._meta.model_name, row=whose.pk)


def note_reading(*, feed: Feed) -> None:
    """Keeps the day on which ``feed`` was last read; writes once a day."""
    today = feed.whose.institution.today()
    if feed.last_used != today:
        Feed.objects.filter(pk=feed.pk).update(last_used=today)
