"""The real migrations, not the quick tables of the other tests: their own job of `make test`."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

pytestmark = [pytest.mark.migrations, pytest.mark.django_db]


def test_migrations_build_the_table_of_every_model() -> None:
    wanted = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    assert wanted - set(connection.introspection.table_names()) == set()


def test_no_migration_is_left_to_apply() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_migrations_leave_the_site_that_wagtail_makes() -> None:
    assert Site.objects.get(is_default_site=True).root_page.depth == 2
