"""Results of a test from a spreadsheet: the file, then the lines that the teacher has confirmed."""

from collections.abc import Container

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.asked import number_in
from journal_plugin.core.forms import FileForm
from journal_plugin.gradebook.forms.batches import LONGEST_VALUE, MOST_OPERATIONS, NotABatch
from journal_plugin.gradebook.results import Entry
from journal_plugin.lessons.models import Work

MOST_RESULTS = 1024 * 1024
"""The results of one group; unpacking a larger workbook would keep the server busy for everybody."""


class ResultsForm(FileForm):
    """A spreadsheet of results, and the column of the lesson that it is for."""

    most = MOST_RESULTS
    work = forms.ModelChoiceField(label=_("Column"), queryset=Work.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV, up to 1 MB, the first sheet is read."),
        error_messages={"required": _("Choose a file with the list.")},
    )

    def __init__(self, *args, works: QuerySet[Work], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["work"].queryset = works
        self.fields["work"].label_from_instance = lambda work: (
            f"{work.kind.name}{f' «{work.title}»' if work.title else ''}"
        )

    @property
    def work_id(self) -> int:
        """The chosen column, not looked for yet; 0 is none."""
        return number_in(self.data.get("work", "")) or 0


def read_entries(fields: QueryDict, learners: Container[int]) -> list[Entry]:
    """The confirmed lines; raises NotABatch."""
    entries = {}
    for entry in fields.getlist("entry")[:MOST_OPERATIONS]:
        who, version, value = (*entry.split(":", 2), "", "")[:3]
        learner = number_in(who)
        if learner not in learners or not value or len(value) > LONGEST_VALUE:
            raise NotABatch(_("This is no batch of entries."))
        entries[learner] = Entry(learner, number_in(version) or 0, value)
    return list(entries.values())
