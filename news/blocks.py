"""What an editor may put into a news item or a page: few blocks, none of them brings a script or a foreign address."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

PROSE = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside the text."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "news/blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    """A picture with words for those who do not see it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What is in the picture"), required=False, help_text=_("Leave empty for a decoration")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "news/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Words"))
    author = blocks.CharBlock(label=_("Whose words"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "news/blocks/quote.html"


class FileBlock(blocks.StructBlock):
    """A document to take away."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "news/blocks/file.html"


class FactsBlock(blocks.ListBlock):
    """Two columns: what, and which."""

    def __init__(self, **kwargs):
        row = blocks.StructBlock(
            [("what", blocks.CharBlock(label=_("What"))), ("which", blocks.CharBlock(label=_("Which")))]
        )
        super().__init__(row, **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        template = "news/blocks/facts.html"


class ProseBlocks(blocks.StreamBlock):
    """The body of a news item or a page."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE, template="news/blocks/text.html")
    picture = PictureBlock()
    quote = QuoteBlock()
    facts = FactsBlock()
    file = FileBlock()


class NoticeBlock(blocks.StructBlock):
    """A line of the notice board, taken down by itself."""

    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"), required=False)
    contact = blocks.CharBlock(label=_("Whom to ask"), required=False)
    until = blocks.DateBlock(label=_("Shown until"))

    class Meta:
        icon = "pick"
        label = _("Notice")
