"""Page types of the curriculum: work programmes, and curricula for everybody."""

from journal_plugin.curriculum.pages.approval import ProgrammeApprovalTask
from journal_plugin.curriculum.pages.curricula import CurriculumIndexPage
from journal_plugin.curriculum.pages.programmes import WorkProgrammeIndexPage, WorkProgrammePage

__all__ = ["CurriculumIndexPage", "ProgrammeApprovalTask", "WorkProgrammeIndexPage", "WorkProgrammePage"]
