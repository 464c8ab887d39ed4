"""Whom to call about a learner, and what his family knows and has said of an absence."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.attendance.queries import announced_on
from journal_plugin.core.dates import clock
from journal_plugin.core.names import surname_and_name
from journal_plugin.messaging.queries import Told, told_about
from journal_plugin.people.models import Guardianship


def phones_of(learners: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """Guardians with a phone by learner, as (who, phone); one read, none for nobody."""
    if not learners:
        return {}
    phones: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Guardianship.objects.on(timezone.localdate()).filter(~Q(guardian__phone=""), learner__in=learners)
    for learner, last, first, phone in rows.order_by("pk").values_list(
        "learner_id", "guardian__last_name", "guardian__first_name", "guardian__phone"
    ):
        phones[learner].append((surname_and_name(last, first), phone))
    return phones


def family_knows(learners: Collection[int], now: datetime) -> tuple[dict[int, str], dict[int, list[str]]]:
    """Of these learners today, in words: what the family was told, what it has announced; two reads, none for nobody."""
    if not learners:
        return {}, {}
    told = {learner: told_words(told, now) for learner, told in told_about(learners, now.date()).items()}
    announced = announced_on(learners, now.date())
    return told, {learner: [notice.words for notice in notices] for learner, notices in announced.items()}


def told_words(told: Told, now: datetime) -> str:
    """«Семья прочитала уведомление в 10:50», «семье сообщено в 10:42»."""
    if told.read_at:
        return _("the family read the notice at %(time)s") % {"time": clock(told.read_at.astimezone(now.tzinfo))}
    return _("the family was told at %(time)s") % {"time": clock(told.raised_at.astimezone(now.tzinfo))}
