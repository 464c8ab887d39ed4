"""October 2026 of the cast's group, counted by hand (see OCTOBER)."""

from dataclasses import dataclass
from datetime import date

from journal_plugin.attendance.models import Attendance
from journal_plugin.lessons.models import Lesson, Work
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Group, Learner
from tests.cast import Cast
from tests.factories.curriculum import make_element
from tests.factories.lessons import make_journal, make_lesson, make_work
from tests.factories.people import join, make_group, make_learner

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
FORMED = date(2026, 11, 20)


@dataclass(frozen=True)
class October:
    """Lessons that were held, by day and number; «Физика» is taught to subgroup 1 on the 29th, to all on the 30th."""

    cast: Cast
    subgroup: Group
    moved: Learner
    """«Глебов Глеб»: in ОН-25 to 29 October, in ОН-24 from the 30th."""
    first: Lesson
    physics: Lesson
    second: Lesson
    short: Lesson
    """One hour."""


def put_mark(work: Work, learner: Learner, code: str) -> None:
    """A mark as the journal keeps it."""
    teacher = work.lesson.lesson_teachers.first().staff.person
    Mark.objects.create(work=work, learner=learner, code=code, at="2026-10-30T12:00:00+05:00", by=teacher)


def put_absence(lesson: Lesson, learner: Learner, code: str = "н") -> Attendance:
    """A sign of attendance as the register keeps it: «б» and «у» are justified by themselves."""
    excused = True if code in "бу" else None
    teacher = lesson.lesson_teachers.first().staff.person
    return Attendance.objects.create(
        lesson=lesson, learner=learner, code=code, excused=excused, at="2026-10-30T12:00:00+05:00", by=teacher
    )


def make_october(cast: Cast) -> October:
    """Hours held: Андреева 2+2+2+1, Борисов 2+2+2+1, Ветрова 2+2+1, Глебов 2+1: 22 man-hours.

    Missed: Андреева the whole 29th (2 ill, 2 unknown), Борисов 2 on the 30th (late to the short lesson), Ветрова the
    whole 30th (2+1): 9 hours. Averages: Андреева (5·1 + 4·2) / 3 = 4,33 and 4,00; Борисов 3,00 and (5 + 4) / 2 = 4,50.
    """
    anna, boris, vera = cast.learners
    staff = [cast.staff]
    physics = make_element(cast.institution, "Физика")
    subgroup = make_group(cast.institution, "ОН-24-1", parent=cast.group)
    join(anna, subgroup)
    join(boris, subgroup)
    of_subgroup = make_lesson(make_journal(subgroup, physics, cast.year), date(2026, 10, 29), 2, teachers=staff)
    of_all = make_journal(cast.group, physics, cast.year)
    short = make_lesson(of_all, date(2026, 10, 30), 2, teachers=staff, hours=1)
    make_lesson(of_all, date(2026, 10, 28), 1, teachers=staff, cancelled=True)
    foreign = [make_lesson(cast.foreign_journal, date(2026, 10, day), 1, teachers=staff) for day in (21, 28)]
    moved = make_learner(cast.foreign_group, "Глебов Глеб Глебович", until=date(2026, 10, 29))
    join(moved, cast.group, since=date(2026, 10, 30))
    first, second = cast.lessons[0], cast.lessons[1]
    practice = make_work(second, "ПР", position=1, weight=2)
    put_mark(second.works.get(position=0), anna, "5")
    put_mark(practice, anna, "4")
    put_mark(short.works.get(), anna, "4")
    put_mark(first.works.get(), boris, "3")
    put_mark(of_subgroup.works.get(), boris, "5")
    put_mark(short.works.get(), boris, "4")
    put_mark(cast.lessons[2].works.get(), anna, "2")  # November
    put_mark(foreign[0].works.get(), moved, "5")
    put_absence(first, anna, "б")
    put_absence(of_subgroup, anna)
    put_absence(second, boris)
    put_absence(short, boris, "о")
    put_absence(second, vera)
    put_absence(short, vera)
    put_absence(foreign[1], moved)
    return October(cast, subgroup, moved, first, of_subgroup, second, short)
