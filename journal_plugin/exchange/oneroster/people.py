"""From users, roles and enrollments to the cards of staff and learners (pure)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from journal_plugin.core.names import sort_key
from journal_plugin.exchange.columns import CellRefused, email, phone, text
from journal_plugin.exchange.oneroster.checking import Checked, Record
from journal_plugin.exchange.oneroster.spec import OWN
from journal_plugin.exchange.oneroster.words import NO_NAME, OF_STAFF, REPRESENTS, STUDENT
from journal_plugin.people.cards import GuardianCard, LearnerCard, StaffCard
from journal_plugin.people.enums import Relation, StudyForm

Cards = tuple[tuple[int, object], ...]
"""Lines of a list with the numbers of the lines of the package's file."""


@dataclass(frozen=True)
class Places:
    """Where a learner is: his group, the study groups beside it, by what order."""

    group: str = ""
    subgroups: tuple[str, ...] = ()
    order_no: str = ""


class People:
    """The people of a package on ``day``: what each of them is then."""

    def __init__(self, checked: Checked, day: date):
        self.checked, self.day = checked, day
        self.users = {record["sourcedId"]: record for record in checked.of("users")}
        self.born = {record["sourcedId"]: record["birthDate"] for record in checked.of("demographics")}
        departments = (record for record in checked.of("orgs") if record["type"] == "department")
        self.departments = {record["sourcedId"]: record["name"] for record in departments}
        self.roles: dict[str, list[Record]] = {}
        for record in checked.of("roles"):
            if is_on(record, day):
                self.roles.setdefault(record["userSourcedId"], []).append(record)

    def staff(self) -> Cards:
        """Everybody who works here: one card for each of his codes."""
        cards: dict[tuple[str, str], tuple[int, StaffCard]] = {}
        for user in self.users.values():
            for role in self._of(user, OF_STAFF):
                code = self._code(user, role)
                card = StaffCard(
                    **self._name(user),
                    **self._contacts(user),
                    position=self._text(user, role.own("position"), f"{OWN}position", 160),
                    department=self.departments.get(role["orgSourcedId"], ""),
                    birth_date=self._born(user),
                    external_id=code,
                    since=_day(role["beginDate"]),
                )
                cards.setdefault((user["sourcedId"], code), (user.line, card))
        return tuple(cards.values())

    def learners(self, places: Mapping[str, Places]) -> Cards:
        """Everybody who studies here, with his groups and guardians."""
        wards = self._wards()
        return tuple(
            (
                user.line,
                LearnerCard(
                    **self._name(user),
                    **self._contacts(user),
                    birth_date=self._born(user),
                    study_form=self._study_form(user),
                    group=places.get(user["sourcedId"], Places()).group,
                    subgroups=places.get(user["sourcedId"], Places()).subgroups,
                    guardians=self._guardians(user, wards.get(user["sourcedId"], [])),
                    mode=user.own("mode"),
                    speciality=user.own("speciality")[:255],
                    external_id=self._code(user, role),
                    since=_day(role["beginDate"]),
                    order_no=places.get(user["sourcedId"], Places()).order_no[:64],
                ),
            )
            for user in self.users.values()
            for role in self._of(user, {STUDENT})[:1]
        )

    def staff_keys(self) -> dict[str, str]:
        """User -> the key of his first card as a staff member."""
        keys: dict[str, str] = {}
        for user in self.users.values():
            for role in self._of(user, OF_STAFF)[:1]:
                code = self._code(user, role)
                keys[user["sourcedId"]] = StaffCard(**self._name(user), external_id=code).key
        return keys

    def told(self) -> frozenset[str]:
        """Columns of the lists of people that the package tells; ours tells all, another's only those that it fills."""
        if self.checked.is_own:
            every = (*LearnerCard.__dataclass_fields__, *StaffCard.__dataclass_fields__)
            return frozenset({*every, "name", "guardian1"} - {"guardians"})
        filled = {name for user in self.users.values() for name in user.values}
        found = {"name", "external_id", "group", "since"}
        found |= {"email"} & filled
        found |= {"phone"} if filled & {"phone", "sms"} else set()
        found |= {"birth_date"} if self.born else set()
        found |= {"guardian1"} if "agentSourcedIds" in filled else set()
        found |= {"department"} if self.departments else set()
        return frozenset(found)

    def _of(self, user: Record, words) -> list[Record]:
        return [role for role in self.roles.get(user["sourcedId"], []) if role["role"] in words]

    def _code(self, user: Record, role: Record) -> str:
        return role.own("code") if self.checked.is_own else (user["identifier"] or user["sourcedId"])[:64]

    def _name(self, user: Record) -> dict[str, str]:
        first = user["givenName"]
        return {
            "last_name": self._text(user, user["familyName"], "familyName", 80),
            "first_name": "" if first == NO_NAME else self._text(user, first, "givenName", 80),
            "patronymic": self._text(user, user["middleName"], "middleName", 80),
        }

    def _contacts(self, user: Record) -> dict[str, str]:
        return {
            "email": self._read(user, user["email"], "email", email),
            "phone": self._read(user, user["phone"] or user["sms"], "phone", phone),
        }

    def _text(self, user: Record, value: str, name: str, longest: int) -> str:
        return self._read(user, value, name, text(longest))

    def _read(self, user: Record, value: str, name: str, read: Callable[[str], str]) -> str:
        try:
            return read(value)
        except CellRefused as refused:
            self.checked.findings.add("users", user.line, name, value, str(refused))
            return ""

    def _born(self, user: Record) -> date | None:
        return _day(self.born.get(user["sourcedId"], ""))

    def _study_form(self, user: Record) -> str:
        form = user.own("studyForm")
        return form if form in StudyForm.values else StudyForm.FULL_TIME

    def _wards(self) -> dict[str, list[str]]:
        """Learner -> those who name him as theirs; the binding lets either side name the other."""
        wards: dict[str, list[str]] = {}
        for user in self.users.values():
            if self._of(user, REPRESENTS):
                for ward in user.refs("agentSourcedIds"):
                    wards.setdefault(ward, []).append(user["sourcedId"])
        return wards

    def _guardians(self, learner: Record, named_by: list[str]) -> tuple[GuardianCard, ...]:
        cards = {}
        for guid, relation in self._agents(learner, named_by):
            user = self.users.get(guid)
            if user and guid not in cards:
                cards[guid] = GuardianCard(**self._name(user), **self._contacts(user), relation=relation)
        return tuple(sorted(cards.values(), key=lambda card: sort_key(card.name)))

    def _agents(self, learner: Record, named_by: list[str]) -> Iterator[tuple[str, str]]:
        told = [word for word in learner.own("relations").split(",") if word in Relation.values]
        if self.checked.is_own:
            yield from zip(learner.refs("agentSourcedIds"), told, strict=False)
            return
        for guid in (*learner.refs("agentSourcedIds"), *named_by):
            words = [role["role"] for role in self._of(self.users[guid], REPRESENTS)] if guid in self.users else []
            if words:
                yield guid, REPRESENTS[words[0]]
            else:
                self.checked.findings.note(_("Agents who are neither parent nor guardian get no right to the diary."))


def is_on(record: Record, day: date) -> bool:
    """Whether the row is in force on ``day``: the binding's last day is the first that is out of it."""
    begins, ends = record["beginDate"], record["endDate"]
    return (not begins or begins <= day.isoformat()) and is_open(ends, day)


def is_open(ends: str, day: date) -> bool:
    """Whether what ends so is not over on ``day``."""
    return not ends or ends > day.isoformat()


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
