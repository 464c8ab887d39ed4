"""Writes to a plan of events: by the curator alone, each once, nothing over what has changed."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import AcademicYear, YearClosing
from journal_plugin.extracurricular.actions import (
    MOST,
    cancel_event,
    change_event,
    copy_plan,
    plan_event,
    record_held,
    remove_event,
    restore_event,
)
from journal_plugin.extracurricular.models import GroupEvent, GroupEventEdit
from journal_plugin.extracurricular.queries import coming_of, history_of, owed_of, planned_in, sources_for
from tests.factories.extracurricular import make_event, said
from tests.factories.institution import give_role, make_institution, make_year
from tests.factories.people import make_group, make_staff

HELD = date(2026, 11, 19)


def by(user) -> dict:
    """Who does it, under a new key."""
    return {"actor": user.journal_person, "key": uuid4()}


def year_of(cast, first: int) -> AcademicYear:
    """Another study year of the college."""
    since, until = date(first, 9, 1), date(first + 1, 6, 30)
    return AcademicYear.objects.create(
        institution=cast.institution, name=f"{first}/{first + 1}", since=since, until=until
    )


def hold(event: GroupEvent, user, **fields) -> GroupEvent:
    """Recorded as held."""
    told = {"held_on": HELD, "attended": 20, "outcome": ""} | by(user)
    return record_held(event_id=event.pk, version=event.version, **told | fields)


@pytest.mark.row("H04")
def test_the_curator_alone_plans(cast):
    event = make_event(cast.group, cast.curator)
    assert (event.title, event.year, event.version) == ("Экскурсия на завод", cast.year, 1)
    for user in (cast.teacher, cast.foreign_curator, cast.deputy, cast.admin, cast.parent):
        with pytest.raises(PermissionDenied):
            plan_event(group=cast.group, year=cast.year, said=said(), **by(user))
        for act in (
            lambda who: hold(event, who),
            lambda who: cancel_event(event_id=event.pk, version=1, why="дождь", **by(who)),
            lambda who: change_event(event_id=event.pk, version=1, said=said("Иное"), **by(who)),
            lambda who: remove_event(event_id=event.pk, version=1, **by(who)),
            lambda who: restore_event(event_id=event.pk, version=1, **by(who)),
        ):
            with pytest.raises(PermissionDenied):
                act(user)
    assert GroupEventEdit.objects.count() == 1


def test_a_repeated_key_writes_once(cast):
    told = by(cast.curator)
    first = plan_event(group=cast.group, year=cast.year, said=said(), **told)
    assert plan_event(group=cast.group, year=cast.year, said=said(), **told) == first
    assert (GroupEvent.objects.count(), GroupEventEdit.objects.count()) == (1, 1)
    with pytest.raises(ValidationError, match="другой записью"):
        cancel_event(event_id=first.pk, version=1, why="дождь", **told)
    again = by(cast.curator)
    for _time in range(2):
        cancel_event(event_id=first.pk, version=1, why="дождь", **again)
    assert GroupEventEdit.objects.filter(event=first).count() == 2


@pytest.mark.parametrize(
    ("since", "until", "why"),
    [
        (date(2026, 11, 25), date(2026, 11, 24), "раньше первого"),
        (date(2026, 8, 31), date(2026, 8, 31), "Учебный год длится"),
        (date(2027, 6, 30), date(2027, 9, 1), "Учебный год длится"),
    ],
)
def test_days_lie_in_the_study_year_and_in_order(cast, since, until, why):
    with pytest.raises(ValidationError, match=why):
        make_event(cast.group, cast.curator, said(since=since, until=until))
    event = make_event(cast.group, cast.curator)
    with pytest.raises(ValidationError, match=why):
        change_event(event_id=event.pk, version=1, said=said(since=since, until=until), **by(cast.curator))
    assert GroupEventEdit.objects.count() == 1


def test_a_foreign_year_a_year_without_the_group_and_a_closed_one_are_refused(cast):
    told = {"group": cast.group, "said": said()}
    with pytest.raises(ValidationError, match="друго"):
        plan_event(year=make_year(make_institution("127.0.0.1", default=False)), **told, **by(cast.curator))
    event = make_event(cast.group, cast.curator)
    cast.group.until = date(2026, 12, 31)
    cast.group.save()
    later = year_of(cast, 2027)
    with pytest.raises(ValidationError, match="2027/2028"):
        plan_event(year=later, **told, **by(cast.curator))
    shut = {"order_no": "15-у", "order_date": date(2027, 7, 1), "by": cast.admin.journal_person, "at": timezone.now()}
    YearClosing.objects.create(year=cast.year, **shut)
    AcademicYear.objects.filter(pk=cast.year.pk).update(closed_at=timezone.now())
    cast.year.refresh_from_db()
    with pytest.raises(ValidationError, match="закрыт"):
        plan_event(year=cast.year, **told, **by(cast.curator))
    with pytest.raises(ValidationError, match="закрыт"):
        hold(event, cast.curator)
    assert GroupEventEdit.objects.count() == 1


@pytest.mark.row("H05")
def test_what_came_of_an_event_is_recorded_corrected_and_taken_back_and_all_of_it_stands_in_the_history(cast):
    event = make_event(cast.group, cast.curator, said(since=date(2026, 11, 18), until=HELD))
    with pytest.raises(ValidationError, match="ещё не наступил"):
        hold(event, cast.curator, held_on=date(2026, 11, 21))
    with pytest.raises(ValidationError, match="не из учебного года"):
        hold(event, cast.curator, held_on=date(2026, 8, 1))
    event = hold(event, cast.curator, outcome="Узнали, как льют сталь")
    event = hold(event, cast.curator, attended=19, outcome="Узнали, как льют сталь")
    with pytest.raises(ValidationError, match="тем временем"):
        cancel_event(event_id=event.pk, version=event.version, why="дождь", **by(cast.curator))
    event = restore_event(event_id=event.pk, version=event.version, **by(cast.curator))
    assert (event.held_on, event.attended, event.outcome, event.version) == (None, None, "", 4)
    lines = history_of(event)
    assert [line.act for line in lines] == [
        "возвращено в план",
        "записано как проведённое",
        "записано как проведённое",
        "запланировано",
    ]
    assert lines[1].made == (("сколько обучающихся участвовало", "20", "19"),)
    assert ("дата проведения", "", "19.11.2026") in lines[2].made


def test_a_cancelled_event_says_why_and_returns(cast):
    event = make_event(cast.group, cast.curator)
    with pytest.raises(ValidationError, match="почему"):
        cancel_event(event_id=event.pk, version=1, why="  ", **by(cast.curator))
    event = cancel_event(event_id=event.pk, version=1, why="карантин", **by(cast.curator))
    for late in (
        lambda: hold(event, cast.curator),
        lambda: change_event(event_id=event.pk, version=2, said=said("Иное"), **by(cast.curator)),
    ):
        with pytest.raises(ValidationError, match="тем временем"):
            late()
    event = restore_event(event_id=event.pk, version=2, **by(cast.curator))
    assert (event.cancelled, event.version) == ("", 3)


def test_what_has_changed_meanwhile_is_not_written_over(cast):
    event = make_event(cast.group, cast.curator)
    change_event(event_id=event.pk, version=1, said=said("Поход"), **by(cast.curator))
    with pytest.raises(ValidationError, match="тем временем"):
        change_event(event_id=event.pk, version=1, said=said("Музей"), **by(cast.curator))
    assert GroupEvent.objects.get().title == "Поход"
    same = change_event(event_id=event.pk, version=2, said=said("Поход"), **by(cast.curator))
    assert (same.version, GroupEventEdit.objects.count()) == (2, 2)


def test_a_plan_is_full_at_its_bound(cast):
    first = make_event(cast.group, cast.curator)
    GroupEvent.objects.bulk_create(
        GroupEvent(group=cast.group, year=cast.year, title="x", since=HELD, until=HELD) for _each in range(MOST - 1)
    )
    with pytest.raises(ValidationError, match="не больше 300"):
        make_event(cast.group, cast.curator)
    more = make_event(cast.foreign_group, cast.foreign_curator, said("Ещё одно"))
    source = {"source": cast.foreign_group, "source_year": cast.year, "events": [more.pk]}
    with pytest.raises(ValidationError, match="не больше 300"):
        copy_plan(**source, group=cast.group, year=cast.year, **by(cast.curator))
    assert GroupEventEdit.objects.filter(event__group=cast.group).count() == 1 == first.version


def test_a_removed_event_is_counted_nowhere_and_returns(cast):
    event = make_event(cast.group, cast.curator)
    event = remove_event(event_id=event.pk, version=1, **by(cast.curator))
    assert planned_in([cast.group.pk], cast.year) == {}
    assert coming_of(cast.group, HELD) == ()
    with pytest.raises(ValidationError, match="тем временем"):
        hold(event, cast.curator)
    restore_event(event_id=event.pk, version=2, **by(cast.curator))
    assert planned_in([cast.group.pk], cast.year) == {cast.group.pk: 1}
    assert [each.said.title for each in coming_of(cast.group, HELD)] == ["Экскурсия на завод"]
    assert [line.act for line in history_of(event)][:2] == ["возвращено в план", "убрано из плана"]


def test_chosen_events_are_taken_over_once_without_what_is_there_or_cancelled(cast):
    titles = ("Поход", "Музей", "Театр", "Каток", "Тир")
    theirs = {
        title: make_event(cast.foreign_group, cast.foreign_curator, said(title, responsible="Иванов И. И."))
        for title in titles
    }
    cancel_event(event_id=theirs["Театр"].pk, version=1, why="дождь", **by(cast.foreign_curator))
    remove_event(event_id=theirs["Тир"].pk, version=1, **by(cast.foreign_curator))
    make_event(cast.group, cast.curator, said("Музей"))
    chosen = [theirs[title].pk for title in titles if title != "Каток"]
    told = {"source": cast.foreign_group, "source_year": cast.year, "group": cast.group, "year": cast.year}
    told["events"] = chosen
    with pytest.raises(PermissionDenied):
        copy_plan(**told, **by(cast.foreign_curator))
    key = by(cast.curator)
    assert copy_plan(**told, **key) == 1
    taken = GroupEvent.objects.get(group=cast.group, title="Поход")
    assert (taken.since, taken.responsible) == (theirs["Поход"].since, "")
    remove_event(event_id=taken.pk, version=1, **by(cast.curator))
    assert copy_plan(**told, **key) == 1
    assert planned_in([cast.group.pk], cast.year) == {cast.group.pk: 1}
    assert copy_plan(**told, **by(cast.curator)) == 1
    assert planned_in([cast.group.pk], cast.year) == {cast.group.pk: 2}


def test_a_copy_reads_and_writes_no_more_for_more_events(cast):
    counts = {}
    for number in range(1, 4):
        events = [
            make_event(cast.foreign_group, cast.foreign_curator, said(f"Поход {number}-{each}")).pk
            for each in range(number)
        ]
        told = {"source": cast.foreign_group, "source_year": cast.year, "group": cast.group, "year": cast.year}
        with CaptureQueriesContext(connection) as seen:
            assert copy_plan(**told, events=events, **by(cast.curator)) == number
        counts[number] = len(seen)
    assert counts[1] == counts[3]


def test_only_the_curator_of_today_plans_and_not_the_educator(cast):
    plan = {"group": cast.group, "year": cast.year, "said": said()}
    roles = RoleAssignment.objects.filter(person=cast.curator.journal_person, group=cast.group)
    roles.update(role="educator")
    with pytest.raises(PermissionDenied):
        plan_event(**plan, **by(cast.curator))
    roles.update(role="curator", until=date(2026, 11, 19))
    with pytest.raises(PermissionDenied):
        plan_event(**plan, **by(cast.curator))
    roles.update(until=None)
    assert plan_event(**plan, **by(cast.curator)).group == cast.group


def test_a_key_belongs_to_one_event_and_one_person(cast):
    first, second = (make_event(cast.group, cast.curator, said(title)) for title in ("Поход", "Музей"))
    told = by(cast.curator)
    cancel_event(event_id=first.pk, version=1, why="дождь", **told)
    with pytest.raises(ValidationError, match="другой записью"):
        cancel_event(event_id=second.pk, version=1, why="дождь", **told)
    give_role(cast.foreign_curator.journal_person, cast.institution, "curator", group=cast.group)
    with pytest.raises(ValidationError, match="другой записью"):
        cancel_event(event_id=first.pk, version=1, why="дождь", **told | {"actor": cast.foreign_curator.journal_person})


@pytest.mark.parametrize("fields", [{"direction": "никуда"}, {"title": ""}, {"title": "я" * 201}, {"place": "я" * 121}])
def test_what_no_column_holds_is_refused_by_the_action_too(cast, fields):
    with pytest.raises(ValidationError):
        make_event(cast.group, cast.curator, replace(said(), **fields))
    event = make_event(cast.group, cast.curator)
    for attended in (-1, 1000):
        with pytest.raises(ValidationError):
            hold(event, cast.curator, attended=attended)
    assert GroupEventEdit.objects.count() == 1


def test_sources_are_plans_of_the_institution_of_this_year_and_the_one_before(cast):
    for first in (2025, 2024):
        year = year_of(cast, first)
        old = make_group(cast.institution, f"ТМ-{first}", since=year.since, until=year.until)
        give_role(cast.curator.journal_person, cast.institution, "curator", group=old)
        plan_event(group=old, year=year, said=said(since=date(first, 11, 25)), **by(cast.curator))
    make_event(cast.foreign_group, cast.foreign_curator)
    make_event(cast.group, cast.curator)
    school = make_institution("127.0.0.1", default=False)
    theirs = make_group(school, "5А")
    keeper = make_staff(school, "Чужой Чук").person
    give_role(keeper, school, "curator", group=theirs)
    plan_event(group=theirs, year=make_year(school), said=said(), actor=keeper, key=uuid4())
    found = [source.name for source in sources_for(cast.group, cast.year)]
    assert found == [f"{cast.foreign_group.name}, 2026/2027", "ТМ-2025, 2025/2026"]


def test_what_is_owed_and_what_comes_is_the_groups_own(cast):
    make_event(cast.foreign_group, cast.foreign_curator)
    make_event(cast.foreign_group, cast.foreign_curator, said(since=HELD))
    assert (owed_of(cast.group, date(2026, 11, 20)), coming_of(cast.group, HELD)) == ((), ())
    past, ahead = (make_event(cast.group, cast.curator, said(since=day)) for day in (HELD, date(2026, 12, 1)))
    assert owed_of(cast.group, date(2026, 11, 20)) == (cast.year.pk,)
    assert [each.pk for each in coming_of(cast.group, date(2026, 11, 20))] == [ahead.pk]
    AcademicYear.objects.filter(pk=cast.year.pk).update(closed_at=timezone.now())
    assert owed_of(cast.group, date(2026, 11, 20)) == ()
    assert past.pk != ahead.pk


def test_a_plan_of_the_year_before_comes_on_the_same_days_and_a_foreign_one_never(cast):
    before = year_of(cast, 2025)
    old = make_group(cast.institution, "ТМ-11", since=before.since, until=before.until)
    give_role(cast.curator.journal_person, cast.institution, "curator", group=old)
    for title, day in (("Поход", date(2025, 11, 25)), ("Выезд", date(2025, 9, 1))):
        plan_event(group=old, year=before, said=said(title, day), **by(cast.curator))
    told = {"group": cast.group, "year": cast.year, "events": list(GroupEvent.objects.values_list("pk", flat=True))}
    assert copy_plan(source=old, source_year=before, **told, **by(cast.curator)) == 2
    days = GroupEvent.objects.filter(group=cast.group).values_list("title", "since").order_by("since")
    assert list(days) == [("Выезд", date(2026, 9, 1)), ("Поход", date(2026, 11, 25))]
    school = make_institution("127.0.0.1", default=False)
    with pytest.raises(PermissionDenied):
        copy_plan(source=make_group(school, "5А"), source_year=make_year(school), **told, **by(cast.curator))
