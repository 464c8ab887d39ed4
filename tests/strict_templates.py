"""An undefined variable in one of our templates is an error in tests; Wagtail's and allauth's keep Django's habit.

Django asks `string_if_invalid` for its truth right where a name was not found. That is the moment to look up the
call stack for the node being rendered: a node knows the file it was written in, whichever template includes or
extends it. `{{ name|default:"" }}` and `{% if name %}` stay allowed: both say that the name may be missing.
"""

import sys
from pathlib import Path
from types import FrameType

from django.template.base import FilterExpression, Node

ROOT = Path(__file__).resolve().parent.parent
OUR_FOLDERS = tuple(f"{ROOT / name}/" for name in ("templates", "journal_plugin", "news", "portal"))
EXPECTING_FILTERS = {"default", "default_if_none"}


class UndefinedVariable(Exception):
    """A template of ours used a name that its view did not give."""


class UndefinedIsAnError(str):
    """The empty string, which raises when Django is about to print it for one of our templates."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Raise UndefinedVariable for our templates, otherwise be the empty string that it is."""
        frame = sys._getframe(1)
        expression = frame.f_locals.get("self")
        if isinstance(expression, FilterExpression):
            filters = {function.__name__ for function, _arguments in expression.filters}
            origin = _origin(frame)
            if not filters & EXPECTING_FILTERS and origin.startswith(OUR_FOLDERS):
                message = f"{expression.token} is undefined in {origin}"
                raise UndefinedVariable(message)
        return False


def _origin(frame: FrameType | None) -> str:
    """Return the file of the innermost template node on the stack, or an empty string."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return ""
