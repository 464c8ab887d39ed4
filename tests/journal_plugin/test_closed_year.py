"""A closed year is read only: every write that lies in it is refused with one message, whoever writes and by which room."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.access.actions import delete_row, save_row
from journal_plugin.access.models import AuditEntry
from journal_plugin.assignments.actions import give_task, give_verdict, hand_in
from journal_plugin.assignments.enums import State
from journal_plugin.attendance.actions import announce_absence
from journal_plugin.calendar.actions import add_terms, close_year, open_year, reopen_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.calendar.closing import YearClosed
from journal_plugin.calendar.models import AcademicYear, Holiday, Term
from journal_plugin.curriculum.actions import assign_load, enter_curricula, open_change, open_next_year
from journal_plugin.curriculum.cards import CurriculumCard, LoadCard
from journal_plugin.curriculum.models import Curriculum, TeachingAssignment
from journal_plugin.curriculum.opening import Plan
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage
from journal_plugin.lessons.actions import (
    Place,
    add_work,
    ask_correction,
    cancel_lesson,
    change_journal_kind,
    lay_out_term,
    name_substitute,
    open_place,
    shift_plan,
)
from journal_plugin.lessons.actions.planning import follow_plans
from journal_plugin.lessons.enums import JournalKind, What
from journal_plugin.lessons.models import Change, WorkKind
from journal_plugin.people.actions import (
    distribute_learner,
    end_study,
    enter_learners,
    form_groups,
    give_leave,
    move_learner,
)
from journal_plugin.people.actions.cards import save_learner
from journal_plugin.people.cards import GroupCard, LearnerCard
from journal_plugin.people.enums import Movement
from journal_plugin.people.models import Group, Learner, Membership, Move
from journal_plugin.policies import SHUT
from journal_plugin.timetable.actions import enter_slots
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.models import Slot
from tests.cast import Cast
from tests.factories.assignments import make_task, make_work
from tests.factories.curriculum import make_curriculum
from tests.factories.gradebook import absence, final, mark, save_as, text
from tests.factories.pages import make_programme
from tests.factories.people import make_group
from tests.words import words_of

ZONE = ZoneInfo("Asia/Yekaterinburg")
DAY = date(2027, 6, 25)
"""A day of the closed year whose window of entry is still open."""
LAST = date(2027, 6, 30)
SAID = "Учебный год 2026/2027 закрыт 02.07.2027 (приказ № 15-у, закрыл(а) Админов А. А.)"


def shut(cast: Cast) -> None:
    """Closes the year of the cast on 2 July 2027."""
    close_year(year=cast.year, order_no="15-у", order_date=date(2027, 7, 1), left="", by=cast.admin)
    cast.year.refresh_from_db()


@pytest.fixture
def closed(cast, clock) -> Cast:
    """The cast in a year that is closed; its lesson of today was held a week before, so that only the closing shuts it."""
    Term.objects.filter(pk=cast.term.pk).update(until=LAST)
    TeachingAssignment.objects.update(until=LAST)
    cast.lesson.date = DAY
    cast.lesson.save()
    clock.move_to(datetime(2027, 7, 2, 10, 30, tzinfo=ZONE))
    shut(cast)
    return cast


def journal_verbs(cast: Cast) -> dict[str, Callable[[], object]]:
    """Verbs of a journal."""
    teacher, deputy = cast.teacher.journal_person, cast.deputy.journal_person
    place = {"journal_id": cast.journal.pk, "key": uuid4()}
    kind = WorkKind.objects.filter(institution=cast.institution).last()
    of_lesson = {"lesson_id": cast.lesson.pk, **place}
    whole = {"since": DAY, "until": DAY, "order_no": "7", "actor": deputy}
    return {
        "ask": lambda: ask_correction(place=Place(lesson=cast.lessons[0].pk), reason="ошибка", actor=teacher, **place),
        "open": lambda: open_place(place=Place(), until=date(2027, 7, 5), reason="ошибка", actor=deputy, **place),
        "work": lambda: add_work(lesson=cast.lesson, kind_id=kind.pk, actor=teacher, key=uuid4()),
        "kind": lambda: change_journal_kind(journal_id=cast.journal.pk, kind=JournalKind.UNMARKED, actor=deputy),
        "substitute": lambda: name_substitute(staff=cast.substitute.journal_person.staff.get(), **whole, **place),
        "cancel": lambda: cancel_lesson(reason="карантин", actor=deputy, **of_lesson),
        "shift": lambda: shift_plan(actor=teacher, **of_lesson),
        "task": lambda: give_task(
            lesson=cast.lesson, actor=teacher, key=uuid4(), title="Реферат", due=date(2027, 7, 9)
        ),
        "lay out": lambda: lay_out_term(term=Term.objects.get(pk=cast.term.pk)),
        "plans": lambda: follow_plans(year=cast.year),
    }


def year_verbs(cast: Cast) -> dict[str, Callable[[], object]]:
    """Verbs of the year's directories, curricula, load and timetable."""
    term = Term.objects.get(pk=cast.term.pk)
    load = LoadCard(cast.group.name, cast.element.name, cast.staff.person.full_name, hours=99)
    line = CurriculumCard("УП", "Сварка", 3, (cast.group.name,), cast.element.name, term.name, 32)
    slot = SlotCard("", 1, 1, cast.group.name, cast.element.name)
    holiday = Holiday.objects.get(institution=cast.institution)
    holiday.name = "Праздник"
    own = TeachingAssignment.objects.get(group=cast.group)
    own.hours = 99
    cast.year.name = "другое"
    spring = TermCard("3 семестр", "semester", DAY, DAY, 3)
    return {
        "terms": lambda: add_terms(year=cast.year, terms=[spring], by=cast.admin),
        "load": lambda: assign_load(term=term, cards=[load], by=cast.admin),
        "curricula": lambda: enter_curricula(year=cast.year, cards=[line], by=cast.admin),
        "slots": lambda: enter_slots(term=term, cards=[slot], by=cast.admin),
        "holiday": lambda: save_row(row=holiday, by=cast.admin),
        "no holiday": lambda: delete_row(row=holiday, by=cast.admin),
        "assignment": lambda: save_row(row=own, by=cast.admin),
        "year": lambda: save_row(row=cast.year, by=cast.admin),
    }


def people_verbs(cast: Cast) -> dict[str, Callable[[], object]]:
    """Movements with a day of the year."""
    learner, order = cast.learners[0], {"order_no": "7-к", "by": cast.secretary}
    card = LearnerCard("Новиков", "Никита", group=cast.group.name, since=DAY)
    notice = {"actor": cast.curator.journal_person, "learner_id": learner.pk, "key": uuid4(), "as_curator": True}
    return {
        "move": lambda: move_learner(learner=learner, group=cast.foreign_group, day=DAY, **order),
        "end": lambda: end_study(learner=learner, day=LAST, **order),
        "leave": lambda: give_leave(learner=learner, day=DAY, **order),
        "distribute": lambda: distribute_learner(learner=learner, groups=[], day=DAY, by=cast.secretary),
        "enter": lambda: enter_learners(institution=cast.institution, cards=[card], day=DAY, by=cast.secretary),
        "groups": lambda: form_groups(institution=cast.institution, cards=[GroupCard("ОН-99")], since=DAY),
        "absence": lambda: announce_absence(since=DAY, until=DAY, kind="болезнь", **notice),
    }


VERBS = {
    **dict.fromkeys(
        ("ask", "open", "work", "kind", "substitute", "cancel", "shift", "task", "lay out", "plans"), journal_verbs
    ),
    **dict.fromkeys(("terms", "load", "curricula", "slots", "holiday", "no holiday", "assignment", "year"), year_verbs),
    **dict.fromkeys(("move", "end", "leave", "distribute", "enter", "groups", "absence"), people_verbs),
}


def counts() -> tuple[int, ...]:
    models = (Change, AuditEntry, Move, Membership, Learner, Group, Slot, Curriculum, TeachingAssignment, Term, Holiday)
    return tuple(model.objects.count() for model in models)


@pytest.mark.parametrize("verb", VERBS)
def test_a_write_into_a_closed_year_is_refused_with_one_message_and_nothing_is_done(closed, verb):
    act = VERBS[verb](closed)[verb]
    before = counts()
    with pytest.raises(ValidationError) as refusal:
        act()
    assert refusal.value.messages[0].replace("\u00a0", " ").startswith(SAID)
    assert counts() == before


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_write_is_taken_when_the_year_is_open_again(closed, verb):
    """Each verb above would go through: it is the closing that refuses it, and nothing else."""
    reopen_year(year=closed.year, reason="исправление", by=closed.deputy)
    closed.year.refresh_from_db()
    try:
        VERBS[verb](closed)[verb]()
    except YearClosed:
        pytest.fail("refused though the year is open")
    except ValidationError as other:
        assert verb in {"ask", "shift", "enter", "slots"}, other.messages  # noqa: PT017 - refused for reasons of its own


def test_every_entry_of_a_batch_is_answered_with_what_stands_and_why(closed):
    operations = [
        mark(closed.works[0], closed.learners[0], "5"),
        absence(closed.lesson, closed.learners[1], "н"),
        text(What.TOPIC, closed.lesson, "Сплавы"),
        text(What.HOMEWORK, closed.lesson, "§ 5"),
        final(Term.objects.get(pk=closed.term.pk), closed.learners[0], "5"),
    ]
    answers = save_as(closed.teacher, closed.journal, *operations)
    assert {(answer.status, answer.may_ask) for answer in answers} == {("locked", False)}
    assert {answer.why.replace("\u00a0", " ")[: len(SAID)] for answer in answers} == {SAID}
    assert Change.objects.filter(journal=closed.journal).count() == 0
    reopen_year(year=closed.year, reason="исправление", by=closed.deputy)
    assert {answer.status for answer in save_as(closed.teacher, closed.journal, *operations)} == {"accepted"}


def test_reads_of_a_batch_do_not_grow_in_a_closed_year(closed):
    def asked(number: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            save_as(
                closed.teacher, closed.journal, *(mark(closed.works[0], one, "5") for one in closed.learners[:number])
            )
        return len(queries)

    assert asked(1) == asked(3)


def test_works_of_tasks_are_neither_handed_in_nor_checked(cast, clock):
    task = make_task(cast.lesson, cast.teacher)
    work = make_work(task, cast.learners[0])
    clock.move_to(datetime(2027, 7, 2, 10, 30, tzinfo=ZONE))
    shut(cast)
    one = cast.learners[1]
    with pytest.raises(YearClosed):
        hand_in(task=task, learner=one, actor=one.person, key=uuid4(), text="Готово.")
    with pytest.raises(YearClosed):
        give_verdict(
            submission=work, actor=cast.teacher.journal_person, key=uuid4(), state=State.ACCEPTED, seen=0, comment="+"
        )


def test_who_graduates_and_the_next_year_come_before_or_after_the_closing(closed):
    plan = Plan(
        name="2027/2028",
        since=date(2027, 9, 1),
        until=date(2028, 6, 30),
        order_no="77-к",
        names={closed.group.pk: "ОН-34"},
        ending=(closed.foreign_group.pk,),
        curricula=True,
        load=True,
        programmes=True,
        leaders=True,
    )
    done = open_next_year(old=closed.year, plan=plan, by=closed.admin)
    assert (done.raised, done.graduated) == (1, 1)
    closed.foreign_group.refresh_from_db()
    assert closed.foreign_group.until == LAST


def test_nobody_graduates_in_the_middle_of_a_closed_year(closed):
    order = {"order_no": "7-к", "movement": Movement.GRADUATED, "by": closed.secretary}
    with pytest.raises(YearClosed):
        end_study(learner=closed.learners[0], day=date(2026, 10, 15), **order)
    end_study(learner=closed.learners[0], day=LAST, **order)
    assert Move.objects.get().day == LAST


@pytest.mark.parametrize(
    "days", [{"until": date(2026, 12, 1)}, {"since": date(2027, 8, 1)}, {"since": date(2026, 10, 1)}]
)
def test_no_group_begins_or_ends_anew_in_a_closed_year(closed, days):
    group = Group.objects.get(pk=closed.group.pk)
    for name, day in days.items():
        setattr(group, name, day)
    with pytest.raises(ValidationError, match="закрыт"):
        save_row(row=group, by=closed.admin)
    assert (closed.group.since, closed.group.until) == Group.objects.values_list("since", "until").get(pk=group.pk)


def test_a_group_that_stands_is_written_and_one_that_has_ended_is_not(closed):
    group = Group.objects.get(pk=closed.group.pk)
    group.name = "ОН-24а"
    assert save_row(row=group, by=closed.admin).name == "ОН-24а"
    Group.objects.filter(pk=group.pk).update(until=LAST)
    ended = Group.objects.get(pk=group.pk)
    ended.name = "ОН-24б"
    with pytest.raises(ValidationError, match="закрыт"):
        save_row(row=ended, by=closed.admin)


@pytest.mark.parametrize("days", [{"since": DAY}, {"until": DAY}, {"since": date(2027, 9, 1)}])
def test_a_study_neither_begins_nor_ends_otherwise_inside_the_year(closed, days):
    row = Learner.objects.get(pk=closed.learners[0].pk)
    before = (row.since, row.until)
    for name, value in days.items():
        setattr(row, name, value)
    kept = {"human": {}, "group": closed.group, "day": None, "order_no": "9-к", "beside": [], "by": closed.secretary}
    with pytest.raises(YearClosed, match="закрыт"):
        save_learner(row=row, **kept)
    assert Learner.objects.values_list("since", "until").get(pk=row.pk) == before
    row.since, row.until = before
    row.adapted = True
    assert save_learner(row=row, **kept).adapted


def test_a_movement_of_the_next_year_is_taken(closed):
    group = make_group(closed.institution, "ОН-36", since=date(2027, 9, 1))
    move_learner(learner=closed.learners[0], group=group, day=date(2027, 9, 1), order_no="8-к", by=closed.secretary)
    assert Move.objects.filter(day=date(2027, 9, 1)).count() == 1


def test_the_next_year_of_the_same_institution_is_written_as_ever(closed):
    terms = [TermCard("1 семестр", "semester", date(2027, 9, 1), date(2027, 12, 28), 1)]
    new = open_year(
        institution=closed.institution, name="2027/2028", since=date(2027, 9, 1), until=date(2028, 6, 30), terms=terms
    )
    make_curriculum(new, groups=(closed.group,))
    holiday = Holiday(institution=closed.institution, name="Праздник", since=date(2027, 11, 4), until=date(2027, 11, 4))
    assert save_row(row=holiday, by=closed.admin).pk


GUARDED = {
    "journal.Change": "open_register",
    "journal.Confirmation": "confirm_duty",
    "journal.Correction": "open_register",
    "journal.Debt": "cleared after its year as well: only its own deadline shuts it",
    "journal.FinalMark": "open_register",
    "journal.GroupEvent": "plan_event",
    "journal.Journal": "lay_out_term, open_register",
    "journal.CurriculumLine": "its Curriculum",
    "journal.IndividualLine": "its IndividualCurriculum",
    "journal.ThematicPlan": "follow_plans, the lock of its programme",
    "journal.WorkProgrammePage": "its lock and clean()",
    "journal.TimetableEdit": "the raster changes days to come only",
    "journal.TimetableProposal": "the search is for days to come only",
    "journal.Upload": "the list's own action",
    "journal.YearClosing": "the history itself",
}
"""Models that point at a year or a term and have no list of their own in the admin -> what refuses them in a closed year."""


def test_no_table_of_a_year_is_forgotten():
    of_year = {
        model._meta.label
        for model in apps.get_app_config("journal").get_models()
        for field in model._meta.concrete_fields
        if field.related_model in (AcademicYear, Term)
    }
    shut_in_admin = {model._meta.label for model in SHUT}
    assert of_year - shut_in_admin == set(GUARDED)


# What is seen before anybody types


def test_pages_of_a_journal_say_that_the_year_is_closed_and_offer_nothing(client, closed):
    client.force_login(closed.teacher)
    for name in ("grid", "grid-topics", "grid-finals", "grid-tasks"):
        page = client.get(reverse(f"journal:{name}", args=[closed.journal.pk]))
        assert SAID in words_of(page), name
        assert "только чтение" in words_of(page), name
        assert "data-grid" not in page.content.decode(), name


def test_a_page_printed_before_is_printed_anew(client, closed):
    reopen_year(year=closed.year, reason="исправление", by=closed.deputy)
    client.force_login(closed.teacher)
    url = reverse("journal:grid", args=[closed.journal.pk])
    assert SAID not in words_of(client.get(url))
    closed.year.refresh_from_db()
    shut(closed)
    assert SAID in words_of(client.get(url))


def test_the_form_of_a_row_says_so_above_its_fields_and_keeps_what_was_typed(client, closed):
    curriculum = make_curriculum(closed.year, groups=(closed.group,))
    client.force_login(closed.admin)
    url = reverse("journal_curriculum:edit", args=[curriculum.pk])
    assert SAID in client.get(url).content.decode().replace("\u00a0", " ")
    deleted = client.post(reverse("journal_curriculum:delete", args=[curriculum.pk]), follow=True)
    assert SAID in deleted.content.decode().replace("\u00a0", " ")
    assert Curriculum.objects.filter(pk=curriculum.pk).exists()


def test_a_programme_of_a_closed_year_is_locked(client, cast, clock):
    cast.institution.site.root_page.add_child(instance=WorkProgrammeIndexPage(title="Полка", slug="shelf"))
    page = make_programme(cast.element, cast.year, "Сплавы")
    clock.move_to(datetime(2027, 7, 2, 10, 30, tzinfo=ZONE))
    shut(cast)
    page = type(page).objects.get(pk=page.pk)
    assert page.get_lock().get_message(cast.admin).replace("\u00a0", " ").startswith(SAID)
    with pytest.raises(YearClosed):
        open_change(page=page, reason="ошибка", by=cast.teacher.journal_person)
    client.force_login(cast.admin)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert SAID in edit.content.decode().replace("\u00a0", " ")


def test_a_lesson_still_in_its_window_is_shut_by_the_closing_alone(closed):
    assert closed.lesson.date + timedelta(days=21) > closed.institution.today()
