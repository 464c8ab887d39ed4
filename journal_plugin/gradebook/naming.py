"""Whose name is written in a list that came from elsewhere (pure; the twin of the scripts' names.js)."""

import re


def folded(text: str) -> list[str]:
    """The words of a name as they are compared: lower case, ё as е, without dots."""
    return [word for word in re.split(r"[^a-zа-я-]+", text.casefold().replace("ё", "е")) if word.strip("-")]


def means(written: str, last: str, first: str, patronymic: str = "") -> bool:
    """Whether a written name may mean the person: its parts in any order, an initial for a name, a patronymic or none."""
    words = folded(written)
    for part in folded(last):
        if part not in words:
            return False
        words.remove(part)
    own = [*folded(first), *folded(patronymic)]
    for word in words:
        fits = next((name for name in own if word == name or (len(word) == 1 and name.startswith(word))), None)
        if fits is None:
            return False
        own.remove(fits)
    return True
