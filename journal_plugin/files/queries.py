"""Whether rows of files and their contents on the disk agree."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.utils.translation import gettext as _

from journal_plugin.files.models import StoredFile
from journal_plugin.files.storage import FOLDER, place_of, private_storage


def broken_files() -> Iterator[str]:
    """A line for every row whose content is absent or is not what was sent."""
    storage = private_storage()
    for row in _rows():
        place = place_of(row.pk)
        if not storage.exists(place):
            yield _("%(name)s (%(place)s): the content is absent") % {"name": row.name, "place": place}
            continue
        with storage.open(place) as content:
            found = hashlib.file_digest(content.file, "sha256")  # type: ignore[arg-type]
            if found.hexdigest() != row.sha256:
                yield _("%(name)s (%(place)s): the content has been altered") % {"name": row.name, "place": place}


def ownerless_files(before: datetime) -> list[str]:
    """Places of contents older than ``before`` that belong to no row: a server was killed while it kept them."""
    storage, owned = private_storage(), {place_of(row.pk) for row in _rows()}
    if not storage.exists(FOLDER):
        return []
    shelves, _files = storage.listdir(FOLDER)
    places = (
        f"{FOLDER}/{shelf}/{name}"
        for shelf in sorted(shelves)
        for name in sorted(storage.listdir(f"{FOLDER}/{shelf}")[1])
    )
    return [place for place in places if place not in owned and storage.get_modified_time(place) < before]


def _rows() -> Iterator[StoredFile]:
    for model in apps.get_models():
        if not issubclass(model, StoredFile):
            continue
        yield from model._default_manager.only("pk", "name", "sha256").order_by("pk").iterator()
