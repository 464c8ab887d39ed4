"""The only way to a private file."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from journal_plugin.assignments.actions import change_task
from journal_plugin.assignments.models import SubmissionFile, TaskFile
from journal_plugin.files.storage import place_of, private_storage
from journal_plugin.people.models import Guardianship
from tests.factories.assignments import DUE, PDF, make_task, make_work, sent
from tests.factories.institution import make_user
from tests.factories.people import make_guardian, make_learner, make_person


@pytest.fixture
def files(cast) -> tuple[str, str]:
    """Addresses of a material of a task and of a file that Анна handed in."""
    task = make_task(cast.lesson, cast.teacher, files=[sent("образец.pdf")])
    make_work(task, cast.learners[0], files=[sent("работа Анны.pdf", PDF + b"anna")])
    return (
        reverse("journal:task-material", args=[TaskFile.objects.get().pk]),
        reverse("journal:task-work-file", args=[SubmissionFile.objects.get().pk]),
    )


def statuses(user, addresses) -> list[int]:
    client = Client()
    if user is not None:
        client.force_login(user)
    return [_status(client, address) for address in addresses]


def _status(client: Client, address: str) -> int:
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # read to its end, a file closes
    return response.status_code


@pytest.mark.row("M05")
@pytest.mark.parametrize(
    ("who", "opens"),
    [
        ("teacher", [200, 200]),
        ("substitute", [200, 200]),
        ("curator", [200, 200]),
        ("deputy", [200, 200]),
        ("student", [200, 200]),
        ("parent", [200, 200]),
        ("foreign_parent", [404, 404]),
        ("foreign_teacher", [404, 404]),
        ("foreign_curator", [404, 404]),
        ("secretary", [404, 404]),
        ("stranger", [404, 404]),
    ],
)
def test_files_open_to_those_who_read_the_journal_and_to_the_family(cast, files, who, opens):
    assert statuses(getattr(cast, who), files) == opens


def test_classmate_reads_the_material_and_not_the_work(cast, files):
    boris = make_user("boris", person=cast.learners[1].person)
    mother = make_user("belova", person=make_guardian(cast.learners[1], make_person("Борисова Белла")).guardian)
    assert [statuses(boris, files), statuses(mother, files)] == [[200, 404], [200, 404]]


def test_material_of_a_personal_task_is_not_for_the_rest_of_the_group(cast):
    task = make_task(cast.lesson, cast.teacher, learners=[cast.learners[1].pk], files=[sent()])
    address = reverse("journal:task-material", args=[task.files.get().pk])
    boris = make_user("boris", person=cast.learners[1].person)
    assert [statuses(user, [address]) for user in (boris, cast.student, cast.parent)] == [[200], [404], [404]]


def test_guest_is_sent_to_sign_in_and_a_guessed_address_is_not_there(cast, files):
    assert statuses(None, files) == [302, 302]
    guessed = [reverse(f"journal:{name}", args=[uuid4()]) for name in ("task-material", "task-work-file")]
    swapped = [
        reverse("journal:task-material", args=[SubmissionFile.objects.get().pk]),
        reverse("journal:task-work-file", args=[TaskFile.objects.get().pk]),
    ]
    assert statuses(cast.teacher, [*guessed, *swapped]) == [404] * 4


def test_ended_guardianship_shuts_the_files(cast, files, clock):
    Guardianship.objects.filter(learner=cast.learners[0]).update(until="2026-11-20")
    assert statuses(cast.parent, files) == [200, 200]
    clock.shift(24 * 3600)
    assert statuses(cast.parent, files) == [404, 404]


def test_material_taken_away_is_for_staff_alone(cast, files):
    material = TaskFile.objects.get()
    change_task(
        task=material.task,
        actor=cast.teacher.journal_person,
        key=uuid4(),
        expected=1,
        title="То же",
        text="",
        due=DUE,
        dropped=[material.pk],
    )
    assert [statuses(user, files[:1]) for user in (cast.teacher, cast.student, cast.parent)] == [[200], [404], [404]]


def test_file_is_handed_out_to_be_saved_and_never_shown(cast, files, client):
    client.force_login(cast.teacher)
    response = client.get(files[1])
    assert b"".join(response.streaming_content) == PDF + b"anna"
    assert {
        name: response[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Cache-Control",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename*=utf-8''"
        "%D1%80%D0%B0%D0%B1%D0%BE%D1%82%D0%B0%20%D0%90%D0%BD%D0%BD%D1%8B.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }


def test_files_lie_outside_of_what_the_web_server_hands_out(cast, files, client):
    row = SubmissionFile.objects.get()
    storage = private_storage()
    place = storage.path(place_of(row.pk))
    assert (str(settings.MEDIA_ROOT) in place, row.name in place, row.pk.hex in place) == (False, False, True)
    client.force_login(cast.teacher)
    for guess in (
        f"/media/{place_of(row.pk)}",
        f"/private/{place_of(row.pk)}",
        f"/media/../private/{place_of(row.pk)}",
    ):
        assert client.get(guess, follow=True).status_code == 404
    assert stat.S_IMODE(Path(place).stat().st_mode) == 0o600


def test_row_without_its_content_is_not_found(cast, files):
    private_storage().delete(place_of(TaskFile.objects.get().pk))
    assert statuses(cast.teacher, files) == [404, 200]


def test_files_of_another_family_at_the_same_group_stay_shut_to_a_second_child(cast, files):
    """A parent of two: the other child's login and rows open nothing of Анна's."""
    other = make_learner(cast.foreign_group, "Соколов Глеб", external_id="7")
    gleb = make_user("gleb", person=other.person)
    assert statuses(gleb, files) == [404, 404]
