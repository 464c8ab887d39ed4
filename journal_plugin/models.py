"""The inventory of tables: only re-exports of the rooms' models."""

from journal_plugin.access.models import AuditEntry, RoleAssignment
from journal_plugin.accounts.models import FirstPassword
from journal_plugin.assignments.models import (
    Submission,
    SubmissionFile,
    Task,
    TaskFile,
    TaskRecipient,
    Verdict,
)
from journal_plugin.attendance.models import AbsenceNotice, Attendance
from journal_plugin.attestation.models import Debt, DebtAttempt, DebtMeasure, DebtPause, FinalMark
from journal_plugin.calendar.models import (
    AcademicYear,
    AttestationPeriod,
    Bell,
    BellSchedule,
    Holiday,
    StayMode,
    Term,
    YearClosing,
)
from journal_plugin.calendar.pages import AcademicCalendarPage
from journal_plugin.courses.models import Course, CourseEdition, CourseRun, StepDone, StepTask
from journal_plugin.curriculum.models import (
    ContentElement,
    ControlForm,
    Curriculum,
    CurriculumLine,
    IndividualCurriculum,
    IndividualLine,
    PlannedContent,
    PlannedLesson,
    Programme,
    ProgrammeEdition,
    StudyElement,
    TeachingAssignment,
    ThematicPlan,
)
from journal_plugin.curriculum.pages import (
    CurriculumIndexPage,
    ProgrammeApprovalTask,
    WorkProgrammeIndexPage,
    WorkProgrammePage,
)
from journal_plugin.diary.pages import DiaryPage
from journal_plugin.exchange.models import Upload
from journal_plugin.extracurricular.models import GroupEvent, GroupEventEdit
from journal_plugin.institution.models import Building, Department, Institution, InstitutionSettings, Room
from journal_plugin.lessons.models import (
    Change,
    Correction,
    DayChange,
    Distribution,
    DistributionLine,
    Journal,
    Lesson,
    LessonTeacher,
    Work,
    WorkKind,
)
from journal_plugin.lessons.pages import ControlSchedulePage
from journal_plugin.library.models import Resource, ResourceFile
from journal_plugin.library.pages import LibraryPage
from journal_plugin.marks.models import Mark
from journal_plugin.messaging.models import ChangeNotice, HistoryMark, Notice, TaskNotice
from journal_plugin.people.models import (
    Confirmation,
    Consent,
    Group,
    Guardianship,
    Learner,
    Membership,
    Move,
    Person,
    Staff,
)
from journal_plugin.statements.models import Issued
from journal_plugin.timetable.models import Feed, OffTime, Slot, TimetableEdit, TimetableProposal
from journal_plugin.timetable.pages import TimetableIndexPage

__all__ = [
    "AbsenceNotice",
    "AcademicCalendarPage",
    "AcademicYear",
    "Attendance",
    "AttestationPeriod",
    "AuditEntry",
    "Bell",
    "BellSchedule",
    "Building",
    "Change",
    "ChangeNotice",
    "Confirmation",
    "Consent",
    "ContentElement",
    "ControlForm",
    "ControlSchedulePage",
    "Correction",
    "Course",
    "CourseEdition",
    "CourseRun",
    "Curriculum",
    "CurriculumIndexPage",
    "CurriculumLine",
    "DayChange",
    "Debt",
    "DebtAttempt",
    "DebtMeasure",
    "DebtPause",
    "Department",
    "DiaryPage",
    "Distribution",
    "DistributionLine",
    "Feed",
    "FinalMark",
    "FirstPassword",
    "Group",
    "GroupEvent",
    "GroupEventEdit",
    "Guardianship",
    "HistoryMark",
    "Holiday",
    "IndividualCurriculum",
    "IndividualLine",
    "Institution",
    "InstitutionSettings",
    "Issued",
    "Journal",
    "Learner",
    "Lesson",
    "LessonTeacher",
    "LibraryPage",
    "Mark",
    "Membership",
    "Move",
    "Notice",
    "OffTime",
    "Person",
    "PlannedContent",
    "PlannedLesson",
    "Programme",
    "ProgrammeApprovalTask",
    "ProgrammeEdition",
    "Resource",
    "ResourceFile",
    "RoleAssignment",
    "Room",
    "Slot",
    "Staff",
    "StayMode",
    "StepDone",
    "StepTask",
    "StudyElement",
    "Submission",
    "SubmissionFile",
    "Task",
    "TaskFile",
    "TaskNotice",
    "TaskRecipient",
    "TeachingAssignment",
    "Term",
    "ThematicPlan",
    "TimetableEdit",
    "TimetableIndexPage",
    "TimetableProposal",
    "Upload",
    "Verdict",
    "Work",
    "WorkKind",
    "WorkProgrammeIndexPage",
    "WorkProgrammePage",
    "YearClosing",
]
