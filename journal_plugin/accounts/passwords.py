"""Names of logins and one-time passwords that can be read aloud and typed on a phone (pure)."""

import secrets
from collections.abc import Container

from wagtail.coreutils import string_to_ascii

CONSONANTS, VOWELS, DIGITS = "bdfghkmnprstvz", "aeiou", "23456789"


def one_time_password() -> str:
    """«bare-moku-tife-47»: three syllable pairs and two digits, about 43 bits, no letters that look alike."""
    words = ("".join(secrets.choice(letters) for letters in (CONSONANTS, VOWELS) * 2) for _word in range(3))
    return "-".join([*words, "".join(secrets.choice(DIGITS) for _digit in range(2))])


def login_name(last: str, first: str, patronymic: str, taken: Container[str]) -> str:
    """«petrov.pp», and «petrov.pp2» when that is ``taken``."""
    letters = [string_to_ascii(part).strip()[:1] for part in (first, patronymic) if part]
    stem = ".".join(part for part in (string_to_ascii(last), "".join(letters)) if part).lower()
    stem = "".join(sign for sign in stem if sign.isalnum() or sign in ".-")[:40] or "login"
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}{number}"
    return name
