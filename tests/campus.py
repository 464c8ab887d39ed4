"""The cast's college with its site, a school with another, and pages that could leak: fixtures for news and portal."""

import datetime
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from journal_plugin.access.enums import Role
from journal_plugin.institution.models import Institution
from news.enums import Audience
from news.models import EventPage, GroupPostPage, NewsPage
from portal.pages.home import HomePage
from tests.cast import Cast, make_cast
from tests.factories.institution import give_role, make_institution, make_user
from tests.factories.pages import make_event, make_news, make_portal, make_post
from tests.factories.people import make_group, make_staff
from tests.stage import Stage

SCHOOL_HOST = "school.example"


@dataclass(frozen=True)
class Campus:
    """Two sites; every private title holds «СЕКРЕТ»."""

    cast: Cast
    home: HomePage
    news: NewsPage
    own_post: GroupPostPage
    foreign_post: GroupPostPage
    foreign_draft: GroupPostPage
    own_event: EventPage
    foreign_event: EventPage
    staff_event: EventPage
    public_event: EventPage
    school: Institution
    school_home: HomePage
    school_news: NewsPage
    school_post: GroupPostPage
    school_curator: AbstractUser
    school_editor: AbstractUser


@pytest.fixture
def campus(stage: Stage, db, today, settings) -> Campus:
    """The cast's college and a school, both with their sites; the cast is ``campus.cast``."""
    settings.ALLOWED_HOSTS = ["testserver", "localhost", SCHOOL_HOST]
    return stage.copy("campus")


def make_campus() -> Campus:
    """The same where the clock stands."""
    cast = make_cast()
    school = make_institution(SCHOOL_HOST, default=False, preset="school-mastergrad", short_name="Школа № 1")
    form = make_group(school, "7А")
    teacher = make_staff(school, "Школьникова Шура Шамильевна").person
    give_role(teacher, school, Role.CURATOR, group=form)
    writer = make_staff(school, "Школьный Семён Саввич").person
    give_role(writer, school, Role.EDITOR)
    school_curator = make_user("school_curator", person=teacher)
    school_editor = make_user("school_editor", person=writer)
    home, school_home = make_portal(cast.institution), make_portal(school)
    day = datetime.date(2026, 11, 25)
    draft = make_post(cast.foreign_group, "СЕКРЕТ черновик группы ОН-25")
    draft.unpublish()
    return Campus(
        cast=cast,
        home=home,
        news=make_news(home, "Новость колледжа"),
        own_post=make_post(cast.group, "Пост группы ОН-24"),
        foreign_post=make_post(cast.foreign_group, "СЕКРЕТ группы ОН-25"),
        foreign_draft=draft,
        own_event=make_event(cast.group, "Экскурсия ОН-24", day, audience=Audience.GROUP),
        foreign_event=make_event(cast.foreign_group, "СЕКРЕТ событие ОН-25", day, audience=Audience.GROUP),
        staff_event=make_event(home, "Педсовет СЕКРЕТ сотрудников", day, audience=Audience.STAFF),
        public_event=make_event(home, "День открытых дверей", day),
        school=school,
        school_home=school_home,
        school_news=make_news(school_home, "СЕКРЕТ новость школы"),
        school_post=make_post(form, "СЕКРЕТ класса 7А"),
        school_curator=school_curator,
        school_editor=school_editor,
    )


@pytest.fixture
def as_user():
    """``as_user(user)`` is a client that has signed in; ``None`` is a guest."""

    def sign_in(user: AbstractUser | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)  # type: ignore[arg-type]
        return client

    return sign_in
