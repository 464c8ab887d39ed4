"""Lines of the lists of elements, curricula and load (pure)."""

from dataclasses import dataclass

from journal_plugin.core.names import search_key
from journal_plugin.curriculum.enums import Activity, ElementKind


@dataclass(frozen=True)
class ProgrammeCard:
    """An educational programme as it stands in a list: a speciality, a profession, a level of school."""

    name: str
    code: str = ""
    level: str = ""
    external_id: str = ""

    @property
    def key(self) -> str:
        """The external id, else the code and the name."""
        return self.external_id or search_key(f"{self.code} {self.name}")


@dataclass(frozen=True)
class ElementCard:
    """A study element with its exact official name (A03-A05); ``module`` is the name of its professional module."""

    name: str
    kind: str = ElementKind.DISCIPLINE
    code: str = ""
    level: str = ""
    module: str = ""
    external_id: str = ""

    @property
    def label(self) -> str:
        """How other lists call the element: its name, with the level where it has one."""
        return f"{self.name} ({self.level})" if self.level else self.name

    @property
    def key(self) -> str:
        """The external id, else the label."""
        return self.external_id or self.label


@dataclass(frozen=True)
class ContentCard:
    """An element of the content of study (КЭС) in the codifier of a study element (B05); ``element`` is its label."""

    element: str
    code: str
    name: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Study element and code."""
        return (self.element, self.code)

    @property
    def label(self) -> str:
        """«Физика, 1.2.3»."""
        return f"{self.element}, {self.code}"


@dataclass(frozen=True)
class CurriculumCard:
    """An element in a curriculum: hours of a study period and the name of the form of control (B01); ``groups`` are sorted."""

    curriculum: str
    programme: str
    course: int
    groups: tuple[str, ...]
    element: str
    term: str
    theory_hours: int = 0
    practice_hours: int = 0
    control: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Curriculum, element and period."""
        return (self.curriculum, self.element, self.term)


@dataclass(frozen=True)
class LoadCard:
    """A teacher's load in a study period (B03): ``staff`` is his key, ``group`` a group or a part of one."""

    group: str
    element: str
    staff: str
    activity: str = Activity.THEORY
    lessons_per_cycle: int = 0
    hours: int = 0

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Group, element, teacher and kind of lessons."""
        return (self.group, self.element, self.staff, self.activity)
