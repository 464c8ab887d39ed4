"""Where uploads lie. The server hands out images as plain files, so an image's address must not be guessed."""

from os import PathLike
from pathlib import PurePosixPath
from secrets import token_urlsafe

from django.core.files.storage import FileSystemStorage

UPLOADED_IMAGES = "original_images"
"""Wagtail's folder of uploaded images; the names of their renditions begin with the original's name."""


class UnguessableImages(FileSystemStorage):
    """Uploads on the disk; an uploaded image gets a random word before its name, and with it every rendition.

    A picture from a group's feed is for those who read the feed (requirements H14): «IMG_0001.jpg» would be found by trying.
    """

    def generate_filename(self, filename: str | PathLike[str]) -> str:
        """The name under which ``filename`` will be kept."""
        path = PurePosixPath(filename)
        if path.parts[0] == UPLOADED_IMAGES:
            path = path.with_name(f"{token_urlsafe(12)}-{path.name}")
        return super().generate_filename(str(path))
