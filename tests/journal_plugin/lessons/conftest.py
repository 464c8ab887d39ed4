"""A term that waits for its timetable."""

import pytest

from tests.factories.curriculum import make_element
from tests.factories.institution import first_term, make_institution, make_year
from tests.factories.people import make_group, make_staff


@pytest.fixture
def term(db, today, institution):
    """The first semester of a college with one group, one element and two teachers."""
    make_group(institution, "ТМ-31", course=3)
    make_group(institution, "ТМ-32", course=3)
    make_element(institution, "Химия")
    for code in ("П01", "П02", "П03"):
        make_staff(institution, f"Учителев {code}", external_id=code)
    return first_term(make_year(institution))


@pytest.fixture
def institution(db):
    """A college."""
    return make_institution()
