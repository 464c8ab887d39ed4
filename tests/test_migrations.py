"""The real migrations, not the quick tables of the other tests, and what needs them: their own job of `make test`."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page, Site

from journal_plugin.curriculum.actions import enter_curricula
from journal_plugin.curriculum.cards import CurriculumCard
from tests.factories.curriculum import make_element
from tests.factories.institution import make_institution, make_year
from tests.factories.pages import make_portal

pytestmark = [pytest.mark.migrations, pytest.mark.django_db]


def test_migrations_build_the_table_of_every_model() -> None:
    wanted = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    assert wanted - set(connection.introspection.table_names()) == set()


def test_no_migration_is_left_to_apply() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_migrations_leave_the_site_that_wagtail_makes() -> None:
    assert Site.objects.get(is_default_site=True).root_page.depth == 2


@pytest.mark.row("B16")
def test_the_full_text_search_finds_curricula_by_an_element(
    settings, today, django_capture_on_commit_callbacks
) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    year = make_year(make_institution("college.example", default=False))
    make_element(year.institution, "Гидравлика")
    make_portal(year.institution)
    assert list(Page.objects.search("гидравлика")) == []

    card = CurriculumCard("УП", "Сварка", 1, (), "Гидравлика", "1 семестр", 40, 0, "")
    with django_capture_on_commit_callbacks(execute=True):
        enter_curricula(year=year, cards=[card])

    assert [page.slug for page in Page.objects.search("гидравлика")] == ["curricula"]
