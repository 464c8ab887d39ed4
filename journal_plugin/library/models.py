"""The shelf: entries and their private files. Ids are random, so an address that was not told is not found by trying."""

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.models import Named, Owned
from journal_plugin.core.names import search_key, sort_key
from journal_plugin.files.models import StoredFile
from journal_plugin.library.enums import ResourceKind

WEB = URLValidator(schemes=["http", "https"])


class ResourceFile(StoredFile):
    """The file of an entry; one that was replaced stays on the disk and is handed out no more."""

    class Meta(StoredFile.Meta):
        verbose_name = _("file of the library")
        verbose_name_plural = _("files of the library")


class Resource(Owned, Named):
    """A digital resource: a link or a file. Without ``public`` only who learns, works or has a child here opens it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=ResourceKind.choices, default=ResourceKind.TEXTBOOK)
    author = models.CharField(_("author"), max_length=255, blank=True, default="")
    year = models.PositiveSmallIntegerField(
        _("year of issue"), null=True, blank=True, validators=[MinValueValidator(1700), MaxValueValidator(2200)]
    )
    subjects = models.ManyToManyField(
        "journal.StudyElement", related_name="resources", blank=True, verbose_name=_("subjects")
    )
    course = models.PositiveSmallIntegerField(
        _("course or grade"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(11)],
        help_text=_("Empty: for all"),
    )
    url = models.URLField(_("address"), blank=True, default="", max_length=500, validators=[WEB])
    file = models.OneToOneField(
        ResourceFile, models.PROTECT, null=True, blank=True, editable=False, related_name="resource"
    )
    note = models.TextField(_("what it is about"), blank=True, default="", max_length=2000)
    public = models.BooleanField(
        _("for everybody"),
        default=False,
        help_text=_("Otherwise only learners, their families and staff open it after signing in."),
    )
    withdrawn = models.BooleanField(
        _("taken off the shelf"), default=False, help_text=_("Nobody finds or opens it any more.")
    )
    by = models.ForeignKey("journal.Person", models.PROTECT, null=True, editable=False, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of the library")
        verbose_name_plural = _("digital library")
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["institution", "sort_key"], name="journal_resource_shelf")]

    def fill_keys(self) -> None:
        """Found by its title and its author."""
        self.search_key = search_key(f"{self.name} {self.author}")[:255]
        self.sort_key = sort_key(self.name)

    @property
    def address(self) -> str:
        """The door through which it is opened, whatever it is."""
        return reverse("journal:library-open", args=[self.pk])
