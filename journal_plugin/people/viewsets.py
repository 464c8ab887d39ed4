"""Staff, groups, learners, guardians and memberships in the Wagtail admin (A06, A07, A15)."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from journal_plugin.access.viewsets import (
    ClosedChooserViewSet,
    ClosedIndexView,
    ClosedModelViewSet,
    ReadOnlyViewSet,
)
from journal_plugin.people.actions.cards import save_guardianship, save_learner, save_staff
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.forms.cards import GuardianForm, LearnerForm, StaffForm
from journal_plugin.people.models import Group, Guardianship, Learner, Membership, Move, Person, Staff


class StaffViewSet(ClosedModelViewSet):
    """Staff with their positions (A06)."""

    model = Staff
    icon = "user"
    form_class = StaffForm
    bulk_fields = ("position", "department", "until")
    form_fields = ("position", "department", "since", "until", "external_id")
    inspect_view_fields = ("person", "position", "department", "since", "until")
    list_display = ("person", "position", "department", "since", "until")
    list_filter = ("department",)
    list_related = ("person", "department")
    ordering = ("person__sort_key", "pk")
    search_keys = ("person__search_key",)

    def save(self, *, form: StaffForm, by) -> Staff:
        """Card and human together."""
        return save_staff(row=form.instance, human=form.human(), by=by)


class GroupViewSet(ClosedModelViewSet):
    """Groups, their parts, streams and elective groups (A15)."""

    model = Group
    icon = "group"
    bulk_fields = ("department", "mode", "places")
    form_fields = (
        "name",
        "kind",
        "parent",
        "course",
        "places",
        "department",
        "mode",
        "since",
        "until",
        "external_id",
    )
    list_display = ("name", "kind", "parent", "course", "department", "mode", "since", "until")
    list_filter = ("kind", "course", "department", "mode")
    list_related = ("parent", "department", "mode")
    ordering = ("sort_key", "pk")
    search_keys = ("search_key",)


def special_plan(learner: Learner) -> str:
    """What of the learner's plan is his own: «ИУП», «АООП»."""
    marks = ((learner.individual_plan, _("individual")), (learner.adapted, _("adapted")))
    return ", ".join(str(mark) for is_so, mark in marks if is_so)


class LearnerIndexView(ClosedIndexView):
    """Learners with the group where each is today."""

    export_headings = {"group_now": _("Group")}

    def get_base_queryset(self) -> QuerySet:
        """The rows that the user reads, each with ``group_now``, the name of its group."""
        now_in = Membership.objects.on(timezone.localdate()).filter(learner=OuterRef("pk"), group__kind=GroupKind.GROUP)
        return super().get_base_queryset().annotate(group_now=Subquery(now_in.values("group__name")[:1]))


class LearnerViewSet(ClosedModelViewSet):
    """Learners (A07)."""

    model = Learner
    icon = "user"
    index_view_class = LearnerIndexView
    form_class = LearnerForm
    bulk_fields = ("study_form", "speciality", "individual_plan", "adapted", "mode")
    form_fields = ("study_form", "speciality", "individual_plan", "adapted", "mode", "since", "until", "external_id")
    inspect_view_fields = ("person", "study_form", "speciality", "individual_plan", "adapted", "mode", "since", "until")
    list_display = (
        "person",
        Column("group_now", label=_("Group"), sort_key="group_now"),
        "study_form",
        Column("special", label=_("Own plan"), accessor=special_plan),
        "since",
        "until",
    )
    list_export = ("person", "group_now", "study_form", "individual_plan", "adapted", "since", "until")
    list_filter = ("study_form", "individual_plan", "adapted", "mode")
    list_related = ("person",)
    ordering = ("person__sort_key", "pk")
    search_keys = ("person__search_key",)

    def save(self, *, form: LearnerForm, by) -> Learner:
        """Card, human and movement together."""
        given = form.cleaned_data
        return save_learner(
            row=form.instance,
            human=form.human(),
            group=given["group"],
            day=given["day"],
            order_no=given["order_no"],
            beside=given["beside"],
            by=by,
            movement=given["movement"],
        )


class GuardianshipViewSet(ClosedModelViewSet):
    """Legal representatives."""

    model = Guardianship
    icon = "group"
    form_class = GuardianForm
    bulk_fields = ("relation", "until")
    form_fields = ("learner", "guardian", "relation", "since", "until")
    list_display = ("guardian", "learner", "relation", "since", "until")
    list_filter = ("relation",)
    list_related = ("guardian", "learner__person")
    ordering = ("learner__person__sort_key", "pk")
    search_keys = ("guardian__search_key", "learner__person__search_key")

    def save(self, *, form: GuardianForm, by) -> Guardianship:
        """The guardianship and, where new, the guardian."""
        return save_guardianship(row=form.instance, human=form.human(), by=by)


class MembershipViewSet(ReadOnlyViewSet):
    """Who was in which group from when to when (A16): changed only by movements on the learner's card."""

    model = Membership
    icon = "history"
    form_fields = ("learner", "group", "movement", "order_no", "since", "until")
    list_display = ("learner", "group", "movement", "order_no", "since", "until")
    list_filter = ("group", "movement")
    list_related = ("learner__person", "group")
    ordering = ("group__sort_key", "learner__person__sort_key", "-since")
    search_keys = ("learner__person__search_key", "group__search_key")


class MoveViewSet(ReadOnlyViewSet):
    """The register of movements of the contingent (A18): written by the learner's card and by lists."""

    model = Move
    icon = "history"
    form_fields = ("learner", "kind", "day", "order_no", "came_from", "goes_to", "entered_at", "due")
    list_display = (
        "learner",
        "kind",
        "day",
        "order_no",
        "came_from",
        "goes_to",
        "entered_at",
        Column("late", label=_("Late"), accessor=lambda move: _("entered late") if move.is_late else ""),
    )
    list_export = ("learner", "kind", "day", "order_no", "came_from", "goes_to", "entered_at", "due", "is_late")
    list_filter = ("kind", "day", "came_from", "goes_to")
    list_related = ("learner__person", "learner__institution", "came_from", "goes_to")
    ordering = ("-day", "-pk")
    search_keys = ("learner__person__search_key",)


class PersonViewSet(ClosedModelViewSet):
    """Names and contacts of everybody known at the institution (L03); new ones come with a card."""

    model = Person
    icon = "user"
    form_fields = ("last_name", "first_name", "patronymic", "birth_date", "email", "phone")
    list_display = ("__str__", "birth_date", "email", "phone")
    ordering = ("sort_key", "pk")
    search_keys = ("search_key",)

    def get_urlpatterns(self) -> list:
        """No address for adding and deleting."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"add", "delete"}]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """No view knows such an address."""
        return {**super().get_common_view_kwargs(**kwargs), "add_url_name": None, "delete_url_name": None}


class PersonChooserViewSet(ClosedChooserViewSet):
    """Choosing a person."""

    model = Person
    icon = "user"


class LearnerChooserViewSet(ClosedChooserViewSet):
    """Choosing a learner."""

    model = Learner
    icon = "user"
    search_key_path = "person__search_key"
    ordering = ("person__sort_key", "pk")
