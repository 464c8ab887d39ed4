"""A number that no row has, as long as one likes, in an address, behind ``?`` or in a form: a refusal, never a fault."""

import gc

import pytest
from django import forms
from django.db import transaction
from django.urls import reverse

from tests.doors import MODELS, World, every_address
from tests.journal_plugin.test_doors import Door, bare_refusals, every_door, quiet  # noqa: F401 - fixtures of the doors

pytestmark = pytest.mark.once
HUGE = "9" * 20
VISITORS = ("admin", "teacher")
SHARES = 4


def with_a_row() -> list[Door]:
    """Doors whose address names a row."""
    return [door for door in every_door() if door.chosen or any(is_row for _key, _value, is_row in door.fill)]


@pytest.mark.parametrize("first", range(SHARES))
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("bare_refusals")
def test_no_address_falls_over_it(world: World, first: int) -> None:
    rows = {name: HUGE if isinstance(row, int) else row for name, row in world.own.items()}
    answers = set()
    for door in with_a_row()[first::SHARES]:
        for who in VISITORS:
            with transaction.atomic():
                answer = getattr(world.clients[who], door.method)(door.url(rows))
                transaction.set_rollback(True)
            if answer.streaming:
                b"".join(answer.streaming_content)  # read to its end, a file closes
            answers.add(answer.status_code)
    gc.collect()  # files that Wagtail left open when it made previews
    assert answers <= {200, 302, 400, 403, 404, 405, 422}
    assert 404 in answers


ADDRESSES = {name for name, _route in every_address()}
LISTS = sorted(model for model in MODELS if f"journal_{model}:index" in ADDRESSES)
FORMS = [model for model in LISTS if f"journal_{model}:add" in ADDRESSES]


@pytest.mark.parametrize("model", FORMS)
def test_no_form_of_a_list_takes_it(world: World, model: str) -> None:
    client = world.clients["admin"]
    add = reverse(f"journal_{model}:add")
    fields = client.get(add).context["form"].fields
    chosen = {name for name, field in fields.items() if isinstance(field, forms.ModelChoiceField)}
    answer = client.post(add, {name: [HUGE] for name in chosen})
    assert answer.status_code == 200
    assert chosen <= set(answer.context["form"].errors) | {name for name in chosen if fields[name].disabled}


@pytest.mark.parametrize("model", LISTS)
def test_no_filter_of_a_list_falls_over_it(world: World, model: str) -> None:
    client = world.clients["admin"]
    index = reverse(f"journal_{model}:index")
    filters = client.get(index).context.get("filters")
    asked = dict.fromkeys([*(filters.form.fields if filters else ()), "p", "q"], HUGE)
    assert client.get(index, asked).status_code == 200
