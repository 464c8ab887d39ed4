"""The shell around a diary page, rendered by the host's templates once a minute a reader and filled in at each request.

The shell (menus, account, appearance) costs several times more than the diary itself and hardly ever changes: a new
menu or role shows a minute later at most. The diary's own content is never cached. What belongs to a single request –
the form token, the address to come back to – is filled in anew each time.
"""

import copy
import re

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from journal_plugin.core.appearance import from_cookies
from journal_plugin.core.near import MINUTE, near_cache

_TOKEN, _ADDRESS, _TITLE, _BODY = (f"diary-frame-{name}-here" for name in ("token", "address", "title", "body"))
_HOLES = re.compile(f"({_TOKEN}|{_ADDRESS}|{_TITLE}|{_BODY})")


def framed(request: HttpRequest, *, base: str, title: str, body: SafeString) -> HttpResponse:
    """The page with ``body`` in the shell; ``base`` is the diary's address, ``title`` plain text. Kept by nobody's cache."""
    look = from_cookies(request.COOKIES)
    key = f"diary.frame.{request.get_host()}.{base}.{request.user.pk}.{look.scheme}.{look.type}.{get_language()}"
    parts = near_cache.get_or_set(key, lambda: _HOLES.split(_render(request, base)), MINUTE)
    filled = {
        _TOKEN: get_token(request),
        _ADDRESS: escape(request.get_full_path()),
        _TITLE: escape(title),
        _BODY: _messages(request) + body,
    }
    response = HttpResponse("".join([filled.get(part, part) for part in parts]))
    response["Cache-Control"] = "private, no-store"
    return response


def _render(request: HttpRequest, base: str) -> str:
    """The shell with holes, as it looks at the diary's first page."""
    shell = copy.copy(request)
    shell.path = base
    shell.get_full_path = lambda *args, **kwargs: _ADDRESS  # type: ignore[method-assign]
    context = {"csrf_token": _TOKEN, "title_hole": _TITLE, "body_hole": _BODY}
    return render_to_string("journal/diary/frame.html", context, shell)


def _messages(request: HttpRequest) -> str:
    """Messages left by an earlier page, taken out now; they never enter the cached shell."""
    if not len(get_messages(request)):
        return ""
    return render_to_string("journal/ui/messages.html", {}, request)
