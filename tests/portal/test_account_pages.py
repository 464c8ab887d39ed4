"""Every page of allauth that a person can reach wears the portal's shell, in Russian, without anything inline."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import get_template
from django.test import Client

pytestmark = pytest.mark.django_db

GUEST_PAGES = {
    "/accounts/login/": "Вход",
    "/accounts/signup/": "Регистрации нет",
    "/accounts/password/reset/": "Сброс пароля",
    "/accounts/password/reset/done/": "Сброс пароля",
    "/accounts/password/reset/key/done/": "Изменить пароль",
    "/accounts/confirm-email/": "Подтвердите Ваш адрес электронной почты",
    "/accounts/inactive/": "Аккаунт неактивен",
    "/accounts/3rdparty/login/cancelled/": "Авторизация отменена",
    "/accounts/3rdparty/login/error/": "Ошибка входа через внешний сервис",
}
OWN_PAGES = {
    "/accounts/logout/": "Выйти с портала?",
    "/accounts/password/change/": "Изменить пароль",
    "/accounts/email/": "Адреса электронной почты",
    "/accounts/2fa/": "Двухфакторная аутентификация",
    "/accounts/reauthenticate/": "Подтвердите доступ",
}


def heading(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""


def is_dressed(html: str) -> bool:
    return 'class="skip"' in html and "journal/css/tokens.css" in html and 'id="main"' in html


@pytest.fixture
def signed_in(client: Client) -> Client:
    user = get_user_model().objects.create_user("petrova", "petrova@example.org", "старый-пароль-7")
    client.force_login(user)
    return client


@pytest.mark.parametrize(("address", "title"), GUEST_PAGES.items())
def test_a_guest_page_wears_the_shell(client, address, title):
    html = client.get(address).content.decode()
    assert (is_dressed(html), heading(html)) == (True, title)


@pytest.mark.parametrize(("address", "title"), OWN_PAGES.items())
def test_an_own_page_wears_the_shell(signed_in, address, title):
    html = signed_in.get(address).content.decode()
    assert (is_dressed(html), heading(html)) == (True, title)


def test_login_says_what_is_wrong_beside_the_form(client):
    html = client.post("/accounts/login/", {"login": "nobody", "password": "x"}).content.decode()
    assert re.findall(r'<div class="note note-bad" role="alert"[^>]*>.*?<p>(.*?)</p>', html, re.DOTALL) == [
        "Неверный логин или пароль. Проверьте раскладку и Caps Lock."
    ]


def test_login_has_a_label_for_each_field_and_no_way_to_sign_up(client):
    html = client.get("/accounts/login/").content.decode()
    assert re.findall(r'<label for="(id_\w+)">(.*?)</label>', html) == [
        ("id_login", "Логин"),
        ("id_password", "Пароль"),
    ]
    assert 'href="/accounts/signup/"' not in html


def test_signing_in_and_out_says_nothing_more_than_the_page_does(signed_in):
    html = signed_in.post("/accounts/logout/", follow=True).content.decode()
    assert 'class="note' not in html


def test_the_failure_page_needs_neither_request_nor_database():
    html = get_template("500.html").render()
    assert (is_dressed(html), heading(html)) == (True, "Сбой на портале")


@pytest.mark.django_db
def test_an_absent_page_wears_the_shell(client):
    response = client.get("/net-takoy-stranicy/")
    html = response.content.decode()
    assert (response.status_code, is_dressed(html), heading(html)) == (404, True, "Такой страницы нет")
