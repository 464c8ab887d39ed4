"""An attempt is recorded while a teacher corrects the mark: the debt that was examined stays."""

from datetime import date, datetime
from threading import Thread
from time import sleep
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connections, transaction

from journal_plugin.attestation.actions import examine
from journal_plugin.attestation.models import Debt
from tests.cast import make_cast
from tests.conftest import plant_wagtail
from tests.factories.gradebook import final, save_one


@pytest.mark.django_db(transaction=True)
def test_a_mark_corrected_while_somebody_is_examined_ends_nothing(clock):
    clock.move_to(datetime(2026, 12, 29, 10, 30, tzinfo=ZoneInfo("Asia/Yekaterinburg")))
    plant_wagtail()
    cast = make_cast()
    save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], "а/з"))
    debt, answers = Debt.objects.get(), []

    def correct() -> None:
        try:
            answers.append(save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[0], "4", expected=1)))
        finally:
            connections.close_all()

    teacher = Thread(target=correct)
    with transaction.atomic():
        attempt = {"day": date(2026, 12, 29), "result": "а/з", "examiners": [cast.staff.pk]}
        examine(debt_id=debt.pk, **attempt, actor=cast.admin.journal_person, key=uuid4())
        teacher.start()
        sleep(0.5)
    teacher.join(timeout=60)
    debt.refresh_from_db()
    assert ([answer.status for answer in answers], debt.ended_on) == (["accepted"], None)
