"""Consents to personal-data processing: who gives them at which age, how they are recorded, withdrawn and refused."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from journal_plugin.people.actions.consents import give_consents, withdraw_consent
from journal_plugin.people.consents import Needed, is_too_old, needed, still_needed
from journal_plugin.people.models import Consent, Guardianship, Person
from journal_plugin.people.queries.consents import consents_in, missing_in
from tests.cast import make_cast
from tests.conftest import plant_wagtail
from tests.factories.people import make_guardian, make_learner, make_person

TODAY = date(2026, 11, 20)
BOTH, OWN, KIN, NOBODY = Needed(True, True), Needed(True, False), Needed(False, True), Needed(False, False)


@pytest.mark.parametrize(
    ("birth", "who"),
    [
        ("2012-11-21", KIN),  # fourteen tomorrow
        ("2012-11-20", BOTH),  # fourteen today
        ("2008-11-21", BOTH),  # eighteen tomorrow
        ("2008-11-20", OWN),  # eighteen today
        ("1990-01-01", OWN),
        ("", BOTH),
    ],
)
def test_who_consents_at_which_age(birth, who):
    assert needed(date.fromisoformat(birth) if birth else None, TODAY) == who


def test_who_is_born_on_29_february_turns_14_on_the_first_of_march():
    born = date(2012, 2, 29)
    assert (needed(born, date(2026, 2, 28)), needed(born, date(2026, 3, 1))) == (KIN, BOTH)


@pytest.mark.parametrize(
    ("birth", "kin", "given", "missing"),
    [
        ("2010-01-01", [7, 8], [], BOTH),
        ("2010-01-01", [7, 8], [8], OWN),
        ("2010-01-01", [7, 8], [1], KIN),
        ("2010-01-01", [7, 8], [1, 7], NOBODY),
        ("2010-01-01", [8], [1, 7], KIN),  # the seventh represents no more
        ("2010-01-01", [], [1], KIN),
        ("2000-01-01", [7], [7], OWN),
        ("", [7], [], BOTH),
        ("", [], [], OWN),
    ],
)
def test_one_representative_is_enough_and_a_former_one_is_none(birth, kin, given, missing):
    born = date.fromisoformat(birth) if birth else None
    assert still_needed(born, TODAY, learner=1, representatives=kin, given=given) == missing
    assert missing.count == missing.own + missing.representative


def test_papers_of_a_whole_school_are_taken_and_slips_of_the_pen_are_not():
    assert not is_too_old(date(2014, 1, 1), TODAY)
    assert is_too_old(date(2013, 12, 31), TODAY)


@pytest.fixture
def mother(cast) -> Person:
    """Of the first learner, who is sixteen."""
    Person.objects.filter(pk=cast.learners[0].person_id).update(birth_date=date(2010, 5, 1))
    return cast.parent.journal_person


def give(cast, *pairs, key: UUID | None = None, **fields) -> tuple[Consent, ...]:
    """As the group's curator, today: pairs of a learner and a person."""
    said = {"group": cast.group, "given_on": TODAY, "actor": cast.curator.journal_person, "key": key or uuid4()}
    return give_consents(givers=[(learner.pk, person.pk) for learner, person in pairs], **said | fields)


def refused(cast, *pairs, match: str, **fields) -> None:
    """The action says so, and nothing is written."""
    before = Consent.objects.count()
    with pytest.raises(ValidationError, match=match):
        give(cast, *pairs, **fields)
    assert Consent.objects.count() == before


def of(cast, learner):
    """The learner's line in the reads of his group, whose count of what is missing agrees with the lines."""
    lines = consents_in([cast.group.pk], TODAY)
    assert missing_in([cast.group.pk], TODAY)[cast.group.pk] == sum(one.missing.count for one in lines)
    return next(one for one in lines if one.learner == learner.pk)


def test_a_family_consents_in_one_submission_that_may_come_twice(cast, mother):
    child = cast.learners[0]
    before = missing_in([cast.group.pk], TODAY)[cast.group.pk]
    key = uuid4()
    pairs = [(child, child.person), (child, mother)]
    made = give(cast, *pairs, key=key, how="  бланк \n № 5 ")
    assert {(row.giver_id, row.how, row.given_on, row.by_id) for row in made} == {
        (person.pk, "бланк № 5", TODAY, cast.curator.journal_person.pk) for person in (child.person, mother)
    }
    assert set(give(cast, *pairs, key=key, how="бланк № 5")) == set(made)
    assert missing_in([cast.group.pk], TODAY)[cast.group.pk] == before - 2
    assert (of(cast, child).missing, of(cast, child).givers) == (NOBODY, ())
    for others in ({"pairs": pairs[:1]}, {"pairs": pairs, "actor": cast.deputy.journal_person}):
        refused(cast, *others.pop("pairs"), key=key, match="другой записью", **others)


def test_a_page_sent_again_with_other_words_is_not_called_recorded(cast, mother):
    pair, key = (cast.learners[0], mother), uuid4()
    (row,) = give(cast, pair, key=key, how="бланк № 5")
    for fields in ({"given_on": date(2026, 11, 2), "how": "бланк № 5"}, {"how": "бланк № 6"}):
        refused(cast, pair, key=key, match="Эту страницу уже отправляли", **fields)
    withdraw(cast, row)
    refused(cast, pair, key=key, how="бланк № 5", match="уже отозвано")
    assert of(cast, cast.learners[0]).missing.representative


def test_one_wrong_tick_refuses_the_whole_submission(cast, mother):
    child, second = cast.learners[:2]
    right = (child, mother)
    refused(cast, match="Отметьте хотя бы одного")
    refused(cast, right, (second, mother), match="не представитель")
    refused(cast, right, (child, cast.teacher.journal_person), match="не представитель")
    refused(cast, right, (cast.foreign_learner, cast.foreign_learner.person), match="уже нет в этой группе")
    refused(cast, right, given_on=date(2026, 11, 21), match="ещё не наступил")
    refused(cast, right, given_on=date(1926, 11, 20), match="слишком давний")
    refused(cast, right, how="я" * 161, match="длиннее")
    assert len(give(cast, right)) == 1
    refused(cast, (child, child.person), right, match="тем временем уже записали")


def test_the_day_is_that_of_the_institution_and_not_of_greenwich(cast, mother):
    """In Perm it is one o'clock in the morning."""
    night = datetime(2026, 11, 19, 20, tzinfo=UTC)
    refused(cast, (cast.learners[0], mother), given_on=date(2026, 11, 21), match="ещё не наступил", now=night)
    assert give(cast, (cast.learners[0], mother), given_on=TODAY, now=night)


def test_age_counts_on_the_day_of_the_paper(cast, mother):
    child = cast.learners[0]
    Person.objects.filter(pk=child.person_id).update(birth_date=date(2012, 11, 1))
    refused(cast, (child, child.person), given_on=date(2026, 10, 31), match="не было 14 лет")
    give(cast, (child, child.person), given_on=date(2026, 11, 1))
    Person.objects.filter(pk=child.person_id).update(birth_date=date(2008, 11, 1))
    refused(cast, (child, mother), given_on=date(2026, 11, 1), match="уже было 18 лет")
    give(cast, (child, mother), given_on=date(2026, 10, 31))


def test_nobody_consents_for_who_is_not_born(cast, mother):
    child = cast.learners[0]
    Person.objects.filter(pk=child.person_id).update(birth_date=date(2018, 3, 8))
    refused(cast, (child, mother), given_on=date(2018, 3, 7), match="дня рождения ещё не было")
    give(cast, (child, mother), given_on=date(2018, 3, 8))


def test_a_trusted_person_and_a_former_guardian_consent_for_nobody(cast, mother):
    child = cast.learners[0]
    neighbour = make_person("Соседова Софья")
    make_guardian(child, neighbour, relation="trusted")
    refused(cast, (child, neighbour), match="не представитель")
    assert {giver.person for giver in of(cast, child).givers} == {child.person_id, mother.pk}
    give(cast, (child, mother))
    assert of(cast, child).missing == OWN
    Guardianship.objects.filter(guardian=mother).update(until=date(2026, 11, 19))
    line = of(cast, child)
    assert (line.missing, line.given[0].relation, line.has_nobody) == (BOTH, "", True)
    refused(cast, (child, mother), match="тем временем уже записали")
    withdraw(cast, Consent.objects.get())
    refused(cast, (child, mother), match="не представитель")


def withdraw(cast, consent: Consent, why: str = "заявление матери", **fields) -> Consent:
    """As the group's curator."""
    return withdraw_consent(
        consent=consent, why=why, **{"group": cast.group, "actor": cast.curator.journal_person} | fields
    )


def test_a_withdrawn_consent_is_kept_and_another_may_follow(cast, mother):
    child = cast.learners[0]
    (first,) = give(cast, (child, mother))
    with pytest.raises(ValidationError, match="почему"):
        withdraw(cast, first, " \n ")
    kept = withdraw(cast, first)
    assert (kept.withdrawn_by, kept.why) == (cast.curator.journal_person, "заявление матери")
    assert withdraw(cast, first) == kept
    for other in ({"why": "передумала"}, {"actor": cast.deputy.journal_person}):
        with pytest.raises(ValidationError, match="уже отозвано"):
            withdraw(cast, first, **other)
    assert of(cast, child).missing.representative
    (second,) = give(cast, (child, mother))
    line = of(cast, child)
    assert (line.missing.representative, len(line.given), len(line.withdrawn)) == (False, 1, 1)
    assert Consent.objects.get(pk=first.pk).withdrawn_at
    assert second.pk != first.pk


def test_only_who_collects_records_and_withdraws(cast, mother):
    pair = (cast.learners[0], mother)
    users = (cast.teacher, cast.foreign_curator, cast.director, cast.head, cast.secretary, cast.parent)
    for user in users:
        refused(cast, pair, actor=user.journal_person, match="собираете не вы")
    for user in (cast.deputy, cast.admin):
        (row,) = give(cast, pair, actor=user.journal_person)
        for other in users:
            with pytest.raises(ValidationError, match="собираете не вы"):
                withdraw(cast, row, actor=other.journal_person)
        assert withdraw(cast, row, actor=user.journal_person).withdrawn_at
    (row,) = give(cast, pair)
    foreign = {"group": cast.foreign_group, "actor": cast.foreign_curator.journal_person}
    with pytest.raises(ValidationError, match="не в этой группе"):
        withdraw(cast, row, **foreign)
    assert Consent.objects.get(pk=row.pk).withdrawn_at is None


def test_the_database_holds_one_standing_consent_and_whole_withdrawals(cast, mother):
    (row,) = give(cast, (cast.learners[0], mother))
    fields = {"learner": row.learner, "giver": mother, "given_on": TODAY, "by": row.by, "at": timezone.now()}
    for wrong in ({}, {"withdrawn_at": timezone.now()}, {"why": "слова без дня"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.create(key=uuid4(), **fields | wrong)
    Consent.objects.create(key=uuid4(), withdrawn_at=timezone.now(), withdrawn_by=row.by, why="раньше", **fields)


def test_who_comes_into_the_group_later_may_consent_before(cast):
    new = make_learner(cast.group, "Будущев Богдан", since=date(2026, 12, 1))
    assert len(give(cast, (new, new.person))) == 1
    gone = make_learner(cast.group, "Бывший Борис", until=date(2026, 11, 19))
    assert gone.pk not in {one.learner for one in consents_in([cast.group.pk], TODAY)}
    refused(cast, (gone, gone.person), match="уже нет в этой группе")


def test_two_who_record_the_same_consent_at_once_leave_one(committed):
    """The second is told so; neither meets an error of the database."""
    cast, start = committed, Barrier(2)
    said: list[int | str] = []
    pair = (cast.learners[0], cast.learners[0].person)

    def record(user) -> None:
        try:
            start.wait(timeout=10)
            said.append(len(give(cast, pair, actor=user.journal_person)))
        except ValidationError as problem:
            said.append(problem.messages[0])
        finally:
            connections.close_all()

    threads = [Thread(target=record, args=[user]) for user in (cast.curator, cast.deputy)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    told = [one for one in said if isinstance(one, str)]
    assert (len(said), len(told), Consent.objects.count()) == (2, 1, 1)
    assert "тем временем уже записали" in told[0]


@pytest.fixture
def committed(transactional_db, today):
    """The cast in tables that every thread sees."""
    plant_wagtail()
    return make_cast()
