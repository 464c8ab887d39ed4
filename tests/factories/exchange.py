"""Lists sent in by tests."""

import pytest
from django.apps import apps

from journal_plugin.exchange.actions import ListRefused, apply_list
from journal_plugin.exchange.lists import context_of, plan_list
from journal_plugin.exchange.plans import Plan
from tests.cast import Cast


def plan(cast: Cast, what: str, text: str) -> Plan:
    """What the list would do."""
    return plan_list(what, context_of(what, cast.institution), text.encode())


def put(cast: Cast, what: str, text: str) -> Plan:
    """The plan that was done."""
    return apply_list(what=what, context=context_of(what, cast.institution), data=text.encode())


def refusals(cast: Cast, what: str, text: str) -> list[tuple[int, str, str, str]]:
    """(row, column, value, reason) of every refused row; proves that applying such a list writes nothing."""
    before = tables()
    with pytest.raises(ListRefused) as refused:
        put(cast, what, text)
    assert str(refused.value) == "В списке есть неверные строки. Ничего не записано."
    assert tables() == before
    return [(row.row, row.column, row.value, row.reason) for row in refused.value.plan.refused]


def tables() -> dict[str, int]:
    """Rows of every table of the journal."""
    return {model.__name__: model.objects.count() for model in apps.get_app_config("journal").get_models()}
