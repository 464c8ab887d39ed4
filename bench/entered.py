"""The places and files of bench/entering.py: a new college with groups, lists of learners, a timetable of many groups."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.utils import timezone
from wagtail.models import Site

from journal_plugin.calendar.actions import open_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.workbook import table_book
from journal_plugin.exchange.actions import apply_list, apply_package
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.lists import context_of
from journal_plugin.exchange.oneroster.spec import (
    LISTED,
    MANIFEST,
    MANIFEST_HEADINGS,
    MANIFEST_VERSION,
    VERSION,
    headings,
)
from journal_plugin.institution.actions import found_institution
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.actions.layout import lay_out_term
from journal_plugin.people.actions import form_groups
from journal_plugin.people.cards import GroupCard
from journal_plugin.people.models import Group
from journal_plugin.timetable.models import Slot

SINCE, UNTIL, WEEKS = date(2026, 9, 1), date(2027, 6, 30), 18
GROUP = "Г-{:03}"


def empty_college(groups: int) -> Institution:
    """A college with a year and so many groups, and nobody in them."""
    place = college_without_groups("entering")
    form_groups(institution=place, cards=[GroupCard(GROUP.format(n)) for n in range(groups)], since=SINCE)
    return place


def college_without_groups(name: str) -> Institution:
    """A college that has only its year."""
    site = Site.objects.create(hostname=f"{name}.example", root_page=Site.objects.earliest("pk").root_page)
    place = found_institution(site=site, name=name, short_name=name, preset="college-perm")
    terms = [TermCard("1 семестр", "semester", SINCE, date(2026, 12, 28), 1)]
    open_year(institution=place, name="2026/2027", since=SINCE, until=UNTIL, terms=terms)
    return place


def workbook(learners: int, a_group: int) -> bytes:
    """The list of so many learners with a guardian each, as XLSX."""
    columns = ["ФИО", "Код", "Группа", "Дата рождения", "Телефон", "Представитель 1", "Представитель 1: телефон"]
    rows = (
        [f"{human.name}", human.code, GROUP.format(n // a_group), human.born, human.phone, human.mother, human.mothers]
        for n, human in enumerate(_people(learners))
    )
    return table_book("Обучающиеся", columns, rows, timezone.now())


def package(learners: int, a_group: int) -> bytes:
    """The same learners with their groups as a OneRoster package of another system."""
    people = list(_people(learners))
    files: dict[str, Iterable[dict[str, object]]] = {
        "orgs": [{"sourcedId": "s", "name": "Колледж", "type": "school"}],
        "academicSessions": [
            {
                "sourcedId": "y",
                "title": "2026/2027",
                "type": "schoolYear",
                "schoolYear": "2027",
                "startDate": SINCE.isoformat(),
                "endDate": "2027-07-01",
            }
        ],
        "courses": [{"sourcedId": "c", "title": "Группы", "orgSourcedId": "s"}],
        "classes": [
            {
                "sourcedId": f"g{n}",
                "title": GROUP.format(n),
                "courseSourcedId": "c",
                "classType": "homeroom",
                "schoolSourcedId": "s",
                "termSourcedIds": "y",
            }
            for n in range(learners // a_group)
        ],
        "users": (row for human in people for row in human.users()),
        "roles": (row for human in people for row in human.roles()),
        "enrollments": (
            {
                "sourcedId": f"e{human.code}",
                "classSourcedId": f"g{n // a_group}",
                "schoolSourcedId": "s",
                "userSourcedId": f"u{human.code}",
                "role": "student",
                "beginDate": SINCE.isoformat(),
            }
            for n, human in enumerate(people)
        ),
        "demographics": ({"sourcedId": f"u{human.code}", "birthDate": human.born.isoformat()} for human in people),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        told = [[f"file.{name}", "bulk" if name in files else "absent"] for name in LISTED]
        versions = [["manifest.version", MANIFEST_VERSION], ["oneroster.version", VERSION]]
        pack.writestr(f"{MANIFEST}.csv", _csv([MANIFEST_HEADINGS, *versions, *told]))
        for name, rows in files.items():
            heads = headings(name, own=False)
            pack.writestr(f"{name}.csv", _csv([heads, *([row.get(head, "") for head in heads] for row in rows)]))
    return out.getvalue()


class _Human:
    """A learner whom nobody else is called like, with a mother."""

    def __init__(self, number: int):
        self.code, self.last = f"{number:05}", f"Обучающийся{number:05}"
        self.name, self.mother = f"{self.last} Иван Иванович", f"{self.last}а Мария Петровна"
        self.born = date(2008, 1, 1) + timedelta(days=number % 700)
        self.phone, self.mothers = f"+7 900 1{number:06}", f"+7 900 2{number:06}"

    def users(self) -> Iterator[dict[str, object]]:
        """The learner and the mother as users."""
        common = {"enabledUser": "true", "givenName": "Иван", "middleName": "Иванович"}
        own = f"u{self.code}"
        yield common | {
            "sourcedId": own,
            "username": own,
            "familyName": self.last,
            "identifier": self.code,
            "phone": self.phone,
            "agentSourcedIds": f"m{self.code}",
        }
        mother = {"givenName": "Мария", "middleName": "Петровна", "phone": self.mothers, "agentSourcedIds": own}
        yield (
            common | mother | {"sourcedId": f"m{self.code}", "username": f"m{self.code}", "familyName": f"{self.last}а"}
        )

    def roles(self) -> Iterator[dict[str, object]]:
        """What both are."""
        for sign, role in (("u", "student"), ("m", "parent")):
            yield {
                "sourcedId": f"r{sign}{self.code}",
                "userSourcedId": f"{sign}{self.code}",
                "roleType": "primary",
                "role": role,
                "orgSourcedId": "s",
                "beginDate": SINCE.isoformat(),
            }


def _people(count: int) -> Iterator[_Human]:
    return map(_Human, range(count))


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def enter_list(place: Institution, data: bytes) -> None:
    """The workbook, through the importer."""
    apply_list(what=Listing.LEARNERS, context=context_of(Listing.LEARNERS, place), data=data)


def enter_package(place: Institution, data: bytes) -> None:
    """The package, through the same importers."""
    apply_package(institution=place, data=data, drop=0)


def timetable_of(groups: int) -> Term:
    """A study period of 18 weeks, with the timetable of the first institution's groups, taken until they are so many."""
    place = Institution.objects.select_related("settings").earliest("pk")
    old = Term.objects.filter(year__institution=place, slots__isnull=False).earliest("pk")
    since = date(2027, 9, 6)
    until = since + timedelta(weeks=WEEKS, days=-1)
    year = AcademicYear.objects.create(institution=place, name="2027/2028", since=since, until=until)
    term = Term.objects.create(year=year, kind=old.kind, name="1 семестр", since=since, until=until)
    slots = list(Slot.objects.filter(term=old, until__gte=old.until).prefetch_related("teachers"))
    whole = list(Group.objects.filter(institution=place, parent=None, slots__in=slots).distinct().order_by("pk"))
    for copy in range(groups):
        model = whole[copy % len(whole)]
        own = {group.pk: _copied(group, None, copy) for group in [model]}
        own |= {part.pk: _copied(part, own[model.pk], copy) for part in model.parts.all()}
        for slot in (slot for slot in slots if slot.group_id in own):
            teachers = list(slot.teachers.all())
            fields = {"pk": None, "term": term, "group": own[slot.group_id], "since": since, "until": until}
            new = Slot(**{field.attname: getattr(slot, field.attname) for field in Slot._meta.concrete_fields})
            for name, value in fields.items():
                setattr(new, name, value)
            new.save()
            new.teachers.set(teachers)
    return term


def _copied(group: Group, parent: Group | None, copy: int) -> Group:
    return Group.objects.create(
        institution=group.institution,
        name=f"{group.name} {copy}",
        kind=group.kind,
        parent=parent,
        mode=group.mode,
        course=group.course,
        since=date(2027, 9, 6),
    )


def lay_out(term: Term) -> None:
    """The lessons of the period."""
    lay_out_term(term=term)
