"""From courses, classes and enrollments to the cards of elements, groups and load, and to who is where (pure)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from journal_plugin.core.names import sort_key
from journal_plugin.curriculum.cards import ElementCard, LoadCard
from journal_plugin.curriculum.enums import Activity, ElementKind
from journal_plugin.exchange.oneroster.checking import Checked, Record
from journal_plugin.exchange.oneroster.people import Cards, Places, is_on, is_open
from journal_plugin.exchange.oneroster.spec import OWN
from journal_plugin.exchange.oneroster.words import HOMEROOM, SCHEDULED, STUDENT, TEACHER
from journal_plugin.people.cards import GroupCard
from journal_plugin.people.enums import PARTS, GroupKind


class Classes:
    """The courses and classes of a package; ``codeless`` are names known here without a code: they get none."""

    def __init__(self, checked: Checked, day: date, codeless: Collection[str] = ()):
        self.checked, self.day, self.codeless = checked, day, frozenset(codeless)
        rows = checked.of("classes")
        self.groups = {row["sourcedId"]: row for row in rows if row["classType"] == HOMEROOM}
        self.lessons = {row["sourcedId"]: row for row in rows if row["classType"] == SCHEDULED}
        self.courses = {row["sourcedId"]: row for row in checked.of("courses")}
        departments = (row for row in checked.of("orgs") if row["type"] == "department")
        self.departments = {row["sourcedId"]: row["name"] for row in departments}

    def elements(self) -> Cards:
        """Courses as study elements; a course of which only groups are classes is none."""
        of_groups = {row["courseSourcedId"] for row in self.groups.values()}
        studied = of_groups - {row["courseSourcedId"] for row in self.lessons.values()}
        return tuple((row.line, self._element(row)) for guid, row in self.courses.items() if guid not in studied)

    def group_cards(self) -> Cards:
        """Homerooms as groups and parts of groups."""
        return tuple((row.line, self._group(row)) for row in self.groups.values())

    def places(self) -> dict[str, Places]:
        """User -> where he is on the day: his group and the study groups beside it."""
        whole: dict[str, tuple[str, str]] = {}
        beside: dict[str, set[str]] = {}
        for record in self.checked.of("enrollments"):
            group = self.groups.get(record["classSourcedId"])
            if group is None or record["role"] != STUDENT or not is_on(record, self.day):
                continue
            user = record["userSourcedId"]
            if self._kind(group) != GroupKind.GROUP:
                beside.setdefault(user, set()).add(group["title"])
            elif user in whole and whole[user][0] != group["title"]:
                reason = _("He is in two groups on one day: %(one)s and %(two)s.")
                told = {"one": whole[user][0], "two": group["title"]}
                self.checked.findings.add("enrollments", record.line, "classSourcedId", "", reason % told)
            else:
                whole[user] = (group["title"], record.own("orderNo"))
        return {
            user: Places(whole.get(user, ("", ""))[0], tuple(sorted(beside.get(user, ()), key=sort_key)), order_no)
            for user in whole.keys() | beside.keys()
            for order_no in [whole.get(user, ("", ""))[1]]
        }

    def load(self, staff: Mapping[str, str], terms: Mapping[str, tuple[str, str, str]]) -> dict[str, Cards]:
        """The load by the name of its period; ``terms`` are sourcedId -> name, first day, first day after it.

        ``staff`` are users -> keys. A class whose group is not known has no load, and a note says so.
        """
        groups = self._groups_of_lessons()
        found: dict[str, list[tuple[int, LoadCard]]] = {}
        for record in self.checked.of("enrollments"):
            lesson = self.lessons.get(record["classSourcedId"])
            if lesson is None or record["role"] != TEACHER or not is_open(record["endDate"], self.day):
                continue
            group = groups.get(record["classSourcedId"], "")
            key, course = staff.get(record["userSourcedId"], ""), self.courses.get(lesson["courseSourcedId"])
            if not (group and key and course):
                text = _("Class %(name)s: its load is not taken, its group or teacher is not known.")
                self.checked.findings.note(text % {"name": lesson["title"]})
                continue
            card = LoadCard(
                group,
                self._element(course).label,
                key,
                self._activity(record),
                self._number(record, "lessonsPerCycle"),
                self._number(record, "hours"),
            )
            for name in _terms_of(lesson, record, terms):
                found.setdefault(name, []).append((record.line, card))
        return {name: tuple(cards) for name, cards in found.items()}

    def told(self) -> tuple[frozenset[str], frozenset[str]]:
        """Columns of the lists of elements and of groups that the package tells."""
        if self.checked.is_own:
            return frozenset(ElementCard.__dataclass_fields__), frozenset(GroupCard.__dataclass_fields__)
        coded = {"courseCode" for row in self.courses.values() if row["courseCode"]}
        graded = {"course" for row in self.groups.values() if row["grades"]}
        return frozenset({"name", "external_id"} | ({"code"} if coded else set())), frozenset(
            {"name", "external_id"} | graded
        )

    def _groups_of_lessons(self) -> dict[str, str]:
        """Scheduled class -> name of its group: told by ours, else the only group in which all its learners are."""
        told = {guid: self.groups.get(row.own("group")) for guid, row in self.lessons.items()}
        known = {guid: row["title"] for guid, row in told.items() if row}
        if self.checked.is_own:
            return known
        places, met = self.places(), {}
        for record in self.checked.of("enrollments"):
            if record["classSourcedId"] in self.lessons and record["role"] == STUDENT and is_on(record, self.day):
                place = places.get(record["userSourcedId"], Places())
                met.setdefault(record["classSourcedId"], set()).add(place.group)
        return {guid: next(iter(names)) for guid, names in met.items() if len(names) == 1} | known

    def _element(self, row: Record) -> ElementCard:
        kind, module = row.own("kind"), self.courses.get(row.own("module"))
        return ElementCard(
            name=row["title"][:255],
            kind=kind if kind in ElementKind.values else ElementKind.DISCIPLINE,
            code=row["courseCode"][:32],
            level=row.own("level")[:120],
            module=module["title"][:255] if module else "",
            external_id=self._code(row),
        )

    def _group(self, row: Record) -> GroupCard:
        parent = self.groups.get(row.own("group"))
        if (self._kind(row) in PARTS) != bool(parent):
            reason = _("A part of a group needs the group that it is a part of, and nothing else has one.")
            self.checked.findings.add("classes", row.line, f"{OWN}group", row.own("group"), reason)
        return GroupCard(
            name=row["title"][:255],
            kind=self._kind(row),
            parent=parent["title"][:255] if parent else "",
            course=self._course(row),
            places=int(row.own("places")) if row.own("places").isdigit() else None,
            department=self.departments.get(row.own("department"), ""),
            mode=row.own("mode"),
            external_id=self._code(row),
        )

    def _kind(self, row: Record) -> str:
        kind = row.own("kind")
        return kind if kind in GroupKind.values else GroupKind.GROUP

    def _course(self, row: Record) -> int:
        first = (row.refs("grades") or ["1"])[0].lstrip("0")
        return int(first) if first.isdigit() and 1 <= int(first) <= 11 else 1

    def _code(self, row: Record) -> str:
        if self.checked.is_own:
            return row.own("code")
        return "" if row["title"] in self.codeless else row["sourcedId"][:64]

    def _activity(self, record: Record) -> str:
        told = record.own("activity")
        return told if told in Activity.values else Activity.THEORY

    def _number(self, record: Record, name: str) -> int:
        told = record.own(name)
        return int(told) if told.isdigit() and len(told) < 6 else 0


def _terms_of(lesson: Record, record: Record, terms: Mapping[str, tuple[str, str, str]]) -> Iterator[str]:
    """Names of the periods of the class in which the enrollment holds; a class of the whole year is in all of them."""
    named = [guid for guid in lesson.refs("termSourcedIds") if guid in terms] or list(terms)
    for name, first, after in (terms[guid] for guid in named):
        if (not record["beginDate"] or record["beginDate"] < after) and (
            not record["endDate"] or record["endDate"] > first
        ):
            yield name
