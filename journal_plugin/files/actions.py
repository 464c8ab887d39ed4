"""Keeping the content of files: with its rows or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from journal_plugin.files.models import StoredFile
from journal_plugin.files.sent import Sent
from journal_plugin.files.storage import place_of, private_storage


class Keeper:
    """Writes contents to the private folder and remembers which."""

    def __init__(self) -> None:
        self.storage = private_storage()
        self.kept: list[str] = []
        self.last: UUID | None = None

    def keep(self, model: type[StoredFile], files: Iterable[Sent], *, first: int = 0, **owner) -> None:
        """A row and a content for each file, in their order."""
        for position, sent in enumerate(files, first):
            row = model(name=sent.name, size=sent.size, sha256=sent.sha256, position=position, **owner)
            sent.content.seek(0)
            self.kept.append(self.storage.save(place_of(row.pk), sent.content))
            row.save(force_insert=True)
            self.last = row.pk

    def drop(self) -> None:
        """Removes everything that was written."""
        for place in self.kept:
            self.storage.delete(place)


def clear_away(places: Iterable[str]) -> None:
    """Removes contents that belong to no row (queries.ownerless_files)."""
    storage = private_storage()
    for place in places:
        storage.delete(place)


@contextmanager
def keeping() -> Iterator[Keeper]:
    """A transaction that takes the contents with it when it fails."""
    keeper = Keeper()
    try:
        with transaction.atomic():
            yield keeper
    except BaseException:
        keeper.drop()
        raise
