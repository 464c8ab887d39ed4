"""Appearance without scripts: two cookies and back to the page."""

import pytest

ADDRESS = "/appearance/"


def test_appearance_keeps_the_choice_and_returns(client):
    response = client.post(ADDRESS, {"scheme": "dark", "type": "large", "next": "/diary/?week=3"})
    assert (response.status_code, response["Location"]) == (302, "/diary/?week=3")
    assert response.cookies["journal_scheme"].value == "dark"
    assert response.cookies["journal_type"].value == "large"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_appearance_never_leads_to_another_site(client, target):
    assert client.post(ADDRESS, {"scheme": "dark", "next": target})["Location"] == "/"


def test_appearance_turns_an_unknown_value_into_the_default(client):
    response = client.post(ADDRESS, {"scheme": "pink", "type": "huge"})
    assert response.cookies["journal_scheme"].value == "auto"
    assert response.cookies["journal_type"].value == "normal"


def test_appearance_is_never_changed_by_a_link(client):
    assert client.get(ADDRESS, {"scheme": "dark"}).status_code == 405


def stylesheets(html: str) -> list[str]:
    return [line.strip() for line in html.splitlines() if "css/tokens" in line]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scheme", "type_", "links"),
    [
        ("auto", "normal", ["tokens.css", 'tokens-dark.css" media="(prefers-color-scheme: dark)']),
        ("light", "normal", ["tokens.css"]),
        ("dark", "normal", ["tokens.css", "tokens-dark.css"]),
        ("light", "large", ["tokens.css", "tokens-large.css"]),
        ("dark", "large", ["tokens.css", "tokens-dark.css", "tokens-large.css", "tokens-large-dark.css"]),
    ],
)
def test_the_server_prints_the_stylesheets_of_the_choice(client, scheme, type_, links):
    client.cookies["journal_scheme"] = scheme
    client.cookies["journal_type"] = type_
    html = client.get("/accounts/login/").content.decode()
    assert stylesheets(html) == [f'<link rel="stylesheet" href="/static/journal/css/{link}">' for link in links]
