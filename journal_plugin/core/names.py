"""Names of people and things: keys for search and sorting, the forms in which a person is called."""

import re

_NUMBER = re.compile(r"\d+")


def search_key(text: str) -> str:
    """``text`` casefolded, ё as е, single spaces: what a search compares."""
    return " ".join(text.casefold().replace("ё", "е").split())[:255]


def sort_key(text: str) -> str:
    """A key that sorts as a Russian reader expects: е and ё together (ё after е on a tie), numbers by value."""
    folded = search_key(text)
    padded = _NUMBER.sub(lambda found: found.group().zfill(6), folded)
    tie = "".join("1" if letter == "ё" else "0" for letter in text.casefold()) if "ё" in text.casefold() else ""
    return f"{padded}\x01{tie}"[:255] if tie else padded[:255]


def surname_and_name(last: str, first: str) -> str:
    """«Фамилия Имя», the form of lists and official tables."""
    return f"{last} {first}".strip()


def initials(last: str, first: str, patronymic: str = "") -> str:
    """«Фамилия И. О.» with non-breaking spaces."""
    letters = [f"{part[0]}." for part in (first, patronymic) if part]
    return "\u00a0".join([last, *letters])


def full_name(last: str, first: str, patronymic: str = "") -> str:
    """«Фамилия Имя Отчество»."""
    return " ".join(part for part in (last, first, patronymic) if part)
