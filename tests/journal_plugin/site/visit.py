"""Run inside the bare site: sign in, open the admin and every address of the plugin without arguments; print JSON."""

import io
import json
import re
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402  models exist only after setup
from django.contrib.staticfiles import finders  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import URLResolver, get_resolver, reverse  # noqa: E402
from django.utils.translation import gettext  # noqa: E402
from wagtail.models import Site  # noqa: E402

import journal_plugin  # noqa: E402
from journal_plugin.diary.actions import place_diary  # noqa: E402
from journal_plugin.institution.enums import Preset  # noqa: E402


def plain_names(resolver: URLResolver) -> list[str]:
    """Return the names of the plugin's addresses that take no argument."""
    names: list[str] = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            names += plain_names(pattern)
        elif pattern.name and not pattern.pattern.regex.groups and not pattern.pattern.converters:
            names.append(pattern.name)
    return names


def first_login() -> list[object]:
    """Found an institution and sign in with the slip: the way of a role holder to the desk of the Wagtail admin."""
    told = io.StringIO()
    words = ["--name", "Колледж", "--short-name", "Колледж", "--preset", Preset.COLLEGE_PERM]
    call_command("journal_found", "localhost", *words, "--administrator", "Системный Семён", stdout=told)
    login, password = re.search(r"(\S+), \S+ \S+ (\S+)$", told.getvalue().strip()).groups()
    client, own = Client(), "Свой-пароль-1"
    steps = [client.post("/admin/login/", {"username": login, "password": password}).headers.get("Location")]
    steps.append(client.get("/admin/").headers.get("Location"))
    form = {"new_password1": own, "new_password2": own, "next": "/admin/"}
    steps.append(client.post("/journal/own-password/", form).headers.get("Location"))
    return [*steps, client.get("/admin/").status_code, Client().get("/admin/").status_code]


def main() -> None:
    """Print where the plugin came from, what it brought and how its pages answer a superuser."""
    user = get_user_model().objects.create_superuser("head", "head@example.org", "Long-pass-1")
    client = Client()
    client.force_login(user)
    plugin = next(
        pattern
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLResolver) and pattern.namespace == "journal"
    )
    addresses = {reverse(f"journal:{name}") for name in plain_names(plugin)}
    diary = place_diary(site=Site.objects.get(is_default_site=True)).url
    result = {
        "plugin": journal_plugin.__file__,
        "host": sorted({"portal", "news", "settings"} & set(sys.modules)),
        "tokens": bool(finders.find("journal/css/tokens.css")),
        "russian": gettext("Journal"),
        "first_login": first_login(),
        "admin": client.get("/admin/").status_code,
        "diary": [client.get(diary).status_code, client.get(f"{diary}1/").status_code, Client().get(diary).url],
        "pages": {address: client.get(address).status_code for address in sorted(addresses)},
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
