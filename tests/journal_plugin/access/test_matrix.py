"""The matrix is what the rules ask: no area is shown that nobody asks, and each role gets what its cell says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Model, Q

from journal_plugin.access.enums import Role
from journal_plugin.access.matrix import EVERYBODY, LATER, OF_THE_HOST, SHOWN, Area, Reach, Right, reach
from journal_plugin.access.models import RoleAssignment
from journal_plugin.access.rules import reads_roles, writes_roles
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.curriculum.rules import may_write_programme
from journal_plugin.institution.models import Department
from journal_plugin.institution.rules import keeps_directories, reads_directories
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.rules import may_read_journal
from journal_plugin.people.models import Group, Learner
from journal_plugin.people.rules import (
    collects_consents,
    keeps_contingent,
    may_read_learner,
    reads_consents,
    reads_contingent,
)
from journal_plugin.statements.rules import may_issue_statements, may_read_statements
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.rules import keeps_timetable, reads_timetable
from tests.house import imports, name, python_files, tree_names


def test_every_shown_area_is_asked_by_a_rule() -> None:
    """Finals are a page of the journal: the rule of the register opens them, and their cells for reading are the same."""
    asking = [path for path in python_files("journal_plugin/") if "journal_plugin.access.matrix" in imports(path)]
    asked = {Area[word] for path in asking if name(path) != MATRIX for word in tree_names(path, "Area") & names()}
    assert asked | {Area.FINALS} == set(SHOWN)
    assert [reach(who, Area.FINALS, Right.READ) for who in EVERYBODY] == [
        reach(who, Area.REGISTER, Right.READ) for who in EVERYBODY
    ]


def test_areas_are_shown_or_said_to_be_elsewhere() -> None:
    assert (set(SHOWN) | LATER | OF_THE_HOST, LATER & OF_THE_HOST) == (set(Area), set())


MATRIX = "journal_plugin/access/matrix.py"


def names() -> set[str]:
    """The names of the areas in the code."""
    return {area.name for area in Area}


@dataclass(frozen=True)
class Cell:
    """A column of the proof: an area, a right, and the rule that must give it over ``model``."""

    area: Area
    right: Right
    model: type[Model]
    rule: Callable[..., Q]

    def __str__(self) -> str:
        return f"{self.area}-{self.right.name}-{self.rule.__name__}"


CELLS = [
    Cell(Area.REGISTER, Right.READ, Journal, may_read_journal),
    Cell(Area.PROGRAMMES, Right.WRITE, StudyElement, may_write_programme),
    Cell(Area.TIMETABLE, Right.WRITE, Slot, keeps_timetable),
    Cell(Area.CONTINGENT, Right.READ, Learner, may_read_learner),
    Cell(Area.CONTINGENT, Right.WRITE, Learner, keeps_contingent),
    Cell(Area.DIRECTORIES, Right.READ, Department, reads_directories),
    Cell(Area.DIRECTORIES, Right.WRITE, Department, keeps_directories),
    Cell(Area.ROLES, Right.READ, RoleAssignment, reads_roles),
    Cell(Area.ROLES, Right.WRITE, RoleAssignment, writes_roles),
    Cell(Area.CONSENTS, Right.READ, Group, reads_consents),
    Cell(Area.CONSENTS, Right.WRITE, Group, collects_consents),
    Cell(Area.PRINTING, Right.READ, Group, may_read_statements),
    Cell(Area.PRINTING, Right.WRITE, Group, may_issue_statements),
]

LISTS = [(Area.CONTINGENT, Learner, reads_contingent), (Area.TIMETABLE, Slot, reads_timetable)]


@pytest.mark.row("I01")
@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_every_role_gets_what_its_cell_says(world, cell: Cell) -> None:
    """Everything at the institution, something of it, or nothing; the school's rows in no case."""
    users = get_user_model().objects.in_bulk(Role.values, field_name="username")
    assert sorted(users) == sorted(Role.values)
    own = set(of_institution(cell.model, world.cast.institution.pk))
    expected, got = {}, {}
    for role, user in users.items():
        rows = set(cell.model.objects.filter(cell.rule(user)).values_list("pk", flat=True))
        expected[role] = reach(role, cell.area, cell.right).name
        got[role] = "LEAK" if rows - own else "ALL" if rows == own else "OWN" if rows else "NONE"
    assert got == expected


@pytest.mark.parametrize(("area", "model", "rule"), LISTS, ids=lambda part: str(getattr(part, "__name__", part)))
def test_lists_of_the_admin_hold_the_whole_institution_or_nothing(world, area, model, rule) -> None:
    """Who reads only one's own does it by other pages; the lists are for those who read all."""
    users = get_user_model().objects.in_bulk(Role.values, field_name="username")
    readers = {role for role, user in users.items() if model.objects.filter(rule(user)).exists()}
    assert readers == {role for role in Role.values if reach(role, area, Right.READ) is Reach.ALL}


def of_institution(model: type[Model], pk: int) -> Iterable[int]:
    """Keys of the rows of an institution; statements know groups only, never their parts."""
    paths = {Slot: "term__year__institution", Journal: "year__institution"}
    rows = model.objects.filter(**{paths.get(model, "institution"): pk})
    return (
        rows.filter(kind="group").values_list("pk", flat=True) if model is Group else rows.values_list("pk", flat=True)
    )
