"""Forms of people in the admin: the human's names and contacts stand on the card of the staff member or learner."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield

from journal_plugin.access.forms import ClosedForm
from journal_plugin.access.policies import rows_for_choice
from journal_plugin.people.enums import BY_ORDER, ENDINGS, INTO_GROUP, GroupKind, Movement
from journal_plugin.people.models import Group, Person
from journal_plugin.people.rules import known_elsewhere

HUMAN = ("last_name", "first_name", "patronymic", "birth_date", "email", "phone")


class HumanForm(ClosedForm):
    """A card with the names and contacts of its human before its own fields.

    Somebody who is known at another institution too keeps his names: only that both agree may change them.
    """

    person_field = "person"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        person = (
            getattr(self.instance, self.person_field) if getattr(self.instance, f"{self.person_field}_id") else None
        )
        human = fields_for_model(Person, HUMAN, formfield_callback=formfield_for_dbfield)
        for name, field in human.items():
            field.initial = getattr(person, name) if person else None
            field.disabled = person is not None and not self._is_ours(person)
        self.fields = {**human, **self.fields}

    def _is_ours(self, person: Person) -> bool:
        return not Person.objects.filter(known_elsewhere([self.institution_id]), pk=person.pk).exists()

    def human(self) -> dict[str, object]:
        """Names and contacts: {field of Person: value}; empty when they are another's to change."""
        return {name: self.cleaned_data[name] for name in HUMAN if not self.fields[name].disabled}

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {self.person_field}


class StaffForm(HumanForm):
    """A staff member (A06)."""


class LearnerForm(HumanForm):
    """A learner with his group; a change of the group or of the last day is a movement by order (A07, A16).

    His study groups beside it, its parts, streams and elective groups, change with a day and without an order (A15).
    """

    group = forms.ModelChoiceField(Group.objects.none(), label=_("Group"), required=False)
    beside = forms.ModelMultipleChoiceField(
        Group.objects.none(), label=_("Subgroups, streams, elective groups"), required=False
    )
    movement = forms.ChoiceField(
        label=_("Movement"),
        choices=[("", _("none, or as usual")), *((kind.value, kind.label) for kind in BY_ORDER)],
        required=False,
        help_text=_("Needed for a leave, a return, a restoring, and for an ending that is no expelling."),
    )
    day = forms.DateField(label=_("First day in this group"), required=False, help_text=_("Of a leave: its first day."))
    order_no = forms.CharField(label=_("Number of the order on the movement"), max_length=64, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        groups = rows_for_choice(Group, self.for_user, self.institution_id)
        self.fields["group"].queryset = groups.on(today).filter(kind=GroupKind.GROUP)
        self.fields["beside"].queryset = groups.on(today).exclude(kind=GroupKind.GROUP).order_by("sort_key")
        self.fields["day"].widget = formfield_for_dbfield(Group._meta.get_field("since")).widget
        self.now_in = None
        if self.instance.pk:
            standing = self.instance.memberships.filter(group__kind=GroupKind.GROUP, until=None)
            self.now_in = standing.values_list("group_id", flat=True).first()
            self.fields["group"].initial = self.now_in
            others = self.instance.memberships.filter(until=None).exclude(group__kind=GroupKind.GROUP)
            self.fields["beside"].initial = list(others.values_list("group_id", flat=True))

    def clean(self):
        """A movement has its day and its order."""
        cleaned = super().clean()
        group = cleaned.get("group")
        moved = group is not None and group.pk != self.now_in
        if cleaned.get("movement"):
            self._check_movement(cleaned, moved)
        if cleaned.get("movement") == Movement.LEAVE:
            return cleaned
        if self.instance.pk and self.now_in and group is None:
            self.add_error("group", _("To end the study enter the last day and the order."))
        left = {self.now_in} if moved and self.now_in else set()
        cleaned["beside"] = [one for one in cleaned.get("beside", ()) if one.parent_id not in left]
        self._check_beside(cleaned["beside"], group)
        if self.instance.pk and (moved or "beside" in self.changed_data) and not cleaned.get("day"):
            self.add_error("day", _("Enter the first day in the new group."))
        ended = self.instance.pk and "until" in self.changed_data
        if ((moved and self.instance.pk) or ended) and not cleaned.get("order_no"):
            self.add_error("order_no", _("Enter the number of the order."))
        return cleaned

    def _check_movement(self, cleaned: dict, moved: bool) -> None:
        """The movement named is the one that the other fields make."""
        movement = cleaned["movement"]
        if movement in ENDINGS and not ("until" in self.changed_data and cleaned.get("until")):
            self.add_error("until", _("Enter the last day of study."))
        if movement in INTO_GROUP and not moved:
            self.add_error("group", _("Choose the group that he comes into."))
        if movement == Movement.LEAVE:
            if self.now_in is None or cleaned.get("until"):
                self.add_error("movement", _("Who is in no group, or ends his study, takes no leave."))
            for name, text in (
                ("day", _("Enter the first day of the leave.")),
                ("order_no", _("Enter the number of the order.")),
            ):
                if not cleaned.get(name):
                    self.add_error(name, text)

    def _check_beside(self, beside: list[Group], group: Group | None) -> None:
        for one in beside:
            if one.parent_id is not None and group is not None and one.parent_id != group.pk:
                text = _("%(part)s is not a part of %(group)s.") % {"part": one, "group": group}
                self.add_error("beside", text)


class GuardianForm(HumanForm):
    """A guardian: somebody already known, or a new human by his names."""

    person_field = "guardian"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guardian"].required = False
        self.fields["guardian"].help_text = _("Leave empty to enter a new person by name.")
        if self.instance.pk:
            for name in ("guardian", "learner", *HUMAN):
                self.fields[name].disabled = True
        for name in HUMAN:
            self.fields[name].required = False

    def clean(self):
        """Either a known person or names."""
        cleaned = super().clean()
        if not cleaned.get("guardian") and not (cleaned.get("last_name") and cleaned.get("first_name")):
            raise ValidationError(_("Choose a known person or enter surname and name."))
        return cleaned
