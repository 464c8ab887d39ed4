"""OneRoster packages out, held against lists typed from the specification (1EdTech OneRoster 1.2 CSV Binding)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.attestation.models import FinalMark
from journal_plugin.calendar.models import Term
from journal_plugin.people.models import Person
from tests.conftest import NOW
from tests.factories.lessons import make_lesson
from tests.factories.oneroster import EVERY_FILE, exported, put_mark, rows_of, unpacked
from tests.factories.people import make_guardian, make_learner, make_person

REQUIRED = {
    "academicSessions": ["sourcedId", "title", "type", "startDate", "endDate", "schoolYear"],
    "categories": ["sourcedId", "title"],
    "classes": ["sourcedId", "title", "courseSourcedId", "classType", "schoolSourcedId", "termSourcedIds"],
    "courses": ["sourcedId", "title", "orgSourcedId"],
    "demographics": ["sourcedId"],
    "enrollments": ["sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"],
    "lineItems": [
        *("sourcedId", "title", "assignDate", "dueDate", "classSourcedId", "categorySourcedId"),
        *("academicSessionSourcedId", "schoolSourcedId"),
    ],
    "orgs": ["sourcedId", "name", "type"],
    "results": ["sourcedId", "lineItemSourcedId", "studentSourcedId", "scoreStatus", "scoreDate"],
    "roles": ["sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"],
    "users": ["sourcedId", "enabledUser", "username", "givenName", "familyName"],
}
HEADINGS = {
    "academicSessions": "title type startDate endDate parentSourcedId schoolYear",
    "categories": "title weight",
    "classes": (
        "title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds subjects subjectCodes "
        "periods"
    ),
    "courses": "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes",
    "demographics": (
        "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican nativeHawaiianOrOtherPacificIslander "
        "white demographicRaceTwoOrMoreRaces hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation "
        "cityOfBirth publicSchoolResidenceStatus"
    ),
    "enrollments": "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate",
    "lineItems": (
        "title description assignDate dueDate classSourcedId categorySourcedId academicSessionSourcedId resultValueMin "
        "resultValueMax schoolSourcedId"
    ),
    "orgs": "name type identifier parentSourcedId",
    "results": (
        "lineItemSourcedId studentSourcedId scoreStatus score scoreDate comment textScore classSourcedId inProgress "
        "incomplete late missing"
    ),
    "roles": "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId",
    "users": (
        "enabledUser username userIds givenName familyName middleName identifier email sms phone agentSourcedIds grades "
        "password userMasterIdentifier preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId "
        "pronouns"
    ),
}
WORDS = {
    ("academicSessions", "type"): {"gradingPeriod", "semester", "schoolYear", "term"},
    ("orgs", "type"): {"department", "school"},
    ("classes", "classType"): {"homeroom", "scheduled"},
    ("enrollments", "role"): {"student", "teacher"},
    ("roles", "roleType"): {"primary", "secondary"},
    ("results", "scoreStatus"): {"fully graded", "not submitted"},
    ("users", "enabledUser"): {"true", "false"},
}
POINTS = {
    ("academicSessions", "parentSourcedId"): "academicSessions",
    ("classes", "courseSourcedId"): "courses",
    ("classes", "schoolSourcedId"): "orgs",
    ("classes", "termSourcedIds"): "academicSessions",
    ("enrollments", "classSourcedId"): "classes",
    ("enrollments", "userSourcedId"): "users",
    ("lineItems", "categorySourcedId"): "categories",
    ("lineItems", "academicSessionSourcedId"): "academicSessions",
    ("lineItems", "classSourcedId"): "classes",
    ("results", "lineItemSourcedId"): "lineItems",
    ("results", "studentSourcedId"): "users",
    ("roles", "userSourcedId"): "users",
    ("roles", "orgSourcedId"): "orgs",
    ("users", "agentSourcedIds"): "users",
    ("demographics", "sourcedId"): "users",
}


@pytest.fixture
def lived(cast):
    """The cast with marks of every kind, a term mark, a birth date and a learner who has left."""
    for learner, work, code in zip(cast.learners, (cast.works[0], *cast.works), ("4", "•", "5"), strict=True):
        put_mark(work, learner, code)
    FinalMark.objects.create(
        journal=cast.journal, learner=cast.learners[0], term=cast.term, code="5", at=NOW, by=cast.staff.person
    )
    Person.objects.filter(pk=cast.learners[0].person_id).update(birth_date=date(2009, 3, 14), first_name="Анна")
    return cast


@pytest.mark.row("N03")
def test_package_has_every_file_heading_and_required_field_of_the_specification(lived):
    files = unpacked(exported(lived))
    assert set(files) == {"manifest", *REQUIRED}
    for name, required in REQUIRED.items():
        wanted = ["sourcedId", "status", "dateLastModified", *HEADINGS[name].split()]
        heads = files[name][0]
        assert heads[: len(wanted)] == wanted
        assert all(head.startswith("metadata.") for head in heads[len(wanted) :])
        for row in rows_of(files, name):
            assert [head for head in required if not row[head]] == [], (name, row)
            assert (row["status"], row["dateLastModified"]) == ("", "")


@pytest.mark.row("N03")
def test_manifest_tells_of_every_file(lived):
    files = unpacked(exported(lived, marks=False))
    told = dict(files["manifest"])
    assert (told["propertyName"], told["manifest.version"], told["oneroster.version"]) == ("value", "1.0", "1.2")
    present = {"orgs", "academicSessions", "courses", "classes", "users", "roles", "enrollments", "demographics"}
    assert {name: told[f"file.{name}"] for name in EVERY_FILE} == {
        name: "bulk" if name in present else "absent" for name in EVERY_FILE
    }
    assert set(files) == {"manifest", *present}


def test_words_are_of_the_vocabularies_and_references_point_at_rows(lived):
    files = unpacked(exported(lived))
    for (name, head), words in WORDS.items():
        assert {row[head] for row in rows_of(files, name)} <= words
    guids = {name: [row["sourcedId"] for row in rows_of(files, name)] for name in REQUIRED}
    assert all(len(ids) == len(set(ids)) for ids in guids.values())
    for (name, head), to in POINTS.items():
        named = {guid for row in rows_of(files, name) for guid in row[head].split(",") if guid}
        assert named <= set(guids[to]), (name, head)
        assert named, (name, head)


def test_days_end_before_the_end_date_and_a_year_is_called_by_its_end(lived):
    sessions = {row["title"]: row for row in rows_of(unpacked(exported(lived)), "academicSessions")}
    year = sessions[lived.year.name]
    assert (year["startDate"], year["endDate"], year["schoolYear"]) == ("2026-09-01", "2027-07-01", "2027")
    assert sessions["1 семестр"]["parentSourcedId"] == year["sourcedId"]
    assert {row["type"] for row in sessions.values()} == {"schoolYear", "semester"}


@pytest.mark.row("N03")
def test_marks_go_out_as_scores_the_point_as_not_submitted(lived):
    rows = rows_of(unpacked(exported(lived)), "results")
    told = sorted((row["scoreStatus"], row["score"], row["missing"]) for row in rows)
    assert told == [
        ("fully graded", "4", ""),
        ("fully graded", "5", ""),
        ("fully graded", "5", ""),
        ("not submitted", "", "true"),
    ]
    items = rows_of(unpacked(exported(lived)), "lineItems")
    final = next(row for row in items if row["title"] == "Отметка за период, 1 семестр")
    assert (final["resultValueMin"], final["resultValueMax"]) == ("2", "5")


def test_guardian_is_a_user_whom_the_learner_names(lived):
    files = unpacked(exported(lived))
    users = {row["familyName"] + " " + row["givenName"]: row for row in rows_of(files, "users")}
    child = users["Андреева Анна"]
    agents = child["agentSourcedIds"].split(",")
    by_guid = {row["sourcedId"]: row for row in users.values()}
    roles = {row["userSourcedId"]: row["role"] for row in rows_of(files, "roles")}
    assert [roles[guid] for guid in agents] == ["parent"]
    assert by_guid[agents[0]]["agentSourcedIds"] == child["sourcedId"]
    assert all(row["password"] == "" for row in users.values())


def test_sourced_ids_are_the_same_in_every_package_and_others_at_another_institution(lived):
    first, second = unpacked(exported(lived)), unpacked(exported(lived))
    assert first == second
    lived.institution.site.hostname = "other.example"
    moved = unpacked(exported(lived))
    before, after = ({row["sourcedId"] for row in rows_of(files, "users")} for files in (first, moved))
    assert before.isdisjoint(after)


def test_period_has_only_its_own_works_and_load(lived):
    second = lived.year.terms.exclude(pk=lived.term.pk).get()
    files = unpacked(exported(lived, term=second))
    assert rows_of(files, "lineItems") == []
    assert rows_of(files, "results") == []
    assert [row for row in rows_of(files, "enrollments") if row["role"] == "teacher"] == []


def test_works_belong_to_the_period_and_not_to_what_sums_it_up(lived):
    since, until = lived.year.since + timedelta(days=1), lived.year.until
    for number, (name, kind) in enumerate((("Год", "year"), ("Итог", "study")), 3):
        Term.objects.create(year=lived.year, name=name, kind=kind, number=number, since=since, until=until)
    files = unpacked(exported(lived))
    sessions = {row["sourcedId"]: row["title"] for row in rows_of(files, "academicSessions")}
    assert {"Год", "Итог"} < set(sessions.values())
    assert {sessions[row["academicSessionSourcedId"]] for row in rows_of(files, "lineItems")} == {lived.term.name}


def test_queries_are_as_many_for_three_learners_and_works_as_for_one(lived):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            exported(lived)
        return len(queries)

    one = asked()
    for number in range(3):
        learner = make_learner(lived.group, f"Новиков{number} Ной", external_id=f"n{number}")
        make_guardian(learner, make_person(f"Новикова{number} Нина"))
        lesson = make_lesson(lived.journal, date(2026, 11, 9 + number))
        put_mark(lesson.works.get(), learner, "5")
    assert asked() == one
