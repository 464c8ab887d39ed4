"""Distance courses, written and opened through the room's actions."""

from datetime import date
from uuid import UUID, uuid4

from journal_plugin.assignments.models import Task
from journal_plugin.courses.actions import open_course, put_section, put_step, save_course, tie_task
from journal_plugin.courses.body import Step
from journal_plugin.courses.enums import StepKind
from journal_plugin.courses.models import Course, CourseRun, StepTask
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.lessons.models import Journal

TODAY = date(2026, 11, 20)


def make_course(element: StudyElement, by, name: str = "Стали", sections: int = 2) -> Course:
    """A course of sections «Раздел 1».. with a text and a link each."""
    course = save_course(row=Course(element=element, name=name, summary="О сталях"), by=by)
    for number in range(1, sections + 1):
        section = uuid4()
        put_section(course=course, section=section, title=f"Раздел {number}", by=by)
        text = Step(uuid4(), StepKind.TEXT, f"Чтение {number}", text="## Главное\n\n- **сталь**\n\n<b>тег</b>")
        link = Step(uuid4(), StepKind.LINK, f"Сайт {number}", url="https://example.org/steel")
        for step in (text, link):
            put_step(course=course, section=section, step=step, by=by)
    course.refresh_from_db()
    return course


def step_ids(course: Course) -> list[UUID]:
    """Ids of all steps in order."""
    return [UUID(step["id"]) for section in course.body for step in section["steps"]]


def make_run(journal: Journal, course: Course, by, since: date = TODAY, **said) -> CourseRun:
    """The course opened to the journal by its teacher."""
    return open_course(journal=journal, course=course, actor=by.journal_person, key=uuid4(), since=since, **said)


def add_task_step(course: Course, by, title: str = "Письменная работа") -> UUID:
    """A step with a task at the end of the last section; its id."""
    step = Step(uuid4(), StepKind.TASK, title, text="## Ответьте\n\nна **три** вопроса.")
    put_step(course=course, section=UUID(course.body[-1]["id"]), step=step, by=by)
    course.refresh_from_db()
    return step.id


def tie(run: CourseRun, step: UUID, task: Task, by, seen: int | None = None, key: UUID | None = None) -> StepTask:
    """The task for the step, chosen by the teacher."""
    return tie_task(run=run, step=step, task=task, actor=by.journal_person, key=key or uuid4(), seen=seen)
