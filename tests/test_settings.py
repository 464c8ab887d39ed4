"""The set-ups: what the environment may say, and what tests add to templates."""

import pytest
from django.template import Context, Engine, Template
from django.template.base import Origin

from portal.databases import POSTGRESQL_START, database_from_address
from tests.strict_templates import ROOT, UndefinedVariable


def render(source: str, origin: str) -> str:
    """Render a template text as if it stood in the file `origin`."""
    return Template(source, origin=Origin(origin), engine=Engine.get_default()).render(Context({}))


def test_undefined_variable_in_our_template_raises() -> None:
    with pytest.raises(UndefinedVariable):
        render("{{ nothing.here }}", f"{ROOT}/templates/any.html")


def test_undefined_variable_in_foreign_template_is_empty() -> None:
    assert render("[{{ nothing.here|upper }}]", "/usr/lib/wagtail/any.html") == "[]"


@pytest.mark.parametrize("source", ["{% if nothing %}1{% endif %}", "{{ nothing|default:'' }}"])
def test_template_may_say_that_a_name_can_be_missing(source: str) -> None:
    assert render(source, f"{ROOT}/templates/any.html") == ""


def test_sqlite_address_gives_file_and_immediate_transactions() -> None:
    database = database_from_address("sqlite:////srv/data/journal%20a.sqlite3")
    assert (database["NAME"], database["OPTIONS"]["transaction_mode"]) == ("/srv/data/journal a.sqlite3", "IMMEDIATE")


def test_postgresql_address_gives_every_part_and_a_pool() -> None:
    assert database_from_address("postgresql://me:p%40ss@db.school:5433/journal") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "journal",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.school",
        "PORT": "5433",
        "OPTIONS": {"prepare_threshold": 5, "options": POSTGRESQL_START, "pool": {"min_size": 1, "max_size": 10}},
    }


def test_unknown_database_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        database_from_address("mysql://localhost/journal")
