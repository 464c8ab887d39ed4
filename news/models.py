"""Page types: news of the institution, posts of a group's feed, events, the notice board."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from journal_plugin.core.ical import calendar_text
from journal_plugin.core.page_form import PageForm
from journal_plugin.institution.queries import institution_of
from news import screens
from news.audience import ForAudience
from news.blocks import PROSE, NoticeBlock, ProseBlocks
from news.enums import Audience, EventKind
from news.managers import EventManager, PostManager
from news.month import bounds, grid


class NewsIndexPage(Page):
    """All news of the institution, the newest first."""

    menu_icon = "news"

    intro = models.CharField(_("introduction"), max_length=255, blank=True, default="")

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["news.NewsPage"]

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_context(self, request, *args, **kwargs):
        """Add a screen of news: ``?page=2``, ``?rubric=Спорт``."""
        rubric = request.GET.get("rubric", "")
        news = NewsPage.objects.child_of(self).live()
        names = news.exclude(rubric="").order_by("rubric").values_list("rubric", flat=True).distinct()
        rubrics = tuple(screens.Rubric(name, name == rubric) for name in names)
        if rubric:
            news = news.filter(rubric=rubric)
        sheet = screens.sheet_of(newest(news), request.GET.get("page", ""))
        screen = screens.NewsList(sheet, rubrics, rubric)
        return {**super().get_context(request, *args, **kwargs), "screen": screen}


class NewsPage(Page):
    """A news item; it is for everybody."""

    date = models.DateField(_("date"), default=timezone.localdate)
    rubric = models.CharField(_("rubric"), max_length=40, blank=True, default="")
    intro = models.TextField(_("introduction"), max_length=400, blank=True, default="")
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    body = StreamField(ProseBlocks(required=False), blank=True, verbose_name=_("text"))

    base_form_class = PageForm
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("rubric")]),
        FieldPanel("intro"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        indexes = [models.Index(fields=["-date"], name="news_newspage_date")]

    def get_context(self, request, *args, **kwargs):
        """Add what else is new."""
        others = newest(NewsPage.objects.sibling_of(self, inclusive=False).live())[:3]
        return {**super().get_context(request, *args, **kwargs), "others": others}


def newest(news):
    """``news`` with pictures, the newest first."""
    return news.order_by("-date", "-first_published_at", "-pk").prefetch_related("image__renditions")


class GroupPostPage(ForAudience, Page):
    """A post of a group's feed; it is written under the group's page."""

    intro = models.TextField(_("text"), max_length=1200, help_text=_("Two or three sentences are read by everybody"))
    body = StreamField(ProseBlocks(required=False), blank=True, verbose_name=_("more"))
    pinned_until = models.DateField(_("pinned until"), null=True, blank=True)

    base_form_class = PageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldRowPanel([ForAudience.audience_panel, FieldPanel("pinned_until")]),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    subpage_types: list[str] = []

    objects = PostManager()

    class Meta:
        verbose_name = _("post of a group")
        verbose_name_plural = _("posts of groups")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.pk is None and "audience" not in kwargs:
            self.audience = Audience.GROUP

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """Only under the page of a group."""
        return super().can_create_at(parent) and hasattr(parent.specific_class, "group")

    def get_context(self, request, *args, **kwargs):
        """Add what is printed, and the page of the group."""
        post = screens.post_row(self, request)
        return {**super().get_context(request, *args, **kwargs), "post": post, "parent": self.get_parent()}


class EventIndexPage(RoutablePageMixin, Page):
    """The calendar: a month, a list, a file for one's own calendar. An event may also stand under a group's page."""

    menu_icon = "calendar"

    intro = models.CharField(_("introduction"), max_length=255, blank=True, default="")

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["news.EventPage"]

    class Meta:
        verbose_name = _("calendar of events")
        verbose_name_plural = _("calendars of events")

    @path("")
    def this_month(self, request):
        """The month of today."""
        today = _today(request)
        return self.month(request, today.year, today.month)

    @path("<int:year>/<int:month>/", name="month")
    def month(self, request, year, month):
        """A month as a grid; on a phone its days follow as a list."""
        today = _today(request)
        if not screens.month_in_reach(year, month, today):
            raise Http404
        institution = institution_of(request)
        first_weekday = institution.first_weekday if institution else 1
        events = self.events_for(request.user).between(*bounds(year, month, first_weekday))
        rows = [screens.event_row(page, request) for page in events]
        shown = grid(year, month, today, rows, first_weekday=first_weekday)
        screen = screens.MonthScreen(
            month=shown,
            previous_url=self._month_url(request, shown.previous),
            following_url=self._month_url(request, shown.following),
            today_url=self.get_url(request),
            list_url=self.get_url(request) + self.reverse_subpage("list"),
            ics_url=self.get_url(request) + self.reverse_subpage("ics"),
            kinds=screens.KINDS,
        )
        return self.render(request, context_overrides={"screen": screen})

    @path("list/", name="list")
    def coming(self, request):
        """What is coming, by day."""
        today = _today(request)
        events = self.events_for(request.user).coming(today)[: screens.COMING]
        screen = screens.ListScreen(
            days=screens.by_day([screens.event_row(page, request) for page in events], today),
            month_url=self.get_url(request),
            ics_url=self.get_url(request) + self.reverse_subpage("ics"),
        )
        return self.render(request, template="news/event_list.html", context_overrides={"screen": screen})

    @path("ics/", name="ics")
    def ics(self, request):
        """Every event that the reader may see, from a month ago on."""
        since = _today(request) - datetime.timedelta(days=31)
        return _calendar_file(request, self.title, self.events_for(request.user).coming(since))

    def events_for(self, user):
        """Events of this calendar's site, wherever in its tree they stand, that ``user`` may read."""
        site_root = self.get_site().root_page
        return EventPage.objects.descendant_of(site_root).readable_by(user)

    def _month_url(self, request, first: datetime.date) -> str:
        if not screens.month_in_reach(first.year, first.month, _today(request)):
            return ""
        return self.get_url(request) + self.reverse_subpage("month", args=(first.year, first.month))


class EventPage(ForAudience, RoutablePageMixin, Page):
    """An event with a day, an hour and a place; times are those of the institution's clock."""

    date = models.DateField(_("day"))
    time = models.TimeField(_("begins at"), null=True, blank=True, help_text=_("Empty: the whole day"))
    until_date = models.DateField(_("last day"), null=True, blank=True)
    until_time = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True, default="")
    kind = models.CharField(_("kind"), max_length=16, choices=EventKind.choices, default=EventKind.EVENT)
    intro = RichTextField(_("what and for whom"), blank=True, default="", features=PROSE)

    base_form_class = PageForm
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("date"), FieldPanel("time")]),
                FieldRowPanel([FieldPanel("until_date"), FieldPanel("until_time")]),
                FieldPanel("place"),
            ],
            heading=_("When and where"),
        ),
        FieldRowPanel([FieldPanel("kind"), ForAudience.audience_panel]),
        FieldPanel("intro"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("place")]
    subpage_types: list[str] = []

    objects = EventManager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["institution", "date"], name="news_eventpage_days")]

    def clean(self):
        """Refuse an event that ends before it begins."""
        super().clean()
        last = self.until_date or self.date
        if self.date and last < self.date:
            raise ValidationError({"until_date": _("The event ends before it begins.")})
        if self.date and last == self.date and self.time and self.until_time and self.until_time < self.time:
            raise ValidationError({"until_time": _("The event ends before it begins.")})

    @path("")
    def show(self, request):
        """The event itself."""
        return self.render(request, context_overrides={"event": screens.event_row(self, request)})

    @path("ics/", name="ics")
    def ics(self, request):
        """The event for one's own calendar."""
        return _calendar_file(request, self.title, [self])


class BulletinPage(Page):
    """The notice board: small lines that are taken down on their day."""

    menu_icon = "flag"

    intro = models.CharField(_("introduction"), max_length=255, blank=True, default="")
    notices = StreamField([("notice", NoticeBlock())], blank=True, verbose_name=_("notices"))

    base_form_class = PageForm
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("notices")]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("notice board")
        verbose_name_plural = _("notice boards")

    def get_context(self, request, *args, **kwargs):
        """Add the notices that are still up."""
        today = _today(request)
        notices = tuple(block.value for block in self.notices if block.value["until"] >= today)
        return {**super().get_context(request, *args, **kwargs), "shown": notices}


def _today(request) -> datetime.date:
    institution = institution_of(request)
    return institution.today() if institution else timezone.localdate()


def _calendar_file(request, name: str, events) -> HttpResponse:
    institution = institution_of(request)
    zone = institution.zone if institution else timezone.get_current_timezone()
    text = calendar_text(name, [screens.event_entry(page, request) for page in events], zone)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response
