"""The list of groups and the page of a group with its feed, events and timetable of the day."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from journal_plugin.access.queries import roles_of
from journal_plugin.extracurricular.queries import coming_of
from journal_plugin.extracurricular.rules import may_read_plan
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.models import Group
from journal_plugin.timetable.queries import day_of_group
from journal_plugin.timetable.rules import may_read_group_timetable
from news import screens
from news.queries import agenda_of, posts_of
from news.rules import reader
from portal.blocks import LinkBlock
from portal.pages.permissions import LedPageTester
from portal.queries import GroupLine, course_word, facts_of, lines_of


@dataclass(frozen=True)
class GroupCard:
    """A group in the list."""

    name: str
    url: str
    line: GroupLine


@dataclass(frozen=True)
class Course:
    """The groups of a course."""

    number: int
    groups: tuple[GroupCard, ...]


class GroupIndexPage(Page):
    """Groups by course; own ones first."""

    menu_icon = "users"

    intro = models.CharField(_("introduction"), max_length=255, blank=True, default="")

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["portal.GroupPage"]

    class Meta:
        verbose_name = _("list of groups")
        verbose_name_plural = _("lists of groups")

    def get_context(self, request, *args, **kwargs):
        """Add the groups of today; three queries."""
        institution = institution_of(request)
        today = institution.today() if institution else timezone.localdate()
        pages = GroupPage.objects.child_of(self).live().filter(group__in=Group.objects.on(today))
        pages = tuple(pages.order_by("group__sort_key"))
        lines = lines_of([page.group_id for page in pages], today)
        cards = {page.group_id: GroupCard(page.title, page.get_url(request), lines[page.group_id]) for page in pages}
        own = reader(request.user).groups | GroupPage.led_by(request.user)
        numbers = sorted({card.line.course for card in cards.values()})
        return {
            **super().get_context(request, *args, **kwargs),
            "course_word": course_word(institution),
            "own": tuple(card for pk, card in cards.items() if pk in own),
            "courses": tuple(
                Course(number, tuple(card for card in cards.values() if card.line.course == number))
                for number in numbers
            ),
        }


class GroupPage(Page):
    """The page of one group of the contingent; its feed and events stand under it."""

    group = models.OneToOneField("journal.Group", models.PROTECT, related_name="portal_page", verbose_name=_("group"))
    intro = models.CharField(_("introduction"), max_length=255, blank=True, default="")
    links = StreamField([("link", LinkBlock())], blank=True, verbose_name=_("documents and links"))
    editors = models.ForeignKey("auth.Group", models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    collection = models.ForeignKey(
        "wagtailcore.Collection", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    content_panels = [FieldPanel("title"), FieldPanel("intro"), FieldPanel("links")]
    parent_page_types = ["portal.GroupIndexPage"]
    subpage_types = ["news.GroupPostPage", "news.EventPage"]

    class Meta:
        verbose_name = _("page of a group")
        verbose_name_plural = _("pages of groups")

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """Never by hand: the pages of groups follow the journal's groups (portal.actions.build_site)."""
        return False

    @staticmethod
    def led_by(user) -> frozenset[int]:
        """Ids of the groups whose curator ``user`` is today."""
        return roles_of(user).curated()

    def permissions_for_user(self, user):
        """A curator edits the page and what is under it, but can neither remove, move, copy nor unpublish the page."""
        return LedPageTester(user, self)

    def get_context(self, request, *args, **kwargs):
        """Add the head, the day's lessons (for those who may), the pinned and the other posts, and the calendar."""
        institution = self.group.institution
        today = institution.today()
        sees_lessons = Group.objects.filter(may_read_group_timetable(request.user), pk=self.group_id).exists()
        sees_plan = Group.objects.filter(may_read_plan(request.user), pk=self.group_id).exists()
        posts = posts_of(request.user, [self.group_id])
        pinned = tuple(posts.pinned_on(today))
        feed = screens.sheet_of(posts.exclude(pk__in=[page.pk for page in pinned]), request.GET.get("page", ""))
        index = self.get_parent()
        agenda = agenda_of(
            index.get_parent(),
            request,
            today,
            first_weekday=institution.first_weekday,
            only=Q(group=self.group_id) | Q(group__isnull=True),
        )
        return {
            **super().get_context(request, *args, **kwargs),
            "course_word": course_word(institution),
            "facts": facts_of(self.group, today),
            "today": today,
            "now": institution.local_now().time(),
            "lessons": day_of_group(self.group, today) if sees_lessons else None,
            "pinned": tuple(screens.post_row(page, request) for page in pinned),
            "feed": feed,
            "posts": tuple(screens.post_row(page, request) for page in feed.object_list),
            "agenda": agenda,
            "sees_plan": sees_plan,
            "coming": coming_of(self.group, today) if sees_plan else (),
            "writes": self.group_id in self.led_by(request.user),
        }
