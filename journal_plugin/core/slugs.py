"""Addresses of pages in latin letters (house rule of the portal: an address can be read over the telephone)."""

from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii
from wagtail.models import Page

LONGEST = 200
UNNAMED = "page"


def free_slug(parent: Page, title: str) -> str:
    """A latin address for ``title`` that no other page under ``parent`` has; one query."""
    wish = slugify(string_to_ascii(title))[:LONGEST].strip("-") or UNNAMED
    taken = set(parent.get_children().filter(slug__startswith=wish).values_list("slug", flat=True))
    numbered = (f"{wish}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wish, *numbered) if slug not in taken)
