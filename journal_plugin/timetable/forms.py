"""The form of a slot in the admin."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.curriculum.forms import TermForm

LATER = {"until", "room"}
"""What may still be changed when lessons have been laid out from a slot."""


class SlotForm(TermForm):
    """A slot; one with lessons is ended by its last day, and a new one goes on."""

    def clean(self):
        """Refuse what would make the lessons of the past another's."""
        changed = set(self.changed_data) - LATER
        if self.instance.pk and changed and self.instance.lessons.exists():
            raise ValidationError(
                _("Lessons have already been laid out from this slot: set its last day and add a new one.")
            )
        return super().clean()
