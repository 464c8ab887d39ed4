"""The digital library in the diary (B21)."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journal_plugin.diary.render.head import Head, head_html


def library_page(request: HttpRequest, head: Head, shelf: dict[str, object]) -> tuple[str, SafeString]:
    """The title and the body."""
    top = head_html(head, "library", lambda child: head.place.library(child.pk), "")
    body = render_to_string("journal/library/shelf_part.html", shelf, request)
    return f"{head.place.title}: {_('Library').lower()}", mark_safe(f"{top}{body}")
