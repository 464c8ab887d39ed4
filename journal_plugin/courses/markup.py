"""The simple markup of a step's text as safe HTML: headings, lists, emphasis, tables, links; never raw HTML."""

import re
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_SIGNS = re.compile(r"^#{1,6} +|\*\*", re.MULTILINE)
_READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")


@lru_cache(maxsize=256)
def rendered(text: str) -> SafeString:
    """``text`` as HTML; what looks like tags is printed, an address that would run a script stays text."""
    return mark_safe(_READER.render(text))


def plain(text: str) -> str:
    """``text`` without the signs of headings and bold type, for a place that knows no markup."""
    return _SIGNS.sub("", text)
