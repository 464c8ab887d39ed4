"""What every chooser of the admin shows around its rows."""

import re

import pytest

from journal_plugin.people.models import Learner
from tests.factories.people import make_learner
from tests.journal_plugin.access.test_viewsets import address, choosers


@pytest.mark.parametrize("view", ["choose", "choose_results"])
def test_choosers_count_their_rows_without_a_noun(world, view):
    make_learner(world.cast.group, "Яшин Яков")
    count = Learner.objects.filter(institution=world.cast.institution).count()
    chooser = next(viewset for viewset in choosers() if viewset.model is Learner)
    answer = world.clients["admin"].get(address(chooser, view))
    shown = answer.json()["html"] if view == "choose" else answer.content.decode()
    assert re.search(r"pagination__end\">\s*(.+?)\s*<", shown)[1].lower() == f"всего: {count}"
