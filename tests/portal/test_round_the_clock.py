"""Access daily and around the clock (L11): no hour and no day at which the site turns anybody away."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from journal_plugin.diary.actions import place_diary
from tests.conftest import NOW

HOURS = [NOW.replace(hour=0, minute=0) + timedelta(hours=5 * step) for step in range(34)]
"""A week in steps of five hours: every day, and sooner or later every part of the day; Sunday and midnight too."""


@pytest.mark.row("L11")
def test_a_teacher_and_a_student_are_let_in_at_any_hour_of_the_week(cast, clock):
    for user in (cast.teacher, cast.student):
        user.set_password("Полярная-Звезда-9")
        user.save()
    diary = place_diary(site=cast.institution.site).get_url()
    shut: list[tuple[str, datetime, int]] = []
    for moment in HOURS:
        clock.move_to(moment)
        for user, page in ((cast.teacher, reverse("journal:today")), (cast.student, diary)):
            client = Client()
            client.post(reverse("account_login"), {"login": user.username, "password": "Полярная-Звезда-9"})
            status = client.get(page, follow=True).status_code
            if status != 200:
                shut.append((user.username, moment, status))

    assert shut == []
    assert {moment.weekday() for moment in HOURS} == set(range(7))
