"""The demo: the same for the same seed, made by actions alone, ready to be tried."""

import hashlib
import io
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from django.test import Client
from pytest_django import DjangoDbBlocker

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Submission, Task
from journal_plugin.attendance.models import Attendance
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.enums import DistributionState
from journal_plugin.lessons.models import Change, Distribution
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Consent, Learner, Person
from portal.demo.build import Size, build_demo
from portal.demo.people import PASSWORD, demo_logins
from tests.conftest import NOW, plant_wagtail

HOSTS = {"Камский медколледж": "127.0.0.1", "Школа № 7": "localhost"}
TINY = Size(groups=1, weeks=2)

pytestmark = pytest.mark.xdist_group("demo")


def digest() -> str:
    """A fingerprint of names, marks, absences and the whole history, without ids, which a database chooses itself."""
    who = ("learner__person__last_name", "learner__person__first_name", "learner__external_id")
    where = ("lesson__date", "lesson__number", "lesson__journal__element__name", "lesson__journal__group__name")
    rows = [
        *Person.objects.values_list("last_name", "first_name", "patronymic", "birth_date", "phone"),
        *Mark.objects.values_list("code", "version", "at", *who, *(f"work__{name}" for name in where)),
        *Attendance.objects.values_list("code", "reason", "at", *who, *where),
        *Submission.objects.values_list("attempt", "text", "state", "at", "task__title", *who),
        *Change.objects.filter(key__isnull=False).values_list(
            "seq", "at", "what", "old", "new", "reason", *who, *where
        ),
    ]
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()


def forget() -> None:
    """Empties what the process remembers of a database that has been rolled back."""
    cache.clear()


@pytest.fixture(scope="module")
def digests(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    """The fingerprints of two demos of the same seed; the last one stays for the module. PostgreSQL builds one."""
    builds = 2 if connection.vendor == "sqlite" else 1
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        plant_wagtail()
        found = []
        for left in reversed(range(builds)):
            with transaction.atomic():
                build_demo(size=TINY, seed=5, step=lambda title: lambda done, total: None)
                found.append(digest())
                transaction.set_rollback(left > 0)
            forget()
        yield found
        transaction.set_rollback(True)
    forget()


@pytest.fixture(autouse=True)
def demo(digests: list[str], db: None) -> None:
    """Every test here looks at the built demo."""


@pytest.mark.once
def test_same_seed_gives_the_same_people_marks_and_history(digests: list[str]) -> None:
    assert digests[0] == digests[1]


def test_nothing_was_entered_past_the_actions() -> None:
    said = io.StringIO()
    call_command("journal_verify", stdout=said)
    assert Change.objects.count() > 1000
    assert said.getvalue().count("\n") == 1


def test_learner_of_each_institution_has_tasks_in_every_state() -> None:
    for institution in Institution.objects.all():
        first = Learner.objects.get(institution=institution, external_id__endswith="0001")
        own = Submission.objects.filter(learner=first)
        states = set(Submission.objects.filter(learner__institution=institution).values_list("state", flat=True))
        assert (institution, states) == (institution, set(State))
        assert own.filter(attempt=2, state=State.ACCEPTED).exists()
        assert Task.objects.filter(recipients__learner=first, answered=False).exists()


def test_a_proposal_about_subgroups_waits_for_the_deputy() -> None:
    proposal = Distribution.objects.get(group__institution__short_name="Камский медколледж")
    moved = proposal.lines.exclude(part=F("was")).count()
    assert (proposal.state, proposal.since.weekday(), moved) == (DistributionState.PROPOSED, 0, 1)


def test_families_have_brought_their_consents() -> None:
    for institution in Institution.objects.all():
        given = Consent.objects.filter(learner__institution=institution)
        assert (institution, given.count() > 0) == (institution, True)
        assert not given.exclude(by__in=curators_of(institution)).exists()


def curators_of(institution: Institution):
    """Those who lead its groups."""
    return RoleAssignment.objects.filter(institution=institution, role=Role.CURATOR).values("person")


def test_every_learner_has_a_mark_or_an_absence() -> None:
    idle = Learner.objects.filter(marks=None, attendance=None)
    assert Learner.objects.count() > 100
    assert [(learner.pk, f"{learner}") for learner in idle] == []


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_both_sites_answer_and_every_login_opens_them(client: Client) -> None:
    logins = demo_logins()
    assert {login.place for login in logins} == set(HOSTS)
    for login in logins:
        visitor = Client(SERVER_NAME=HOSTS[login.place])
        assert visitor.get("/").status_code == 200
        assert (login.title, visitor.login(username=login.login, password=PASSWORD)) == (login.title, True)
        assert visitor.get("/").context["user"].get_username() == login.login


def test_second_run_on_a_filled_database_refuses() -> None:
    before = Change.objects.count()
    with pytest.raises(CommandError, match="База не пуста"):
        call_command("journal_demo")
    assert Change.objects.count() == before
