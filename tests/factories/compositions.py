"""A group in two subgroups, and what its teacher proposes."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from journal_plugin.lessons.actions.compositions import propose_composition
from journal_plugin.lessons.models import Distribution, Journal
from journal_plugin.people.models import Group
from journal_plugin.people.queries import composition_of
from tests.cast import Cast
from tests.factories.curriculum import assign
from tests.factories.institution import make_user
from tests.factories.lessons import make_journal
from tests.factories.people import join, make_group, make_staff

MONDAY = date(2026, 11, 23)


@dataclass
class Divided:
    """The cast's group in two subgroups: Аня and Борис in the first, Вера in the second; each has its own teacher."""

    cast: Cast
    first: Group
    second: Group
    journal: Journal
    other: Journal
    colleague: object

    def now(self, day: date = MONDAY) -> dict:
        """Who is in which subgroup on that day."""
        return composition_of(self.cast.group.pk, "subgroup", day)

    def asked(self, act=propose_composition, who=None, **changes) -> Distribution:
        """Борис goes to the second subgroup, unless ``changes`` say otherwise."""
        seen = self.now()
        known = {
            "group_id": self.cast.group.pk,
            "kind": "subgroup",
            "since": MONDAY,
            "parts": seen | {self.cast.learners[1].pk: self.second.pk},
            "seen": seen,
            "actor": (who or self.cast.teacher).journal_person,
            "key": uuid4(),
        }
        return act(**known | changes)


def make_divided(cast: Cast) -> Divided:
    """The cast's group divided by its element."""
    first, second = (make_group(cast.institution, f"ОН-24-{number}", parent=cast.group) for number in (1, 2))
    for learner, part in zip(cast.learners, (first, first, second), strict=True):
        join(learner, part)
    colleague = make_staff(cast.institution, "Соседов Семён Семёнович")
    assign(cast.staff, first, cast.element, cast.term)
    assign(colleague, second, cast.element, cast.term)
    journals = [make_journal(part, cast.element, cast.year) for part in (first, second)]
    return Divided(cast, first, second, *journals, make_user("colleague", person=colleague.person))
