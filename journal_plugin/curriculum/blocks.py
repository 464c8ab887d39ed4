"""The content of a work programme as StreamField blocks: sections, topics, planned lessons (B06)."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from journal_plugin.curriculum.enums import Activity
from journal_plugin.library.blocks import ResourceChooserBlock
from journal_plugin.library.enums import ResourceKind


class MaterialBlock(blocks.StructBlock):
    """A digital material: an address, or an entry of the library with its file (B20)."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=ResourceKind.choices, default=ResourceKind.OTHER)
    url = blocks.URLBlock(label=_("Address"), required=False)
    resource = ResourceChooserBlock(
        label=_("From the library"),
        required=False,
        help_text=_(
            "Files stand in the library: add yours there, on the page «Library» of the work menu. A title left empty is "
            "that of the entry."
        ),
    )

    def clean(self, value):
        """A material from the library is called as its entry where its author gives no title."""
        entry = value.get("resource")
        if entry and not value.get("title"):
            value["title"], value["kind"] = entry.name, entry.kind
        return super().clean(value)

    class Meta:
        icon = "link"
        label = _("Material")


class PlannedLessonBlock(blocks.StructBlock):
    """One lesson of the plan."""

    topic = blocks.CharBlock(label=_("Topic of the lesson"), max_length=500)
    hours = blocks.IntegerBlock(label=_("Academic hours"), min_value=1, max_value=12, default=2)
    activity = blocks.ChoiceBlock(label=_("Kind of lesson"), choices=Activity.choices, default=Activity.THEORY)
    work_kind = blocks.CharBlock(
        label=_("Kind of work"), required=False, max_length=16, help_text=_("The sign of a kind of work, e.g. КР")
    )
    content_elements = blocks.CharBlock(
        label=_("Content elements (КЭС)"),
        required=False,
        max_length=255,
        help_text=_("Codes of the element's codifier, separated by commas: 1.2.1, 1.2.3"),
    )
    homework = blocks.TextBlock(label=_("Homework"), required=False, rows=2)
    materials = blocks.ListBlock(MaterialBlock(), label=_("Materials"), default=[], collapsed=True)

    class Meta:
        icon = "form"
        label = _("Lesson")
        label_format = "{topic}"
        form_classname = "struct-block planned-lesson"


class TopicBlock(blocks.StructBlock):
    """A topic: what is studied, in which lessons."""

    title = blocks.CharBlock(label=_("Topic"), max_length=255)
    content = blocks.TextBlock(label=_("Content of study"), required=False, rows=3)
    lessons = blocks.ListBlock(PlannedLessonBlock(), label=_("Lessons"))

    class Meta:
        icon = "list-ul"
        label = _("Topic")
        label_format = "{title}"


class SectionBlock(blocks.StructBlock):
    """A section (module) of the programme."""

    title = blocks.CharBlock(label=_("Section"), max_length=255)
    topics = blocks.ListBlock(TopicBlock(), label=_("Topics"))

    class Meta:
        icon = "folder-open-1"
        label = _("Section")
        label_format = "{title}"
