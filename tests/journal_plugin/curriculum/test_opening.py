"""Opening the next study year: groups, curricula, load and programmes of this year go on into it (A19, B07)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import AcademicYear, Holiday
from journal_plugin.curriculum.actions import open_next_year
from journal_plugin.curriculum.models import Curriculum, CurriculumLine, TeachingAssignment
from journal_plugin.curriculum.opening import Plan
from journal_plugin.people.models import Group, Learner, Membership, Move
from tests.factories.curriculum import add_line, assign, make_curriculum, make_element
from tests.factories.people import join, make_group, make_learner

SINCE, UNTIL = date(2027, 9, 1), date(2028, 6, 30)
LAST = date(2027, 6, 30)


def plan(names: dict[int, str] | None = None, ending: tuple[int, ...] = (), **fields) -> Plan:
    fields = {"curricula": True, "load": True, "programmes": True, "leaders": True, "order_no": "77-к"} | fields
    return Plan(name="2027/2028", since=SINCE, until=UNTIL, names=names or {}, ending=ending, **fields)


def opened(cast, *args, **fields):
    return open_next_year(old=cast.year, plan=plan(*args, **fields), by=cast.admin)


@pytest.mark.row("A19")
def test_study_periods_and_holidays_come_a_year_later(cast):
    opened(cast)
    year = AcademicYear.objects.get(name="2027/2028")
    assert list(year.terms.order_by("number").values_list("name", "since", "until")) == [
        ("1 семестр", date(2027, 9, 1), date(2027, 12, 28)),
        ("2 семестр", date(2028, 1, 11), date(2028, 6, 30)),
    ]
    free = Holiday.objects.filter(since__gte=SINCE).values_list("name", "since", "until")
    assert list(free) == [("День народного единства", date(2027, 11, 4), date(2027, 11, 6))]


@pytest.mark.row("A19")
@pytest.mark.row("A16")
def test_a_group_goes_up_with_its_people_and_parts_and_the_past_stays(cast):
    part = make_group(cast.institution, "ОН-24-1", parent=cast.group)
    join(cast.learners[0], part)
    was = cast.group.course

    opened(cast, {cast.group.pk: "ОН-34"})

    new = Group.objects.get(name="ОН-34")
    assert (new.course, new.since, new.continues) == (was + 1, SINCE, cast.group)
    for group, name in ((cast.group, "ОН-24"), (part, "ОН-24-1")):
        group.refresh_from_db()
        assert (group.name, group.until) == (name, date(2027, 8, 31))
    now = Membership.objects.on(SINCE).filter(learner__in=cast.learners)
    assert sorted(now.values_list("learner__person__last_name", "group__name", "movement")) == sorted(
        [(learner.person.last_name, "ОН-34", "transferred") for learner in cast.learners]
        + [(cast.learners[0].person.last_name, "ОН-34-1", "distributed")]
    )
    before = Membership.objects.on(date(2027, 8, 31)).filter(group=cast.group)
    assert set(before.values_list("learner", flat=True)) == {learner.pk for learner in cast.learners}
    moves = Move.objects.values_list("kind", "day", "order_no", "came_from__name", "goes_to__name")
    assert set(moves) == {("transferred", SINCE, "77-к", "ОН-24", "ОН-34")}


def test_a_group_may_keep_its_name(cast):
    opened(cast, {cast.group.pk: "ОН-24"})
    assert list(Group.objects.filter(name="ОН-24").order_by("since").values_list("since", "course")) == [
        (date(2026, 9, 1), cast.group.course),
        (SINCE, cast.group.course + 1),
    ]


@pytest.mark.row("A18")
def test_a_group_graduates_on_the_last_day_of_its_year(cast):
    opened(cast, ending=(cast.group.pk,))
    cast.group.refresh_from_db()
    assert cast.group.until == LAST
    ends = Learner.objects.filter(pk__in=[learner.pk for learner in cast.learners]).values_list("until", flat=True)
    assert set(ends) == {LAST}
    assert set(Move.objects.values_list("kind", "day", "order_no", "came_from__name")) == {
        ("graduated", LAST, "77-к", "ОН-24")
    }


@pytest.mark.row("B07")
def test_curricula_are_templates_and_a_group_gets_that_of_its_next_course(cast):
    course = cast.group.course
    own = make_curriculum(cast.year, "Сварка, младшие", groups=(cast.group,), course=course)
    next_one = make_curriculum(cast.year, "Сварка, старшие", course=course + 1)
    hydraulics = make_element(cast.institution, "Гидравлика")
    add_line(own, cast.element, cast.term, 32)
    add_line(next_one, hydraulics, cast.term, 40, 8, "экзамен")

    done = opened(cast, {cast.group.pk: "ОН-34"})

    copies = Curriculum.objects.filter(year=done.year)
    assert {row.name: [group.name for group in row.groups.all()] for row in copies} == {
        "Сварка, младшие": [],
        "Сварка, старшие": ["ОН-34"],
    }
    line = CurriculumLine.objects.get(curriculum__year=done.year, element=hydraulics)
    assert (line.term.since, line.theory_hours, line.practice_hours, line.control.name) == (SINCE, 40, 8, "экзамен")
    assert done.curricula == 2


@pytest.mark.row("A19")
def test_who_taught_the_course_teaches_it_again(cast):
    course = cast.group.course
    make_curriculum(cast.year, "Младшие", groups=(cast.group,), course=course)
    older = make_group(cast.institution, "ОН-23", course=course + 1)
    make_learner(older, "Старшев Степан")
    make_curriculum(cast.year, "Старшие", groups=(older,), course=course + 1)
    hydraulics = make_element(cast.institution, "Гидравлика")
    assign(cast.staff, older, hydraulics, cast.term, hours=48)

    done = opened(cast, {cast.group.pk: "ОН-34"}, ending=(older.pk,))

    load = TeachingAssignment.objects.filter(term__year=done.year)
    assert list(load.values_list("group__name", "element__name", "staff", "hours", "since", "until")) == [
        ("ОН-34", "Гидравлика", cast.staff.pk, 48, SINCE, date(2027, 12, 28))
    ]


@pytest.mark.row("A19")
def test_parts_are_taught_as_the_parts_of_the_older_group_were(cast):
    course = cast.group.course
    make_curriculum(cast.year, "Младшие", groups=(cast.group,), course=course)
    only = make_group(cast.institution, "ОН-24-1", parent=cast.group)
    older = make_group(cast.institution, "ОН-23", course=course + 1)
    parts = [make_group(cast.institution, f"ОН-23-{n}", parent=older, course=course + 1) for n in (1, 2)]
    make_curriculum(cast.year, "Старшие", groups=(older,), course=course + 1)
    english = make_element(cast.institution, "Английский язык")
    for part, hours in zip(parts, (30, 32), strict=True):
        assign(cast.staff, part, english, cast.term, hours=hours)

    done = opened(cast, {cast.group.pk: "ОН-34"}, ending=(older.pk,))

    load = TeachingAssignment.objects.filter(term__year=done.year)
    assert list(load.values_list("group__name", "hours")) == [(only.name.replace("24", "34"), 30)]


@pytest.mark.row("A19")
def test_the_curator_goes_on_with_the_group_and_still_reads_its_past(cast):
    assert opened(cast, {cast.group.pk: "ОН-34"}).leaders == 1
    person = cast.curator.journal_person
    held = RoleAssignment.objects.on(SINCE).filter(person=person, role="curator")
    assert sorted(held.values_list("group__name", flat=True)) == ["ОН-24", "ОН-34"]


def test_a_curator_who_has_left_does_not_go_on(cast):
    cast.curator.journal_person.staff.update(until=LAST)
    assert opened(cast, {cast.group.pk: "ОН-34"}).leaders == 0


def test_a_teacher_who_left_is_given_no_load(cast):
    course = cast.group.course
    make_curriculum(cast.year, "Младшие", groups=(cast.group,), course=course)
    older = make_group(cast.institution, "ОН-23", course=course + 1)
    make_curriculum(cast.year, "Старшие", groups=(older,), course=course + 1)
    assign(cast.staff, older, make_element(cast.institution, "Гидравлика"), cast.term)
    cast.staff.until = LAST
    cast.staff.save()
    assert opened(cast, {cast.group.pk: "ОН-34"}).load == 0


def test_a_second_run_takes_the_groups_left_for_later_and_copies_nothing_twice(cast):
    make_curriculum(cast.year, "Сварка", groups=(cast.group, cast.foreign_group))
    first = opened(cast, {cast.group.pk: "ОН-34"})
    second = opened(cast, {cast.foreign_group.pk: "ОН-35"})
    assert (first.year == second.year, first.curricula, second.curricula) == (True, 1, 0)
    assert Curriculum.objects.filter(year=first.year).count() == 1


@pytest.mark.parametrize("again", ["names", "ending"])
def test_a_group_that_has_gone_on_is_refused_and_nothing_is_done(cast, again):
    opened(cast, {cast.group.pk: "ОН-34"})
    before = (Group.objects.count(), Move.objects.count(), TeachingAssignment.objects.count())
    with pytest.raises(ValidationError, match="ОН-24"):
        opened(cast, **{again: {cast.group.pk: "ОН-44"} if again == "names" else (cast.group.pk,)})
    assert (Group.objects.count(), Move.objects.count(), TeachingAssignment.objects.count()) == before


def test_two_groups_of_one_name_are_refused_and_no_year_is_opened(cast):
    with pytest.raises(ValidationError, match="ОН-34"):
        opened(cast, {cast.group.pk: "ОН-34", cast.foreign_group.pk: "ОН-34"})
    assert AcademicYear.objects.filter(name="2027/2028").count() == 0


def test_a_name_that_another_group_bears_is_refused(cast):
    with pytest.raises(ValidationError, match="ОН-25"):
        opened(cast, {cast.group.pk: "ОН-25"})
    assert Move.objects.count() == 0


@pytest.mark.parametrize("who", ["secretary", "deputy", "dispatcher", "teacher"])
def test_only_who_keeps_all_of_it_opens_a_year(cast, who):
    with pytest.raises(PermissionDenied):
        open_next_year(old=cast.year, plan=plan(), by=getattr(cast, who))
    assert AcademicYear.objects.count() == 1


# The page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"order_no": ""}, ["order_no"]),
        ({"since": "2027-05-01"}, ["since"]),
        ({"until": "2027-09-01"}, ["until"]),
    ],
)
def test_days_and_order_are_asked_before_anything_is_done(cast, client, fields, wrong):
    client.force_login(cast.admin)
    data = {"name": "2027/2028", "since": "2027-09-01", "until": "2028-06-30", "order_no": "77-к"}
    data |= {f"way_{group.pk}": "ends" for group in (cast.group, cast.foreign_group)}
    answer = client.post(reverse("journal:next_year"), data | fields)
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, wrong)
    assert (AcademicYear.objects.count(), Move.objects.count()) == (1, 0)
