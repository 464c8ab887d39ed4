"""Forms of the curriculum: in the admin, and of opening the next year."""

from collections.abc import Collection, Sequence
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from journal_plugin.access.forms import ClosedForm, FormWithLines
from journal_plugin.calendar.following import group_name_after, name_after, year_later
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.forms import DayInput
from journal_plugin.curriculum.controls import suits
from journal_plugin.curriculum.models import ControlForm, Curriculum, CurriculumLine, IndividualLine, StudyElement
from journal_plugin.curriculum.opening import Plan, Way
from journal_plugin.curriculum.queries import written_elements
from journal_plugin.people.models import Group


class TermChoice(forms.ModelChoiceField):
    """Study periods of several years have the same names, so each is offered with its year."""

    def label_from_instance(self, obj: Term) -> str:
        """2026/2027, 1 семестр."""
        return f"{obj.year.name}, {obj.name}"


class TermForm(ClosedForm):
    """A form of a row that stands in a study period."""

    term = TermChoice(queryset=Term.objects.parts(), label=_("Study period"))


class LineForm(TermForm):
    """A line of a curriculum: a form of control that is used no longer stays where it stands and is not offered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = self.fields["control"].queryset
        self.fields["control"].queryset = offered.filter(Q(archived=False) | Q(pk=self.instance.control_id))


class ControlsForm(forms.Form):
    """The form of control of each line of ``curriculum``: those for its programme's level that are in use."""

    def __init__(self, *args, curriculum: Curriculum, **kwargs):
        super().__init__(*args, **kwargs)
        level = curriculum.programme.level
        rows = ControlForm.objects.filter(institution=curriculum.institution_id)
        known = list(rows.values_list("pk", "name", "levels", "archived"))
        offered = {pk: name for pk, name, levels, archived in known if not archived and suits(levels, level)}
        names = {pk: name for pk, name, _levels, _archived in known}
        lines = CurriculumLine.objects.filter(curriculum=curriculum).select_related("element", "term")
        self.lines = list(lines.order_by("element__sort_key", "element", "term__since"))
        for line in self.lines:
            own = {line.control_id: names[line.control_id]} if line.control_id else {}
            self.fields[f"line_{line.pk}"] = forms.TypedChoiceField(
                choices=[("", "—"), *(offered | own).items()],
                coerce=int,
                empty_value=None,
                required=False,
                initial=line.control_id,
                label=f"{line.element}, {line.term.name}",
            )

    def rows(self) -> list[tuple[StudyElement, list[tuple[Term, forms.BoundField]]]]:
        """Each element with its study periods and their fields."""
        by_element = groupby(self.lines, key=lambda line: line.element)
        return [(element, [(line.term, self[f"line_{line.pk}"]) for line in own]) for element, own in by_element]

    def chosen(self) -> dict[int, int | None]:
        """Id of a line -> id of a form of control, None for none: those that were changed."""
        return {line.pk: self.cleaned_data[f"line_{line.pk}"] for line in self.lines if self._is_changed(line)}

    def _is_changed(self, line: CurriculumLine) -> bool:
        return self.cleaned_data[f"line_{line.pk}"] != line.control_id


class CurriculumForm(FormWithLines):
    """A curriculum with its lines."""

    line_model = CurriculumLine
    line_form = LineForm
    line_fields = ("element", "term", "theory_hours", "practice_hours", "control")


class IndividualForm(FormWithLines):
    """An individual curriculum with what differs; whose it is and of which year never changes."""

    line_model = IndividualLine
    line_form = LineForm
    line_fields = ("element", "term", "theory_hours", "practice_hours", "control", "excluded")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("learner", "year"):
                self.fields[name].disabled = True


WAYS = (
    (Way.UP.value, _("goes on a course up")),
    (Way.ENDS.value, _("graduates")),
    (Way.LATER.value, _("is left for later")),
)


class OpeningForm(forms.Form):
    """The year after ``old``: its days, what becomes of each group (``ending``: ids proposed to graduate), what is copied."""

    name = forms.CharField(label=_("Name of the year"), max_length=16)
    since = forms.DateField(label=_("First day"), widget=DayInput)
    until = forms.DateField(label=_("Last day"), widget=DayInput)
    order_no = forms.CharField(
        label=_("Number of the order on the transfer to the next course"),
        max_length=64,
        required=False,
        help_text=_("It stands in the register of movements beside everybody who goes up or graduates."),
    )
    curricula = forms.BooleanField(label=_("Curricula of this year as templates"), required=False, initial=True)
    load = forms.BooleanField(label=_("Load: who taught the course teaches it again"), required=False, initial=True)
    programmes = forms.BooleanField(label=_("Work programmes as drafts"), required=False, initial=True)
    leaders = forms.BooleanField(
        label=_("Curators and educators go on with their groups"), required=False, initial=True
    )

    def __init__(self, *args, old: AcademicYear, groups: Sequence[Group], ending: Collection[int], **kwargs):
        days = {"name": name_after(old.name), "since": year_later(old.since), "until": year_later(old.until)}
        super().__init__(*args, initial=days, **kwargs)
        self.old, self.groups = old, groups
        for group in groups:
            ends = group.pk in ending
            name = "" if ends else group_name_after(group.name, group.course, old.since.year)
            self.fields[f"way_{group.pk}"] = forms.ChoiceField(
                choices=WAYS, initial=Way.ENDS if ends else Way.UP, label=group.name
            )
            self.fields[f"name_{group.pk}"] = forms.CharField(
                label=_("New name"),
                initial=name,
                max_length=255,
                required=False,
            )

    def lines(self) -> list[tuple[Group, forms.BoundField, forms.BoundField]]:
        """Each group with its two fields."""
        return [(group, self[f"way_{group.pk}"], self[f"name_{group.pk}"]) for group in self.groups]

    def general(self) -> list[forms.BoundField]:
        """The fields of the year."""
        return [self[name] for name in ("name", "since", "until", "order_no")]

    def copied(self) -> list[forms.BoundField]:
        """What is copied."""
        return [self[name] for name in ("leaders", "curricula", "load", "programmes")]

    def clean(self):
        """The year lies after the old one; who moves moves by an order."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The last day is before the first one."))
        if since and since <= self.old.until:
            self.add_error("since", _("The year %(name)s lasts until then.") % {"name": self.old.name})
        moving = any(cleaned.get(f"way_{group.pk}") != Way.LATER for group in self.groups)
        if moving and not cleaned.get("order_no"):
            self.add_error("order_no", _("Enter the number of the order."))
        for group in self.groups:
            if cleaned.get(f"way_{group.pk}") == Way.UP and not cleaned.get(f"name_{group.pk}"):
                self.add_error(f"name_{group.pk}", ValidationError(_("Enter the name of the group.")))
        return cleaned

    def plan(self) -> Plan:
        """The form, read."""
        said = self.cleaned_data
        ways = {group.pk: said[f"way_{group.pk}"] for group in self.groups}
        return Plan(
            name=said["name"],
            since=said["since"],
            until=said["until"],
            order_no=said["order_no"],
            names={pk: said[f"name_{pk}"] for pk, way in ways.items() if way == Way.UP},
            ending=tuple(pk for pk, way in ways.items() if way == Way.ENDS),
            curricula=said["curricula"],
            load=said["load"],
            programmes=said["programmes"],
            leaders=said["leaders"],
        )


class ChangeForm(forms.Form):
    """Why a programme that is in force is changed."""

    reason = forms.CharField(
        label=_("Reason of the change"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: a lesson fell on a holiday. It stands in the sheet of changes."),
        error_messages={"required": _("Write the reason: it stands in the sheet of changes.")},
    )


class CopyForm(forms.Form):
    """To which of ``elements`` and for which year a programme is copied; only what ``for_user`` writes."""

    element = forms.ModelChoiceField(queryset=StudyElement.objects.none(), label=_("Study element"))
    year = forms.ModelChoiceField(queryset=AcademicYear.objects.none(), label=_("Academic year"))

    def __init__(self, *args, page, elements: QuerySet[StudyElement], for_user, **kwargs):
        super().__init__(*args, initial={"element": page.element_id, "year": page.year_id}, **kwargs)
        self.for_user = for_user
        self.fields["element"].queryset = elements.order_by("sort_key")
        years = AcademicYear.objects.filter(institution=page.element.institution_id, until__gte=page.year.since)
        self.fields["year"].queryset = years.order_by("since")

    def clean(self):
        """Own in the chosen year."""
        cleaned = super().clean() or {}
        element, year = cleaned.get("element"), cleaned.get("year")
        if element and year and element.pk not in written_elements(self.for_user, year.pk):
            self.add_error("year", _("You do not teach this element in that year."))
        return cleaned
