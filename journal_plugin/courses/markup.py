"""The simple markup of a step's text as safe HTML: headings, lists, emphasis, tables, links; never raw HTML."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")


@lru_cache(maxsize=256)
def rendered(text: str) -> SafeString:
    """``text`` as HTML; what looks like tags is printed, an address that would run a script stays text."""
    return mark_safe(_READER.render(text))
