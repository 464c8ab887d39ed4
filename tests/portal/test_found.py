"""Installing: the system administrator founds an institution and fills in its profile (P05)."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.admin.viewsets import viewsets as registry

from journal_plugin.access.models import RoleAssignment
from journal_plugin.diary.queries.addresses import diary_address
from journal_plugin.institution.models import Institution
from portal.pages.home import HomePage

NEW = ("college.test", "--name", "ГБПОУ «Новый колледж»", "--short-name", "Новый колледж", "--preset", "college-tomsk")


def found() -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("journal_found", *NEW, "--administrator", "Системов Сергей Саввич", "--order", "12-к", stdout=out)
    return out.getvalue()


@pytest.mark.row("P05")
def test_the_system_administrator_founds_an_institution_and_edits_its_profile(db, client, today, settings):
    settings.ALLOWED_HOSTS = ["college.test"]
    login, password = re.search(r"(\S+), одноразовый пароль: (\S+)", found()).groups()

    institution = Institution.objects.get()
    role = RoleAssignment.objects.get()
    assert (role.role, role.order_no, role.person.full_name) == ("system", "12-к", "Системов Сергей Саввич")
    assert (institution.settings.preset, institution.settings.absence_due) == ("college-tomsk", "same-day")
    assert HomePage.objects.filter(sites_rooted_here=institution.site).count() == 1
    assert diary_address(institution.site) == "/dnevnik/"

    host = {"headers": {"host": "college.test"}}
    client.post(reverse("account_login"), {"login": login, "password": password}, **host)
    own = reverse("journal:own_password")
    assert client.get("/admin/", **host).headers["Location"].startswith(own)
    client.post(own, {"new_password1": "Большая-Медведица-7", "new_password2": "Большая-Медведица-7"}, **host)
    reverse("wagtailadmin_home")
    profile = next(item for item in registry.viewsets if getattr(item, "model", None) is Institution)
    edit = reverse(profile.get_url_name("edit"), args=[institution.pk])
    form = client.get(edit, **host).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"city": "Томск", "time_zone": "Asia/Tomsk"}
    assert client.post(edit, data, **host).status_code == 302
    institution.refresh_from_db()
    assert (institution.city, institution.time_zone) == ("Томск", "Asia/Tomsk")


def test_links_of_a_server_with_tls_begin_with_https(db, today, monkeypatch):
    monkeypatch.setattr("journal_plugin.conf.SECURE_SSL_REDIRECT", True)
    found()

    assert Institution.objects.get().site.root_url == "https://college.test"


def test_a_second_institution_on_the_same_site_is_refused(db, today):
    found()

    with pytest.raises(CommandError) as error:
        found()

    assert str(error.value) == "На college.test уже есть учебное заведение."
    assert Institution.objects.count() == 1
