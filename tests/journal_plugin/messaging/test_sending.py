"""Letters that cannot be written stop no others (D13)."""

from datetime import timedelta

import pytest

from journal_plugin.messaging.actions import Round, absences, tell_of_absences
from journal_plugin.messaging.models import Notice
from journal_plugin.people.models import Person
from tests.factories.gradebook import absence, save_as
from tests.factories.mail import post_office
from tests.factories.people import make_guardian, make_person

GRACE = timedelta(seconds=181)


@pytest.mark.parametrize("address", ["нет", "mother@example.org\nBcc: thief@example.org"])
def test_address_that_is_none_costs_no_other_family_its_letter(cast, clock, settings, address):
    mother, other = Person.objects.get(email="mother@example.org"), make_person("Борисова Белла", email="b@example.org")
    Person.objects.filter(pk=mother.pk).update(email=address)
    make_guardian(cast.learners[1], other)
    save_as(cast.teacher, cast.journal, *(absence(cast.lesson, learner, "н") for learner in cast.learners[:2]))
    clock.shift(GRACE)
    with post_office(settings) as post:
        assert tell_of_absences() == Round(4, 0, 1, 1)
        assert [to for to, _subject, _text in post.told()] == ["b@example.org"]
        assert list(Notice.objects.filter(sent_at=None, person=mother).values_list("learner", flat=True)) == [
            cast.learners[0].pk
        ]
        Person.objects.filter(pk=mother.pk).update(email="mother@example.org")
        assert tell_of_absences() == Round(0, 0, 1, 0)
        assert post.told()[1][0] == "mother@example.org"


def test_letters_wait_until_a_wrong_setting_of_mail_is_mended(cast, clock, settings):
    make_guardian(cast.learners[1], make_person("Борисова Белла", email="b@example.org"))
    save_as(cast.teacher, cast.journal, *(absence(cast.lesson, learner, "н") for learner in cast.learners[:2]))
    clock.shift(GRACE)
    with post_office(settings) as post:
        right, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.absent.EmailBackend"
        assert tell_of_absences() == Round(4, 0, 0, 2)
        assert list(Notice.objects.exclude(sent_at=None)) == []
        settings.EMAIL_BACKEND = right
        assert tell_of_absences() == Round(0, 0, 2, 0)
        assert sorted(to for to, _subject, _text in post.told()) == ["b@example.org", "mother@example.org"]


def test_journal_at_which_a_round_fails_stops_no_other_and_is_tried_again(cast, clock, settings, monkeypatch, caplog):
    save_as(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[0], "н"))
    save_as(cast.foreign_teacher, cast.foreign_journal, absence(cast.foreign_lesson, cast.foreign_learner, "н"))
    clock.shift(GRACE)
    recipients = absences.recipients_of

    def broken(learners):
        if cast.learners[0].pk in learners:
            raise RuntimeError("broken")
        return recipients(learners)

    with post_office(settings), monkeypatch.context() as fault:
        fault.setattr(absences, "recipients_of", broken)
        assert tell_of_absences().raised == 2
        assert set(Notice.objects.values_list("learner", flat=True)) == {cast.foreign_learner.pk}
        assert f"journal {cast.journal.pk}" in caplog.text
        fault.undo()
        assert tell_of_absences().raised == 2
