"""The form of a slot in the admin."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.curriculum.forms import TermForm

LATER = {"until", "room", "technology"}
"""What may still be changed in a slot that is in force and has lessons."""


class SlotForm(TermForm):
    """A slot; one that has begun and has lessons is ended by its last day, and a new one goes on."""

    def clean(self):
        """Refuse what would make the lessons of the past another's."""
        slot, changed = self.instance, set(self.changed_data) - LATER
        begun = slot.pk and slot.since < slot.term.year.institution.today()
        if begun and changed and slot.lessons.exists():
            raise ValidationError(
                _("Lessons have already been laid out from this slot: set its last day and add a new one.")
            )
        return super().clean()
