"""Announcing an absence: the form, and what has been announced."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journal_plugin.attendance.forms import NoticeForm
from journal_plugin.attendance.queries import NoticeLine
from journal_plugin.diary.render.head import Head, head_html


def notice_page(
    request: HttpRequest, head: Head, form: NoticeForm, notices: tuple[NoticeLine, ...]
) -> tuple[str, SafeString]:
    """The title and the body."""
    place, child = head.place, head.child
    back = f'<a class="btn btn-quiet btn-tap" href="{place.absences(child.pk)}">{_("All absences")}</a>'
    top = head_html(head, "absences", lambda other: place.notice(other.pk), back)
    rows = [(line, place.withdraw(child.pk, line.pk)) for line in notices]
    context = {"name": child.first_name, "form": form, "rows": rows, "action": place.notice(child.pk)}
    body = render_to_string("journal/diary/notice.html", context, request)
    return f"{place.title}, {child.first_name}: {_('Announce an absence').lower()}", mark_safe(f"{top}{body}")
