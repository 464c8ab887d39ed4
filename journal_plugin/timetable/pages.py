"""The timetable of groups for everybody, where an editor publishes it (B16, C03)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from journal_plugin.core.asked import day_in
from journal_plugin.core.public_page import PublicPage
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group
from journal_plugin.timetable.days import week_of
from journal_plugin.timetable.queries import courses_of, days_of_group

REACH = timedelta(days=60)
"""How far from today a stranger turns the weeks."""


class TimetableIndexMixin(RoutablePageMixin, models.Model):
    """Groups, and a week of one: elements, rooms and teachers, nothing of a learner."""

    class Meta:
        abstract = True

    @path("")
    def groups(self, request):
        """The groups of today by courses; two queries."""
        institution = institution_of(request)
        groups = _groups(institution) if institution else Group.objects.none()
        context = {"courses": courses_of(groups), "here": self.get_url(request) or ""}
        return self.render(request, context_overrides=context)

    @path("<int:pk>/")
    @path("<int:pk>/<str:day>/")
    def week(self, request, pk: int, day: str = ""):
        """The week of today or of ``day`` (2026-11-20), two months around today; a subgroup and a foreign group are 404."""
        institution = institution_of(request)
        group = _groups(institution).filter(pk=pk).first() if institution else None
        if group is None or institution is None:
            raise Http404
        today = institution.today()
        shown = day_in(day) if day else today
        if shown is None or abs(shown - today) > REACH:
            raise Http404
        response = self.render(
            request,
            context_overrides=_week(group, shown, today, self.get_url(request) or ""),
            template="journal/timetable/public_week.html",
        )
        patch_cache_control(response, private=True, max_age=0)  # it says which lesson goes on now
        return response


def _groups(institution: Institution) -> QuerySet[Group]:
    """The groups that stand today; parts, streams and elective groups have no page of their own."""
    groups = Group.objects.on(institution.today()).filter(kind=GroupKind.GROUP, institution=institution)
    return groups.select_related("institution")


def _week(group: Group, shown: date, today: date, here: str) -> dict:
    first, last = week_of(shown, group.institution.first_weekday)
    around = (first - timedelta(days=7), first + timedelta(days=7))
    previous, following = (f"{here}{group.pk}/{day:%Y-%m-%d}/" if abs(day - today) <= REACH else "" for day in around)
    days = days_of_group(group, first, last)
    return {
        "group": group,
        "days": tuple(day for day in days if day.lines or day.date.isoweekday() < 7),
        "first": first,
        "last": last,
        "today": today,
        "previous": previous,
        "following": following,
        "here": here,
    }


class TimetableIndexPage(TimetableIndexMixin, PublicPage):
    """The public timetable of a site."""

    menu_icon = "calendar"
    template = "journal/timetable/public.html"

    class Meta:
        verbose_name = _("public timetable")
        verbose_name_plural = _("public timetables")
