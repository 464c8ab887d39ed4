"""The row of a private file; rooms give it an owner."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file kept privately: its name as it was sent, its size in bytes, its SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("file"), max_length=120)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
