"""Digital materials of the work programme that go with lessons (B20)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from journal_plugin.lessons.models import Lesson


@dataclass(frozen=True)
class Material:
    """A material ready to print; one of a book on the table has no address."""

    kind: str
    title: str
    url: str


def materials_at(lessons: Collection[int]) -> dict[int, tuple[Material, ...]]:
    """Lesson id -> the materials of its planned lesson; one read."""
    return _read(Lesson.objects.filter(pk__in=lessons))


def materials_between(groups: Collection[int], first: date, last: date) -> dict[int, tuple[Material, ...]]:
    """The same for the lessons of these groups (ids) in these days; one read."""
    return _read(Lesson.objects.filter(journal__group__in=groups, date__range=(first, last), cancelled=False))


def _read(rows) -> dict[int, tuple[Material, ...]]:
    found = rows.filter(planned__isnull=False).exclude(planned__materials=[])
    return {
        pk: tuple(Material(*one) for one in materials)
        for pk, materials in found.values_list("pk", "planned__materials")
    }
