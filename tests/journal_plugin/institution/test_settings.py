"""The page of settings: by sections, with the history of changes; a changed setting takes effect (A23)."""

import pytest
from django.urls import reverse

from journal_plugin.institution.enums import EntryDue
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.institution.sections import SECTIONS
from tests.factories.gradebook import mark, save_as
from tests.words import words_of

PAGE = "journal:settings"


def sent(client) -> dict[str, str]:
    """What the form of the page would send as it stands."""
    form = client.get(reverse(PAGE)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value not in (None, False)}


def test_every_setting_stands_in_one_section():
    placed = [name for section in SECTIONS for name in section.fields]
    known = {field.name for field in InstitutionSettings._meta.concrete_fields} - {"id", "institution", "preset"}
    assert (sorted(placed), len(placed)) == (sorted(known), len(set(placed)))


@pytest.mark.row("A23")
def test_the_administrator_finds_it_in_both_menus(client, cast):
    client.force_login(cast.admin)
    for place in ("journal:rights", "wagtailadmin_home"):
        assert f'"{reverse(PAGE)}"' in client.get(reverse(place)).content.decode().replace("\\/", "/")


@pytest.mark.row("A23")
@pytest.mark.row("A13")
def test_a_changed_window_takes_effect_at_once(client, cast):
    """The lesson of 30 October lies in the window of 21 days, and no longer in one of 3."""
    work, anna = cast.lessons[1].works.get(), cast.learners[0]
    (answer,) = save_as(cast.teacher, cast.journal, mark(work, anna, "4"))
    assert answer.status == "accepted"

    client.force_login(cast.admin)
    assert client.post(reverse(PAGE), sent(client) | {"mark_window_days": "3"}).status_code == 302

    (answer,) = save_as(cast.teacher, cast.journal, mark(work, anna, "5", expected=1))
    assert (answer.status, work.marks.get().code) == ("locked", "4")


@pytest.mark.row("A23")
def test_the_history_says_who_changed_what_from_what_to_what(client, cast):
    client.force_login(cast.admin)
    changes = {"mark_window_days": "14", "absence_due": "same-day", "mark_one_allowed": "on"}
    page = client.post(reverse(PAGE), sent(client) | changes, follow=True)
    text = words_of(page)
    assert "Сохранено: изменены 3 настройки." in text
    who = cast.admin.journal_person.short_name.replace("\xa0", " ")
    assert f"20.11.2026 10:30 {who} Ставится отметка 1 нет да" in text
    due = tuple(str(word.label) for word in (EntryDue.NEXT_DAY, EntryDue.SAME_DAY))
    assert {(change.old, change.new) for change in page.context["history"]} == {("21", "14"), ("нет", "да"), due}


def test_a_refused_value_is_shown_and_nothing_is_kept(client, cast):
    client.force_login(cast.admin)
    answer = client.post(reverse(PAGE), sent(client) | {"mark_window_days": "14", "register_order": "5"})
    assert answer.status_code == 422
    assert "Укажите и номер, и дату приказа." in answer.content.decode()
    assert InstitutionSettings.objects.get(institution=cast.institution).mark_window_days == 21


def test_a_page_left_open_takes_nothing_back_that_was_changed_meanwhile(client, cast):
    client.force_login(cast.admin)
    opened = sent(client)
    opened |= {f"initial-{name}": value for name, value in opened.items()}
    client.post(reverse(PAGE), opened | {"mark_window_days": "14"})

    page = client.post(reverse(PAGE), opened | {"correction_days": "4", "threshold_five": "4.6"}, follow=True)

    assert "Сохранено: изменены 2 настройки." in words_of(page)
    settings = InstitutionSettings.objects.get(institution=cast.institution)
    assert (settings.mark_window_days, settings.correction_days) == (14, 4)
    assert ("4,50", "4,60") in {(change.old, change.new) for change in page.context["history"]}
    names = {f'name="initial-{name}"' for name in opened if not name.startswith("initial-")}
    html = client.get(reverse(PAGE)).content.decode()
    assert [name for name in names if name not in html] == []


def test_thresholds_of_averages_go_down(client, cast):
    client.force_login(cast.admin)
    answer = client.post(reverse(PAGE), sent(client) | {"threshold_five": "3.1"})
    assert (answer.status_code, "Ничего не сохранено" in words_of(answer)) == (422, True)


@pytest.mark.row("A23")
def test_the_deputy_reads_and_changes_nothing(client, cast):
    client.force_login(cast.deputy)
    page = client.get(reverse(PAGE))
    assert all(field.disabled for field in page.context["form"].fields.values())
    assert "Сохранить" not in words_of(page)
    assert client.post(reverse(PAGE), {"mark_window_days": "3"}).status_code == 404
