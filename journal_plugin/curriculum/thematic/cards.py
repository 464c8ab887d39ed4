"""What was read of a table of topics (pure)."""

from dataclasses import dataclass, field

from journal_plugin.curriculum.enums import Activity


@dataclass(frozen=True)
class Line:
    """A row of a table; ``where`` says in the reader's words which one: «строка 12»."""

    where: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class DraftLesson:
    """A lesson as the table has it; None where the table has no such column. ``materials``: (title, address or "")."""

    where: str
    topic: str
    hours: int
    activity: str
    work_kind: str | None = None
    homework: str | None = None
    materials: tuple[tuple[str, str], ...] | None = None
    codes: tuple[str, ...] | None = None

    @property
    def activity_label(self) -> str:
        """«практика»."""
        return str(Activity(self.activity).label)


@dataclass(frozen=True)
class DraftTopic:
    """A topic with its lessons."""

    title: str
    lessons: tuple[DraftLesson, ...]


@dataclass(frozen=True)
class DraftSection:
    """A section with its topics."""

    title: str
    topics: tuple[DraftTopic, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row, and what to do."""

    where: str
    text: str


@dataclass(frozen=True)
class Reading:
    """A table of topics. With ``errors`` it cannot be taken; ``remarks`` say what was understood otherwise or left out."""

    sections: tuple[DraftSection, ...] = ()
    taken: tuple[str, ...] = ()
    """The headings of the columns that are read."""
    left: tuple[str, ...] = ()
    """The headings of those that are not."""
    errors: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()
    lessons: tuple[DraftLesson, ...] = field(init=False)

    def __post_init__(self):
        found = tuple(lesson for section in self.sections for topic in section.topics for lesson in topic.lessons)
        object.__setattr__(self, "lessons", found)

    @property
    def hours(self) -> int:
        """Academic hours of all lessons."""
        return sum(lesson.hours for lesson in self.lessons)
