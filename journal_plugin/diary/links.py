"""Addresses of the diary's screens, built from the page's own address (pure)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Place:
    """Where the diary stands: the page's address (ends with a slash), its title and its intro as safe HTML."""

    url: str
    title: str
    intro: str = ""

    def week(self, learner: int, day: date | None = None) -> str:
        """The week of ``day``, or the one that is now."""
        return f"{self.url}{learner}/{day.isoformat()}/" if day else f"{self.url}{learner}/"

    def marks(self, learner: int, period: str = "") -> str:
        """Marks by subjects in a period («t12» a term, «y3» a year), or in the one that is now."""
        return f"{self.url}{learner}/marks/{period}/" if period else f"{self.url}{learner}/marks/"

    def subject(self, learner: int, element: int, period: str) -> str:
        """Topics of a subject in a period."""
        return f"{self.url}{learner}/subject/{element}/{period}/"

    def absences(self, learner: int, period: str = "") -> str:
        """Absences by months in a period, or in the one that is now."""
        return f"{self.url}{learner}/absences/{period}/" if period else f"{self.url}{learner}/absences/"

    def mark(self, learner: int, mark: int) -> str:
        """One mark with its history."""
        return f"{self.url}{learner}/mark/{mark}/"

    def tasks(self, learner: int) -> str:
        """Tasks with their deadlines."""
        return f"{self.url}{learner}/tasks/"

    def task(self, learner: int, task: int) -> str:
        """One task with the learner's work."""
        return f"{self.tasks(learner)}{task}/"

    def library(self, learner: int) -> str:
        """The digital library, the learner's subjects first."""
        return f"{self.url}{learner}/library/"

    def courses(self, learner: int) -> str:
        """Distance courses."""
        return f"{self.url}{learner}/courses/"

    def course(self, learner: int, run: int) -> str:
        """One distance course with its steps."""
        return f"{self.courses(learner)}{run}/"

    def notice(self, learner: int) -> str:
        """Announcing an absence in advance, and what has been announced."""
        return f"{self.url}{learner}/absences/notice/"

    def withdraw(self, learner: int, notice: int) -> str:
        """Takes a notice of absence back."""
        return f"{self.notice(learner)}{notice}/withdraw/"

    def told(self, learner: int) -> str:
        """Takes note of what the reader was told about the child."""
        return f"{self.url}{learner}/told/"
