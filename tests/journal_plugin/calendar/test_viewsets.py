"""The academic calendar in the Wagtail admin."""

import pytest
from django.urls import reverse
from wagtail.admin.viewsets import viewsets as registry

from journal_plugin.calendar.models import AcademicYear, AttestationPeriod, Holiday
from journal_plugin.curriculum.models import Programme
from journal_plugin.institution.models import Institution
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


@pytest.mark.row("A09")
def test_an_administrator_sets_the_calendar_of_a_year_by_a_local_act(client, cast):
    client.force_login(cast.admin)
    programme = Programme.objects.create(institution=cast.institution, name="Технология")
    lines = [("1 семестр", "2027-09-01", "2027-12-28", ""), ("Практика", "2028-05-01", "2028-06-30", "4")]
    year = {"name": "2027/2028", "act": "Приказ № 12 от 28.08.2027", "since": "2027-09-01", "until": "2028-06-30"}
    year |= {"lines-TOTAL_FORMS": "2", "lines-INITIAL_FORMS": "0"}
    for at, (name, since, until, course) in enumerate(lines):
        period = {"name": name, "kind": "semester", "number": "1", "since": since, "until": until, "course": course}
        year |= {f"lines-{at}-{field}": value for field, value in period.items()}
    days = {"name": "Зимние", "since": "2027-12-29", "until": "2028-01-11", "programme": programme.pk, "course": "2"}

    answers = [
        client.post(reverse(f"journal_{what}:add"), data) for what, data in (("academicyear", year), ("holiday", days))
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    made = AcademicYear.objects.get(name="2027/2028")
    assert (made.institution, made.act) == (cast.institution, "Приказ № 12 от 28.08.2027")
    assert [(term.name, str(term.since), str(term.until), term.course) for term in made.terms.all()] == [
        ("1 семестр", "2027-09-01", "2027-12-28", None),
        ("Практика", "2028-05-01", "2028-06-30", 4),
    ]
    holiday = Holiday.objects.get(name="Зимние")
    assert (holiday.programme, holiday.course, str(holiday.until)) == (programme, 2, "2028-01-11")
    assert "Приказ № 12 от 28.08.2027" in client.get(reverse("journal_academicyear:index")).content.decode()


@pytest.mark.parametrize(("kind", "offered"), [("college", "semester"), ("school", "quarter")])
def test_a_new_year_offers_the_study_periods_of_its_kind_and_takes_no_empty_one(client, cast, kind, offered):
    Institution.objects.filter(pk=cast.institution.pk).update(kind=kind)
    client.force_login(cast.admin)
    add = reverse("journal_academicyear:add")
    lines = client.get(add).context["form"].lines.forms
    shown = {f"{line.add_prefix(name)}": line[name].value() for line in lines for name in line.fields}
    assert {value for name, value in shown.items() if name.endswith("-kind")} == {offered}
    sent = {name: "" if value is None else value for name, value in shown.items()}
    sent |= {"lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": "0"}
    sent |= {"name": "2027/2028", "since": "2027-09-01", "until": "2028-06-30"}
    assert client.post(add, sent).status_code == 302
    assert AcademicYear.objects.get(name="2027/2028").terms.count() == 0
