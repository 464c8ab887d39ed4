"""OneRoster packages in: what they would change, what they write, that what was taken out comes back the same."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.curriculum.queries import element_cards, load_cards
from journal_plugin.exchange.actions import ListRefused, apply_package
from journal_plugin.exchange.oneroster.steps import plan_package
from journal_plugin.institution.models import Department
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Guardianship, Learner, Membership, Person, Staff
from journal_plugin.people.queries import group_cards, learner_cards, staff_cards
from tests.factories.exchange import tables
from tests.factories.institution import make_institution
from tests.factories.oneroster import changed, exported, exported_of, foreign, packed, put_mark, rows_of, unpacked
from tests.factories.people import join, make_group, make_guardian, make_learner, make_person

TODAY = date(2026, 11, 20)


@pytest.fixture
def lived(cast):
    """The cast with a part of the group, birth dates, forms of study and a trusted person."""
    part = make_group(cast.institution, "ОН-24-П1", parent=cast.group)
    join(cast.learners[0], part)
    make_guardian(cast.learners[1], make_person("Борисова Белла", phone="+7 900 000-00-01"), relation="trusted")
    Person.objects.filter(pk=cast.learners[0].person_id).update(birth_date=date(2009, 3, 14), phone="+7 900 000-00-02")
    Learner.objects.filter(pk=cast.learners[1].pk).update(study_form="extramural")
    cast.group.external_id, cast.group.places = "G24", 25
    cast.group.save()
    put_mark(cast.works[0], cast.learners[0], "4")
    return cast


@pytest.fixture
def empty(cast):
    """An institution where nothing stands yet."""
    return make_institution("other.example", default=False, short_name="Другой")


def counts(plan) -> dict[str, tuple[int, int, int]]:
    """List -> new, changed, the same."""
    return {
        f"{step.file}: {step.label}": (len(step.plan.created), len(step.plan.changed), step.plan.unchanged)
        for step in plan.steps
    }


@pytest.mark.row("N03")
def test_package_taken_out_and_sent_in_changes_nothing(lived):
    plan = plan_package(exported(lived), lived.institution)
    assert list(plan.checked.findings.lines()) == []
    assert list(plan.checked.findings.notes) == []
    assert counts(plan) == {
        "orgs: Отделения": (0, 0, 2),
        "academicSessions: Учебный год и периоды": (0, 0, 3),
        "courses: Дисциплины, МДК, ПМ, практики": (0, 0, 2),
        "classes: Группы": (0, 0, 2),
        "classes: Подгруппы и бригады": (0, 0, 1),
        "users: Сотрудники": (0, 0, 13),
        "users: Обучающиеся с представителями": (0, 0, 4),
        "enrollments: Учебная нагрузка, 1 семестр": (0, 0, 2),
    }
    assert (plan.is_wrong, plan.is_empty, plan.is_half_empty(0)) == (False, True, False)


@pytest.mark.row("N01")
@pytest.mark.row("N03")
def test_package_fills_an_empty_institution_with_the_same_lists(lived, empty):
    data = exported(lived)
    apply_package(institution=empty, data=data, drop=0)
    year = AcademicYear.objects.get(institution=empty)
    assert (year.name, year.since, year.until) == (lived.year.name, lived.year.since, lived.year.until)
    for cards in (lambda place: group_cards(place, TODAY), staff_cards, lambda place: learner_cards(place, TODAY)):
        assert cards(empty) == cards(lived.institution)
    assert element_cards(empty) == element_cards(lived.institution)
    term = Term.objects.get(year=year, name=lived.term.name)
    assert load_cards(term, TODAY) == load_cards(lived.term, TODAY)
    assert Membership.objects.filter(learner__institution=empty, since=date(2026, 9, 1)).count() == 5
    assert Mark.objects.filter(work__lesson__journal__institution=empty).count() == 0


@pytest.mark.row("N03")
def test_package_of_the_filled_institution_is_the_first_but_for_its_sourced_ids(lived, empty):
    first = unpacked(exported(lived, marks=False))
    apply_package(institution=empty, data=exported(lived), drop=0)
    second = unpacked(exported_of(empty, AcademicYear.objects.get(institution=empty), marks=False))
    # Logins stay behind, and so do roles by order; journals come with the first lesson.
    left = {"username", "enabledUser", "name", "role"}
    for name in first.keys() - {"manifest"}:
        told = [_told(rows_of(files, name), left) for files in (first, second)]
        assert told[0] == told[1], name


def _told(rows: list[dict[str, str]], left: set[str]) -> list[tuple]:
    guids = ("ourcedId", "metadata.journal.group", "metadata.journal.department", "metadata.journal.module")
    kept = [head for head in rows[0] if not any(part in head for part in guids) and head not in left]
    return sorted(tuple(row[head] for head in kept) for row in rows)


@pytest.mark.row("N01")
def test_package_of_another_system_is_written_through_the_lists(cast, empty):
    apply_package(institution=empty, data=packed(foreign()), drop=0)
    learner = Learner.objects.get(institution=empty)
    assert (str(learner), learner.external_id) == ("Химичев Олег Ильич", "900")
    assert [place.group.name for place in learner.memberships.all()] == ["ХМ-11"]
    assert [str(row.guardian) for row in Guardianship.objects.filter(learner=learner)] == ["Химичева Инна"]
    load = TeachingAssignment.objects.get(staff__institution=empty)
    told = (load.group.name, load.element.name, str(load.staff.person), load.term.name)
    assert told == ("ХМ-11", "Химия", "Учителев Кир", "1 семестр")
    assert Staff.objects.get(institution=empty).external_id == "77"
    notes = plan_package(packed(foreign()), empty).checked.findings.notes
    assert list(notes) == ["Представители, которые не родители и не опекуны, права на дневник не получают."]


def test_package_of_another_system_sent_twice_changes_nothing(cast, empty):
    apply_package(institution=empty, data=packed(foreign()), drop=0)
    before = tables()
    plan = apply_package(institution=empty, data=packed(foreign()), drop=0)
    assert (plan.is_empty, tables()) == (True, before)


def test_what_another_system_does_not_tell_stays(cast, empty):
    apply_package(institution=empty, data=packed(foreign()), drop=0)
    Person.objects.filter(learners__institution=empty).update(birth_date=date(2010, 1, 2), email="o@example.org")
    Staff.objects.filter(institution=empty).update(position="мастер")
    files = changed(foreign(), "users", 2, "givenName", "Ольга")
    plan = apply_package(institution=empty, data=packed(files), drop=0)
    fields = [field for step in plan.steps for row in step.plan.changed for field in row.fields]
    assert [(field.old, field.new) for field in fields] == [("Химичев Олег Ильич", "Химичев Ольга Ильич")]
    person = Person.objects.get(learners__institution=empty)
    assert (person.first_name, person.birth_date, person.email) == ("Ольга", date(2010, 1, 2), "o@example.org")
    assert Staff.objects.get(institution=empty).position == "мастер"


def test_learner_who_left_and_a_past_stay_are_not_taken(cast, empty):
    files = changed(foreign(), "roles", 2, "endDate", "2026-11-20")
    plan = plan_package(packed(files), empty)
    assert counts(plan)["users: Обучающиеся с представителями"] == (0, 0, 0)
    files = changed(foreign(), "roles", 2, "endDate", "2026-11-21")
    assert counts(plan_package(packed(files), empty))["users: Обучающиеся с представителями"] == (1, 0, 0)


@pytest.mark.row("N02")
def test_half_empty_package_is_not_written_until_it_is_said_to_be_whole(lived):
    files = unpacked(exported(lived))
    gone = {row["sourcedId"] for row in rows_of(files, "users") if row["familyName"] in ("Ветрова", "Борисов")}
    for name in ("users", "roles", "enrollments", "demographics", "results"):
        at = [files[name][0].index(head) for head in ("sourcedId", "userSourcedId") if head in files[name][0]]
        files[name] = [row for row in files[name] if gone.isdisjoint(row[place] for place in at)]
    agents = files["users"][0].index("agentSourcedIds")
    for row in files["users"]:
        row[agents] = "" if row[agents] in gone else row[agents]
    files = changed(files, "courses", 3, "courseCode", "ОП.01")
    before = tables()
    with pytest.raises(ListRefused) as refused:
        apply_package(institution=lived.institution, data=packed(files), drop=10)
    assert str(refused.value) == "В пакете не хватает слишком многих. Ничего не записано: подтвердите, что он полный."
    assert tables() == before
    plan = apply_package(institution=lived.institution, data=packed(files), drop=50)
    learners = next(step for step in plan.steps if step.label == "Обучающиеся с представителями")
    assert sorted(learners.absent.missing.values()) == ["Борисов Борис Борисович", "Ветрова Вера Васильевна"]
    assert Learner.objects.filter(institution=lived.institution).exclude(until=None).count() == 0


def test_dates_of_a_standing_year_are_kept_and_told(lived):
    files = changed(unpacked(exported(lived)), "academicSessions", 3, "endDate", "2026-12-31")
    plan = plan_package(packed(files), lived.institution)
    assert len(plan.checked.findings.notes) == 1
    assert next(iter(plan.checked.findings.notes)).startswith("1 семестр: здесь 01.09.2026 – ")
    assert counts(plan)["academicSessions: Учебный год и периоды"] == (0, 0, 3)


def test_new_period_joins_a_standing_year(lived):
    files = unpacked(exported(lived))
    row = dict(zip(files["academicSessions"][0], files["academicSessions"][2], strict=True))
    row |= {"sourcedId": "new", "title": "Практика", "startDate": "2027-06-15", "endDate": "2027-06-29"}
    files["academicSessions"].append(list(row.values()))
    apply_package(institution=lived.institution, data=packed(files), drop=0)
    term = Term.objects.get(year=lived.year, name="Практика")
    assert (term.since, term.until) == (date(2027, 6, 15), date(2027, 6, 28))


def test_departments_are_made_where_they_are_missing(lived):
    files = changed(unpacked(exported(lived)), "orgs", 3, "name", "Новое отделение")
    apply_package(institution=lived.institution, data=packed(files), drop=0)
    assert Department.objects.filter(institution=lived.institution, name="Новое отделение").exists()


def test_mode_of_stay_that_is_not_known_is_left_out_and_told(lived):
    files = changed(unpacked(exported(lived)), "classes", 2, "metadata.journal.mode", "Вечерний")
    plan = plan_package(packed(files), lived.institution)
    assert list(plan.checked.findings.notes) == ["Таких режимов пребывания здесь нет, они не взяты: Вечерний."]
    assert plan.is_empty


def test_data_changed_since_the_preview_is_not_overwritten(lived):
    data = packed(changed(unpacked(exported(lived)), "courses", 3, "courseCode", "ОП.01"))
    seen = plan_package(data, lived.institution).digest
    lived.element.name = "Материалы"
    lived.element.save()
    with pytest.raises(ListRefused) as refused:
        apply_package(institution=lived.institution, data=data, drop=0, seen=seen)
    assert str(refused.value) == "Данные изменились после просмотра. Ничего не записано: посмотрите ещё раз."


def test_queries_are_as_many_for_three_learners_as_for_one(lived, empty):
    def asked(data: bytes, place) -> int:
        with CaptureQueriesContext(connection) as queries:
            plan_package(data, place)
        return len(queries)

    one = asked(exported(lived), lived.institution)
    for number in range(3):
        learner = make_learner(lived.group, f"Новиков{number} Ной", external_id=f"n{number}")
        make_guardian(learner, make_person(f"Новикова{number} Нина"))
    assert asked(exported(lived), lived.institution) == one
