"""Fixtures for every test: the pages that Wagtail takes for granted, a stopped clock, an empty cache."""

import datetime
import shutil
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from pytest_django import DjangoDbBlocker
from wagtail.models import Collection, Locale, Page

from journal_plugin.core.near import near_cache
from tests.campus import make_campus
from tests.cast import cast, make_cast  # noqa: F401 - a fixture for all
from tests.stage import Stage

NOW = datetime.datetime(2026, 11, 20, 10, 30, tzinfo=ZoneInfo("Asia/Yekaterinburg"))
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_client"}


def plant_wagtail() -> None:
    """Make what Wagtail's data migrations make: a locale, the root page and the root collection."""
    locale, _created = Locale.objects.get_or_create(language_code="ru")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root", locale=locale)
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Plant Wagtail's roots once: the database is built without migrations."""
    with django_db_blocker.unblock():
        plant_wagtail()


STAGE = pytest.StashKey[Stage]()


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Keep the plays for whoever asks; `pytest_runtest_setup` changes them."""
    plays = {"cast": make_cast, "campus": make_campus}
    stage = request.session.stash[STAGE] = Stage(plays, NOW, django_db_blocker)
    yield stage
    stage.play("")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have on the stage what the test asks for, before any fixture of it begins."""
    stage = item.session.stash.get(STAGE, None)
    if stage is not None:
        stage.play(stage.wanted(item))


@pytest.fixture(autouse=True)
def wagtail_roots(request: pytest.FixtureRequest) -> None:
    """Plant them again where an earlier transactional test has emptied the tables."""
    if request.node.get_closest_marker("django_db") or DATABASE_FIXTURES & set(request.fixturenames):
        request.getfixturevalue("db")
        plant_wagtail()


def clear_caches() -> None:
    """Empty what this process and its caches remember of rows."""
    for cache in (near_cache, *caches.all(initialized_only=False)):
        cache.clear()


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Let no test see what another has cached, nor its failed logins."""
    clear_caches()
    yield
    clear_caches()


@pytest.fixture(scope="session", autouse=True)
def uploads() -> Iterator[None]:
    """Remove the folder of uploads at the end; only test settings name one, so nobody's real uploads are in danger."""
    folder = settings.TEST_FOLDER
    yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the clock at Friday 20 November 2026, 10:30 in Perm; `clock.move_to(...)` and `clock.shift(...)` move it."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def today(clock: time_machine.Traveller) -> datetime.date:
    """Return the day at which the clock stands: Friday 20 November 2026."""
    return NOW.date()
