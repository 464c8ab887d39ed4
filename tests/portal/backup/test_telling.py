"""How a failed backup reaches the administrator: the command, the letter, the first screen of the admin."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal.backup.copies import copies_in
from tests.campus import Campus
from tests.words import words_of

pytestmark = pytest.mark.once


@pytest.fixture
def places(settings, tmp_path, media) -> list[Path]:
    """Two places, and a database file of its own: that of the tests is in the middle of a transaction."""

    settings.BACKUP_PLACES = list(map(str, media))
    settings.BACKUP_STATE = tmp_path / "var" / "backup.json"
    settings.MEDIA_ROOT = tmp_path / "media"
    return media


def said_by(*command: str) -> tuple[int, str]:
    """Exit code and words of a command that ends badly."""
    with pytest.raises(CommandError) as ended:
        call_command("portal_backup", *command)
    return ended.value.returncode, str(ended.value)


def test_without_places_the_command_says_so() -> None:
    assert said_by() == (2, "Копии не делаются: в JOURNAL_BACKUP_PLACES не названо ни одного места.")
    assert said_by("--state")[0] == 2


def test_a_failure_reaches_the_administrators_by_letter_and_on_the_first_screen(
    campus: Campus, as_user, places, mailoutbox, capsys, clock
) -> None:
    cast = campus.cast
    for user, address in ((cast.admin, "admin@example.org"), (cast.deputy, "deputy@example.org")):
        type(user.journal_person).objects.filter(pk=user.journal_person.pk).update(email=address)
    places[1].rmdir()
    code, words = said_by()
    assert (code, str(places[1]) in words, "подключён ли носитель" in words) == (1, True, True)
    assert [letter.to for letter in mailoutbox] == [["admin@example.org"]]
    assert str(places[1]) in mailoutbox[0].body
    assert said_by("--state")[0] == 1
    home = reverse("wagtailadmin_home")
    assert "подключён ли носитель" in words_of(as_user(cast.admin).get(home))
    assert "Резервные копии" not in words_of(as_user(cast.curator).get(home))

    places[1].mkdir()
    clock.shift(60)
    call_command("portal_backup")
    assert len(mailoutbox) == 1
    call_command("portal_backup", "--state")
    call_command("portal_backup", "--check")
    assert "Все копии целы" in capsys.readouterr().out
    screen = words_of(as_user(cast.admin).get(home))
    assert ("Последняя полная копия, во всех местах" in screen, "подключён" in screen) == (True, False)

    (copy,) = copies_in(places[1])
    with (copy.folder / "files.tar").open("r+b") as file:
        file.write(b"?")
    (copies_in(places[0])[0].folder / "manifest.json").unlink()
    code, words = said_by("--check")
    assert (code, "изменён" in words, "не копия" in words) == (1, True, True)
