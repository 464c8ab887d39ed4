"""Blocks of the portal's own pages."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from news.blocks import ProseBlocks


class LinkBlock(blocks.StructBlock):
    """A link to a page of the site, a document or an address."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    document = DocumentChooserBlock(label=_("Document"), required=False)
    address = blocks.CharBlock(
        label=_("Address"), required=False, help_text=_("A path of this site or https://…"), max_length=255
    )

    class Meta:
        icon = "link"
        label = _("Link")
        template = "portal/blocks/link.html"

    def clean(self, value):
        """Ask for exactly one target; an address is a path or a safe web address."""
        cleaned = super().clean(value)
        targets = [name for name in ("page", "document", "address") if cleaned.get(name)]
        if len(targets) != 1:
            raise ValidationError(_("Choose one of: a page, a document, an address."))
        address = cleaned.get("address") or "/"
        if not address.startswith(("/", "https://", "mailto:", "tel:")) or address.startswith("//"):
            raise ValidationError(_("An address begins with / or https://"))
        return cleaned


class LinksBlock(blocks.StructBlock):
    """A list of links under a heading."""

    title = blocks.CharBlock(label=_("Heading"), max_length=60)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Links")
        template = "portal/blocks/links.html"


class PersonBlock(blocks.StructBlock):
    """Whom to ask: a name, an office, a telephone."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    office = blocks.CharBlock(label=_("Position"), required=False, max_length=160)
    phone = blocks.CharBlock(label=_("Phone"), required=False, max_length=40)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    hours = blocks.CharBlock(label=_("Where and when"), required=False, max_length=160)

    class Meta:
        icon = "user"
        label = _("Person")
        template = "portal/blocks/person.html"


class SectionBlocks(ProseBlocks):
    """The body of a section."""

    links = LinksBlock()
    person = PersonBlock()
