"""The host site: who may come in, and what its pages may load."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cast import Cast

STRICT = {"default-src 'self'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'self'", "object-src 'none'"}


@pytest.mark.django_db
def test_sign_up_page_makes_nobody(client: Client) -> None:
    client.post("/accounts/signup/", {"username": "new", "password1": "Long-pass-1", "password2": "Long-pass-1"})
    assert get_user_model().objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["teacher", "teacher@example.org"])
def test_name_or_email_signs_in_to_the_admin(client: Client, login: str) -> None:
    user = get_user_model().objects.create_superuser("teacher", "teacher@example.org", "Long-pass-1")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    response = client.post("/accounts/login/?next=/admin/", {"login": login, "password": "Long-pass-1"})
    assert (response.status_code, response["Location"]) == (302, "/admin/")


@pytest.mark.django_db
def test_admin_sends_a_stranger_to_the_common_login(client: Client) -> None:
    assert client.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"


@pytest.mark.django_db
def test_sixth_wrong_password_for_one_login_is_refused(client: Client) -> None:
    get_user_model().objects.create_user("teacher", "teacher@example.org", "Long-pass-1")
    for _attempt in range(5):
        client.post("/accounts/login/", {"login": "teacher", "password": "wrong"})
    response = client.post("/accounts/login/", {"login": "teacher", "password": "Long-pass-1"})
    assert response.wsgi_request.user.is_authenticated is False


@pytest.mark.django_db
def test_public_pages_allow_nothing_inline(client: Client) -> None:
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert set(policy.split("; ")) == STRICT


@pytest.mark.django_db
def test_wagtail_admin_alone_allows_inline(admin_client: Client) -> None:
    policy = admin_client.get("/admin/")["Content-Security-Policy"]
    assert set(policy.split("; ")) - STRICT == {
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
    }


@pytest.mark.parametrize(("login", "page"), [("teacher", "/journal/today/"), ("parent", "/")])
def test_who_works_here_comes_to_the_desk_and_a_family_to_the_home_page(
    client: Client, cast: Cast, login: str, page: str
) -> None:
    response = client.post("/accounts/login/", {"login": login, "password": "password"})
    assert (response.status_code, response["Location"]) == (302, page)
