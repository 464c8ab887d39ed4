"""The academic calendar in the Wagtail admin."""

import pytest
from django.urls import reverse
from wagtail.admin.viewsets import viewsets as registry

from journal_plugin.calendar.models import AttestationPeriod
from tests.factories.institution import make_institution


def address(view: str, *args) -> str:
    """The address of a view of the list of attestation periods."""
    reverse("wagtailadmin_home")
    viewset = next(item for item in registry.viewsets if getattr(item, "model", None) is AttestationPeriod)
    return reverse(viewset.get_url_name(view), args=args)


@pytest.mark.row("A12")
def test_an_administrator_sets_a_period_of_interim_attestation_by_an_act(client, cast):
    client.force_login(cast.admin)
    days = {"since": "2026-12-14", "until": "2026-12-28"}
    data = {"name": "Зимняя сессия", "act": "Приказ № 41 от 30.08.2026", "programme": "", "course": "2", **days}

    response = client.post(address("add"), data)

    assert response.status_code == 302
    row = AttestationPeriod.objects.get()
    assert (row.institution, row.name, row.act, str(row.since), str(row.until), row.course) == (
        cast.institution,
        "Зимняя сессия",
        "Приказ № 41 от 30.08.2026",
        "2026-12-14",
        "2026-12-28",
        2,
    )
    listing = client.get(address("index")).content.decode()
    assert ("Зимняя сессия" in listing, "Приказ № 41 от 30.08.2026" in listing) == (True, True)


def test_a_period_without_an_act_or_with_days_in_wrong_order_is_refused(client, cast):
    client.force_login(cast.admin)
    data = {"name": "Сессия", "act": "", "since": "2026-12-28", "until": "2026-12-14"}

    response = client.post(address("add"), data)

    assert (response.status_code, AttestationPeriod.objects.count()) == (200, 0)
    assert sorted(response.context["form"].errors) == ["__all__", "act"]


def test_another_institution_sees_no_period_of_ours(client, cast):
    other = make_institution("school.test", default=False, preset="school-mastergrad", short_name="Школа")
    row = AttestationPeriod.objects.create(
        institution=other, name="Чужая сессия", act="Приказ", since="2026-12-14", until="2026-12-28"
    )
    client.force_login(cast.admin)

    assert "Чужая сессия" not in client.get(address("index")).content.decode()
    assert client.get(address("edit", row.pk)).status_code == 404
