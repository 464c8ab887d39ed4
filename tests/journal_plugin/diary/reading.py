"""Reading a page of the diary as a browser shows it."""

import re
from html import unescape

from django.test import Client

_MAIN = re.compile(r"<main.*?>(.*)</main>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def signed_in(user) -> Client:
    """A browser in which ``user`` has signed in."""
    client = Client()
    client.force_login(user)
    return client


def html_of(user, address: str) -> str:
    """The main part of the page at ``address``; the page must be there."""
    response = signed_in(user).get(address)
    assert response.status_code == 200, address
    found = _MAIN.search(response.content.decode())
    assert found
    return found.group(1)


def words(html: str) -> str:
    """The text of ``html``, its spaces and joiners made plain."""
    text = unescape(_TAG.sub("|", html)).replace("\u00a0", " ").replace("\u2060", "")
    return re.sub(r"\s*\|[\s|]*", "|", text).strip("|")


def blocks(html: str, opening: str) -> list[str]:
    """The words of each element that begins with ``opening``, up to the next one or the element's end tag."""
    tag = opening[1:].split(" ", maxsplit=1)[0]
    return [words(part.split(f"</{tag}>")[0]) for part in html.split(opening)[1:]]
