"""What the plugin registers with Wagtail: only registrations."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from journal_plugin.access import viewsets as access
from journal_plugin.access.models import AuditEntry
from journal_plugin.calendar import viewsets as calendar
from journal_plugin.core.audit import ACTIONS
from journal_plugin.curriculum import viewsets as curriculum
from journal_plugin.curriculum.menu import say_approval
from journal_plugin.exchange.viewsets import ListsViewSet, PlanFileButton, PlansViewSet
from journal_plugin.institution import viewsets as institution
from journal_plugin.lessons import viewsets as lessons
from journal_plugin.library.viewsets import ResourceViewSet, resource_chooser
from journal_plugin.people import viewsets as people
from journal_plugin.policies import logged_models
from journal_plugin.timetable import viewsets as timetable


class Directories(ViewSetGroup):
    """«Справочники»."""

    menu_label = _("Directories")
    menu_icon = "folder-open-inverse"
    menu_order = 300
    add_to_admin_menu = True
    items = (
        institution.InstitutionViewSet,
        institution.DepartmentViewSet,
        institution.BuildingViewSet,
        institution.RoomViewSet,
        people.StaffViewSet,
        calendar.YearViewSet,
        calendar.HolidayViewSet,
        calendar.AttestationPeriodViewSet,
        calendar.BellScheduleViewSet,
        calendar.StayModeViewSet,
        lessons.WorkKindViewSet,
    )


class Contingent(ViewSetGroup):
    """«Контингент»."""

    menu_label = _("Contingent")
    menu_icon = "group"
    menu_order = 310
    add_to_admin_menu = True
    items = (
        people.GroupViewSet,
        people.LearnerViewSet,
        people.GuardianshipViewSet,
        people.MembershipViewSet,
        people.MoveViewSet,
        people.PersonViewSet,
        curriculum.IndividualViewSet,
    )


class Curriculum(ViewSetGroup):
    """«Учебный план»."""

    menu_label = _("Curriculum")
    menu_icon = "list-ul"
    menu_order = 320
    add_to_admin_menu = True
    items = (
        curriculum.ProgrammeViewSet,
        curriculum.ElementViewSet,
        curriculum.ContentViewSet,
        ResourceViewSet,
        curriculum.ControlFormViewSet,
        curriculum.CurriculumViewSet,
        curriculum.LoadViewSet,
        timetable.SlotViewSet,
    )


class Access(ViewSetGroup):
    """«Доступ»."""

    menu_label = _("Access")
    menu_icon = "key"
    menu_order = 330
    add_to_admin_menu = True
    items = (access.RoleViewSet,)


@hooks.register("register_admin_viewset")
def register_lists() -> list:
    """The lists in the order of the menu, and the choosers of their forms."""
    return [
        Directories(),
        Contingent(),
        Curriculum(),
        Access(),
        ListsViewSet(),
        PlansViewSet(),
        resource_chooser,
        people.PersonChooserViewSet("journal_person_chooser", url_prefix="journal/person-chooser"),
        people.LearnerChooserViewSet("journal_learner_chooser", url_prefix="journal/learner-chooser"),
    ]


@hooks.register("register_page_header_buttons")
def offer_plan_file(page, user, view_name, next_url=None) -> list:
    """A table of topics may be laid into a work programme."""
    return [PlanFileButton(page=page, user=user)]


hooks.register("construct_page_action_menu", say_approval)
hooks.register("register_admin_menu_item", institution.SettingsMenuItem)


@hooks.register("insert_global_admin_css")
def link_styles() -> str:
    """What the lists need on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("journal/css/admin.css"))


@hooks.register("insert_global_admin_js")
def keep_days_as_typed() -> str:
    """After Wagtail's picker of days, before the fields that it serves."""
    return format_html('<script src="{}"></script>', static("journal/js/admin-dates.js"))


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """The journal's own lines in the audit log, kept apart by institution."""
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)
    for model in logged_models():
        actions.register_model(model, AuditEntry)
