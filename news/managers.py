"""Reads of pages with an audience and with days, as methods of their querysets."""

import datetime

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from news.rules import may_read


class AudienceQuerySet(PageQuerySet):
    """Published pages by reader."""

    def readable_by(self, user):
        """Live pages that ``user`` may read."""
        return self.live().filter(may_read(user))


class PostQuerySet(AudienceQuerySet):
    """Posts of group feeds."""

    def newest(self):
        """The newest first, with their author and group."""
        return self.order_by(F("first_published_at").desc(nulls_first=True), "-pk").select_related(
            "group", "owner__journal_person"
        )

    def pinned_on(self, day: datetime.date):
        """Posts pinned at least until ``day``."""
        return self.filter(pinned_until__gte=day)


class EventQuerySet(AudienceQuerySet):
    """Events by their days."""

    def between(self, first: datetime.date, last: datetime.date):
        """Events of which at least one day lies in ``first``..``last``, in order."""
        return (
            self.annotate(last_day=Coalesce("until_date", "date")).filter(last_day__gte=first, date__lte=last).by_day()
        )

    def coming(self, today: datetime.date):
        """Events that are not over by the end of the day before ``today``."""
        return self.filter(Q(date__gte=today) | Q(until_date__gte=today)).by_day()

    def by_day(self):
        """In the order of days and hours; an event of a whole day stands first."""
        return self.order_by("date", F("time").asc(nulls_first=True), "title", "pk").select_related("group")


PostManager = PageManager.from_queryset(PostQuerySet)
EventManager = PageManager.from_queryset(EventQuerySet)
