"""A table of topics from a file laid into the draft of a work programme (B06, B09)."""

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from journal_plugin.core.db import lock_row
from journal_plugin.curriculum.pages.programmes import WorkProgrammePage
from journal_plugin.curriculum.thematic.cards import DraftLesson, DraftSection, DraftTopic

Raw = dict[str, Any]


class Way(StrEnum):
    """What becomes of the content that stands in the draft."""

    REPLACE = "replace"
    APPEND = "append"


@transaction.atomic
def lay_in(*, page: WorkProgrammePage, sections: Iterable[DraftSection], way: Way, seen: int | None, user) -> Revision:
    """The draft of ``page`` with the content of ``sections``; what is published stays until somebody publishes.

    A lesson whose topic stood there before remains the same lesson, so that what journals took from the plan stays tied to
    it, and keeps what the file has no column for. ``seen``: the revision that the author looked at. Raises PermissionDenied
    for who does not edit the page, ValidationError when it is locked or was changed meanwhile.
    """
    page = lock_row(WorkProgrammePage.objects.all(), pk=page.pk)
    rights = page.permissions_for_user(user)
    if not rights.can_edit():
        raise PermissionDenied
    if rights.page_locked():
        raise ValidationError(_("The programme is locked: nothing is written."))
    if page.latest_revision_id != seen:
        raise ValidationError(
            _("Somebody has changed the programme meanwhile: nothing is written. Send the file again to see both.")
        )
    draft = page.get_latest_revision_as_object()
    standing = _raw(draft)
    kept, known = (standing, _Known([])) if way == Way.APPEND else ([], _Known(standing))
    draft.body = json.dumps([*kept, *(_section(section, known) for section in sections)])
    return draft.save_revision(user=user, log_action=True)


def lessons_left_out(page: WorkProgrammePage, sections: Iterable[DraftSection]) -> int:
    """How many lessons of the draft of ``page`` the ``sections`` do not have: replacing the content would remove them."""
    known = _Known(_raw(page.get_latest_revision_as_object()))
    for section in sections:
        for topic in section.topics:
            for lesson in topic.lessons:
                known.take(lesson)
    return sum(len(waiting) for waiting in known.lessons.values())


class _Known:
    """Lessons and topics that stand in a body, to be taken once each, by their words."""

    def __init__(self, body: Iterable[Raw]):
        self.lessons: dict[str, deque[Raw]] = defaultdict(deque)
        self.contents: dict[str, str] = {}
        for topic in _topics(body):
            self.contents.setdefault(_key(topic["title"]), topic.get("content") or "")
            for lesson in topic["lessons"]:
                self.lessons[_key(lesson["value"]["topic"])].append(lesson)

    def take(self, lesson: DraftLesson) -> Raw:
        """The lesson of that topic that was not taken yet, or an empty one."""
        waiting = self.lessons[_key(lesson.topic)]
        return waiting.popleft() if waiting else _item({})


def _raw(page: WorkProgrammePage) -> list[Raw]:
    """The content with an id for each of its items, also where it was written without."""
    return [section.get_prep_value() for section in page.body]


def _topics(body: Iterable[Raw]) -> Iterator[Raw]:
    for section in body:
        yield from (topic["value"] for topic in section["value"]["topics"])


def _section(section: DraftSection, known: _Known) -> Raw:
    value = {"title": section.title, "topics": [_topic(topic, known) for topic in section.topics]}
    return {"type": "section", "id": str(uuid4()), "value": value}


def _topic(topic: DraftTopic, known: _Known) -> Raw:
    content = known.contents.get(_key(topic.title), "")
    lessons = [_lesson(lesson, known.take(lesson)) for lesson in topic.lessons]
    return _item({"title": topic.title, "content": content, "lessons": lessons})


def _lesson(lesson: DraftLesson, stood: Raw) -> Raw:
    """``stood`` with what the table says; what it has no column for stays."""
    told = {
        "work_kind": lesson.work_kind,
        "homework": lesson.homework,
        "materials": lesson.materials
        and [_item({"title": title, "kind": "other", "url": url, "resource": None}) for title, url in lesson.materials],
        "content_elements": lesson.codes and ", ".join(lesson.codes),
    }
    empty = {"work_kind": "", "homework": "", "materials": [], "content_elements": ""}
    given = {name: value for name, value in told.items() if value is not None}
    fields = {"topic": lesson.topic, "hours": lesson.hours, "activity": str(lesson.activity)}
    return stood | {"type": "item", "value": empty | stood["value"] | given | fields}


def _item(value: Raw) -> Raw:
    return {"type": "item", "id": str(uuid4()), "value": value}


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
