"""Sites and pages: news, posts of groups, events."""

import datetime
from uuid import uuid4

from wagtail.models import Page

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from journal_plugin.institution.models import Institution
from journal_plugin.people.models import Group
from news.enums import Audience, EventKind
from news.models import EventIndexPage, EventPage, GroupPostPage, NewsIndexPage, NewsPage
from portal.actions import build_site
from portal.pages.groups import GroupPage
from portal.pages.home import HomePage


def make_portal(institution: Institution) -> HomePage:
    """The page tree of ``institution``."""
    return build_site(institution=institution)


def group_page(group: Group) -> GroupPage:
    """The page of ``group``."""
    return GroupPage.objects.get(group=group)


def make_news(home: HomePage, title: str, day: datetime.date = datetime.date(2026, 11, 19), **fields) -> NewsPage:
    """A published news item."""
    return publish(NewsIndexPage.objects.child_of(home).get(), NewsPage(title=title, date=day, **fields))


def make_post(group: Group, title: str, *, audience: str = Audience.GROUP, **fields) -> GroupPostPage:
    """A published post of the group's feed."""
    fields = {"intro": f"Текст: {title}"} | fields
    return publish(group_page(group), GroupPostPage(title=title, audience=audience, **fields))


def make_event(
    place: Group | HomePage, title: str, day: datetime.date, *, audience: str = Audience.ALL, **fields
) -> EventPage:
    """A published event under the group's page, or in the calendar of the site."""
    parent = group_page(place) if isinstance(place, Group) else EventIndexPage.objects.child_of(place).get()
    fields = {"kind": EventKind.EVENT} | fields
    return publish(parent, EventPage(title=title, date=day, audience=audience, **fields))


def make_programme(element: StudyElement, year: AcademicYear, *topics: str, homework: str = "") -> WorkProgrammePage:
    """A published work programme of one section, a lesson of two hours a topic, on the shelf of the site."""
    usual = {"hours": 2, "activity": "theory", "work_kind": "", "homework": homework, "materials": []}
    lessons = [_block("item", usual | {"topic": topic}) for topic in topics]
    topic = {"title": "Тема 1.1", "content": "", "lessons": lessons}
    section = _block("section", {"title": "Раздел 1", "topics": [_block("item", topic)]})
    page = WorkProgrammePage(title=element.name, element=element, year=year, body=[section])
    shelf = WorkProgrammeIndexPage.objects.descendant_of(element.institution.site.root_page).get()
    return publish(shelf, page)


def publish(parent: Page, page: Page) -> Page:
    """``page`` under ``parent``, published as an editor would."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _block(kind: str, value: dict) -> dict:
    return {"type": kind, "id": str(uuid4()), "value": value}
