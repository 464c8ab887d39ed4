"""Lines of the lists of people, groups and movements (pure): what the importers read and the exporters write."""

from dataclasses import dataclass, field
from datetime import date

from journal_plugin.core.names import full_name
from journal_plugin.people.enums import GroupKind, Movement, Relation, StudyForm


@dataclass(frozen=True)
class StaffCard:
    """A staff member (A06); a list that calls teachers by codes gives the code as the surname too."""

    last_name: str
    first_name: str = ""
    patronymic: str = ""
    position: str = ""
    department: str = ""
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    external_id: str = ""
    since: date | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """«Фамилия Имя Отчество»."""
        return full_name(self.last_name, self.first_name, self.patronymic)

    @property
    def key(self) -> str:
        """The external id, else the full name."""
        return self.external_id or self.name


@dataclass(frozen=True)
class GroupCard:
    """A group, or with ``parent`` a part of it (A15); ``mode`` names a mode of stay, empty for the default one."""

    name: str
    kind: str = GroupKind.GROUP
    parent: str = ""
    course: int = 1
    places: int | None = None
    department: str = ""
    mode: str = ""
    external_id: str = ""

    @property
    def key(self) -> str:
        """The external id, else the name."""
        return self.external_id or self.name


@dataclass(frozen=True)
class GuardianCard:
    """A legal representative in the list of learners."""

    last_name: str
    first_name: str = ""
    patronymic: str = ""
    relation: str = Relation.GUARDIAN
    phone: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        """«Фамилия Имя Отчество»."""
        return full_name(self.last_name, self.first_name, self.patronymic)


@dataclass(frozen=True)
class LearnerCard:
    """A learner (A07) with the group that he is in, and his guardians in alphabetical order.

    ``subgroups`` are all his study groups beside it, in this order too: parts of it, streams, elective groups (A15).
    ``mode`` names his own mode of stay, empty for that of his group; ``speciality`` is that of his admission (A17).
    ``since`` and ``order_no`` date a new learner or a movement; they are no difference by themselves.
    """

    last_name: str
    first_name: str = ""
    patronymic: str = ""
    birth_date: date | None = None
    study_form: str = StudyForm.FULL_TIME
    group: str = ""
    subgroups: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    guardians: tuple[GuardianCard, ...] = ()
    mode: str = ""
    speciality: str = ""
    external_id: str = ""
    since: date | None = field(default=None, compare=False)
    order_no: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """«Фамилия Имя Отчество»."""
        return full_name(self.last_name, self.first_name, self.patronymic)

    @property
    def key(self) -> str:
        """The external id, else the full name."""
        return self.external_id or self.name


@dataclass(frozen=True)
class MoveCard:
    """A line of the register of movements (A18): what an order did to a learner on ``day``.

    ``learner`` is his full name and ``external_id`` his code as they are known here; ``group`` is that which he comes into.
    """

    learner: str
    kind: str
    day: date
    order_no: str = ""
    group: str = ""
    external_id: str = ""

    @property
    def key(self) -> tuple[str, str, date]:
        """Who, what and when."""
        return self.external_id or self.learner, self.kind, self.day

    @property
    def label(self) -> str:
        """«Андреева Анна Ильинична: переведён, 01.12.2026»."""
        return f"{self.learner}: {Movement(self.kind).label}, {self.day:%d.%m.%Y}"
