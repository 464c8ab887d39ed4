"""Academic years, holidays, bells and modes of stay in the Wagtail admin (A09, A10)."""

from journal_plugin.access.viewsets import ClosedModelViewSet
from journal_plugin.calendar.forms import BellScheduleForm, YearForm
from journal_plugin.calendar.models import AcademicYear, AttestationPeriod, BellSchedule, Holiday, StayMode


class YearViewSet(ClosedModelViewSet):
    """Years with their study periods."""

    model = AcademicYear
    icon = "calendar-alt"
    form_class = YearForm
    form_fields = ("name", "act", "since", "until")
    list_display = ("name", "since", "until", "act")
    ordering = "-since"
    search_keys = ("name",)


class HolidayViewSet(ClosedModelViewSet):
    """Holidays, for everybody or for one programme or course."""

    model = Holiday
    icon = "calendar-check"
    bulk_fields = ("programme", "course")
    form_fields = ("name", "since", "until", "programme", "course")
    list_display = ("name", "since", "until", "programme", "course")
    list_filter = ("programme", "course")
    list_related = ("programme",)
    ordering = "-since"
    search_keys = ("search_key",)


class AttestationPeriodViewSet(ClosedModelViewSet):
    """Periods of interim attestation with the act that sets them (A12)."""

    model = AttestationPeriod
    icon = "clipboard-list"
    bulk_fields = ("act", "programme", "course")
    form_fields = ("name", "act", "since", "until", "programme", "course")
    list_display = ("name", "since", "until", "programme", "course", "act")
    list_filter = ("programme", "course")
    list_related = ("programme",)
    ordering = "-since"
    search_keys = ("search_key",)


class BellScheduleViewSet(ClosedModelViewSet):
    """Bell schedules with their bells."""

    model = BellSchedule
    icon = "time"
    form_class = BellScheduleForm
    bulk_fields = ()
    form_fields = ("name",)
    list_display = ("name",)
    ordering = "sort_key"
    search_keys = ("search_key",)


class StayModeViewSet(ClosedModelViewSet):
    """Modes of stay."""

    model = StayMode
    icon = "history"
    bulk_fields = ("schedule", "last_weekday", "shift")
    form_fields = ("name", "schedule", "last_weekday", "shift")
    list_display = ("name", "schedule", "last_weekday", "shift")
    list_filter = ("schedule",)
    list_related = ("schedule",)
    ordering = "sort_key"
    search_keys = ("search_key",)
