"""Where the content of files lies: outside of everything that a web server hands out, under the id of its row."""

from uuid import UUID

from django.core.files.storage import FileSystemStorage

from journal_plugin.conf import PRIVATE_ROOT

FOLDER = "tasks"


def private_storage() -> FileSystemStorage:
    """The folder of private files; only the program's own user reads it."""
    return FileSystemStorage(location=PRIVATE_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700)


def place_of(pk: UUID) -> str:
    """The path of a file under the folder: made of the id alone, whatever the file was called."""
    return f"{FOLDER}/{pk.hex[:2]}/{pk.hex}"
