"""Founding an institution; its settings."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from journal_plugin.access.models import AuditEntry
from journal_plugin.institution.actions import change_settings
from journal_plugin.institution.models import Institution, InstitutionSettings
from journal_plugin.lessons.kinds import STARTING_KINDS
from journal_plugin.lessons.models import WorkKind
from tests.factories.institution import make_institution


@pytest.mark.parametrize(
    ("preset", "kind", "window", "due", "hours", "curator"),
    [
        ("college-perm", "college", 21, "same-day", 2, "куратор"),
        ("school-mastergrad", "school", 21, "hour", 1, "классный руководитель"),
    ],
)
def test_institution_starts_with_the_values_of_its_preset(db, preset, kind, window, due, hours, curator):
    institution = make_institution(preset=preset)
    settings = institution.settings
    assert (institution.kind, settings.preset) == (kind, preset)
    assert (settings.mark_window_days, settings.entry_due, settings.lesson_hours, settings.curator_title) == (
        window,
        due,
        hours,
        curator,
    )


@pytest.mark.parametrize("zone", ["Asia/Ekaterinburg", "../../etc/localtime", "/etc/localtime", "Europe/moscow"])
def test_time_zone_that_there_is_not_is_refused(cast, client, zone):
    """Not even the page on which to mend it would open."""
    with pytest.raises(ValidationError, match="Такого часового пояса нет"):
        make_institution("other.example", default=False, time_zone=zone)
    client.force_login(cast.admin)
    sent = {"name": "Колледж", "short_name": "Колледж", "time_zone": zone, "first_weekday": 1}
    address = reverse("journal_institution:edit", args=[cast.institution.pk])
    assert "Такого часового пояса нет" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"time_zone": "Europe/Moscow"}).status_code == 302
    assert Institution.objects.get(pk=cast.institution.pk).time_zone == "Europe/Moscow"


def test_institution_starts_with_kinds_of_work_and_monitoring_apart(db):
    institution = make_institution()
    kinds = WorkKind.objects.filter(institution=institution)
    assert list(kinds.values_list("code", "weight")) == [(kind.code, kind.weight) for kind in STARTING_KINDS]
    assert list(kinds.filter(monitoring=True).values_list("code", flat=True)) == ["ВМ"]


@pytest.mark.row("A13")
def test_change_of_settings_is_logged_with_old_and_new(cast):
    changed = change_settings(
        institution=cast.institution, values={"mark_window_days": 14, "weighted_average": True}, by=cast.admin
    )
    assert changed == {"mark_window_days": (21, 14)}
    assert InstitutionSettings.objects.get(institution=cast.institution).mark_window_days == 14
    entry = AuditEntry.objects.get(action="journal.settings")
    assert (entry.user, entry.data) == (cast.admin, {"changes": {"mark_window_days": ["21", "14"]}})


def test_same_settings_leave_no_line(cast):
    assert change_settings(institution=cast.institution, values={"mark_window_days": 21}, by=cast.admin) == {}
    assert AuditEntry.objects.filter(action="journal.settings").count() == 0


def test_wrong_setting_is_refused(cast):
    with pytest.raises(ValidationError):
        change_settings(institution=cast.institution, values={"entry_due": "never"}, by=cast.admin)
    assert InstitutionSettings.objects.get(institution=cast.institution).entry_due == "same-day"
