"""The desk's menu on one screen: only entries. An entry is seen by those for whom ``allowed(user)`` is true."""

from django.utils.translation import gettext_lazy as _

from journal_plugin.access.menu import MenuItem
from journal_plugin.access.rules import enters_admin, sees_rights
from journal_plugin.accounts.rules import hands_out_logins
from journal_plugin.courses.rules import sees_courses
from journal_plugin.curatorship.rules import has_desk, sees_absentees
from journal_plugin.curriculum.rules import sees_controls
from journal_plugin.gradebook.rules import (
    keeps_journals,
    names_substitutes,
    reads_journals,
    sees_corrections,
    sees_timetables,
    settles_compositions,
)
from journal_plugin.institution.rules import sees_settings
from journal_plugin.library.rules import reads_shelf
from journal_plugin.monitoring.rules import has_closing, has_education, has_readiness, has_reports
from journal_plugin.people.rules import keeps_some_contingent
from journal_plugin.statements.rules import has_statements
from journal_plugin.timetable.rules import keeps_rasters

DESK: tuple[MenuItem, ...] = (
    MenuItem(_("Today"), "journal:today", "today", keeps_journals, 10),
    MenuItem(_("Journals"), "journal:books", "grid", reads_journals, 20, ("/journal/book/", "/journal/practice/")),
    MenuItem(_("Timetable"), "journal:timetable", "calendar", sees_timetables, 22),
    MenuItem(_("Raster of the timetable"), "journal:raster", "grid", keeps_rasters, 23, ("/timetable/raster/",)),
    MenuItem(_("Corrections"), "journal:corrections", "undo", sees_corrections, 25),
    MenuItem(_("Academic debts"), "journal:debts", "flag", reads_journals, 26),
    MenuItem(_("Substitutions"), "journal:changes", "user", names_substitutes, 27, ("/journal/substitutes/",)),
    MenuItem(_("Subgroups"), "journal:compositions", "users", settles_compositions, 28),
    MenuItem(_("My group"), "journal:curator", "users", has_desk, 30),
    MenuItem(_("Absent today"), "journal:absentees", "bell", sees_absentees, 35),
    MenuItem(_("Filling in"), "journal:filling", "check", has_reports, 35, ("/journal/reports/",)),
    MenuItem(_("Library"), "journal:library", "book", reads_shelf, 38),
    MenuItem(_("Distance courses"), "journal:courses", "doc", sees_courses, 39, ("/courses/",)),
    MenuItem(_("Statements"), "journal:statements", "printer", has_statements, 40),
    MenuItem(_("Forms of control"), "journal:controls", "check", sees_controls, 73),
    MenuItem(_("Educational programmes"), "journal:educations", "book", has_education, 74),
    MenuItem(_("Readiness for the year"), "journal:readiness", "flag", has_readiness, 75),
    MenuItem(_("Closing of the year"), "journal:closing", "lock", has_closing, 76),
    MenuItem(_("Admitted"), "journal:admitted", "users", keeps_some_contingent, 78),
    MenuItem(_("Logins"), "journal:logins", "key", hands_out_logins, 80),
    MenuItem(_("Settings"), "journal:settings", "tune", sees_settings, 83),
    MenuItem(_("Who may what"), "journal:rights", "eye", sees_rights, 85),
    MenuItem(_("Pages and lists"), "wagtailadmin_home", "pencil", enters_admin, 90),
)
