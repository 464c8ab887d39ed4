"""Who asks for what: the journal, family and papers of a built demo that come nearest to what is to be measured."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from journal_plugin.accounts.actions import give_login, set_own_password
from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.calendar.models import Term
from journal_plugin.courses.models import CourseRun
from journal_plugin.courses.rules import open_to
from journal_plugin.curriculum.models import Programme, TeachingAssignment
from journal_plugin.diary.pages import DiaryPage
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher, Work
from journal_plugin.people.models import Group, Learner, Membership, Person
from portal.demo.people import PASSWORD, demo_logins

LEARNERS, LESSONS = 25, 40


@dataclass(frozen=True)
class Book:
    """A journal with its teacher's login; ``term`` is the period of its page, in which ``lessons`` stand."""

    journal: Journal
    teacher: Person
    term: Term
    learners: int
    lessons: int

    @property
    def host(self) -> str:
        """Where it is read."""
        return self.journal.institution.site.hostname

    @property
    def address(self) -> str:
        """Its page of marks."""
        return reverse("journal:grid", args=[self.journal.pk])

    @property
    def save_address(self) -> str:
        """Where its marks are saved."""
        return reverse("journal:grid-save", args=[self.journal.pk])


def book(learners: int = LEARNERS, lessons: int = LESSONS) -> Book:
    """The journal whose page of this term comes nearest to so many learners and lessons."""
    return books(1, learners, lessons)[0]


def books(number: int, learners: int = LEARNERS, lessons: int = LESSONS) -> list[Book]:
    """So many journals, nearest first; none is given twice."""
    today = timezone.localdate()
    found: list[tuple[float, int, Term, int, int]] = []
    members = dict(
        Membership.objects.on(today).order_by().values("group").annotate(n=Count("pk")).values_list("group", "n")
    )
    taught = set(TeachingAssignment.objects.values_list("group", "element", "term"))
    for term in Term.objects.filter(since__lte=today, until__gte=today).order_by("pk"):
        rows = (
            Lesson.objects.filter(journal__year=term.year_id, journal__kind=JournalKind.ORDINARY)
            .filter(date__range=(term.since, term.until))
            .order_by()
            .values("journal", "journal__group", "journal__element")
            .annotate(n=Count("pk"))
        )
        for journal, group, element, count in rows.values_list("journal", "journal__group", "journal__element", "n"):
            if (group, element, term.pk) in taught:
                far = abs(members.get(group, 0) - learners) / learners + abs(count - lessons) / lessons
                found.append((far, journal, term, members.get(group, 0), count))
    return [_book(*row) for _far, *row in sorted(found, key=lambda row: row[:2])[:number]]


def _book(pk: int, term: Term, learners: int, lessons: int) -> Book:
    journal = Journal.objects.select_related("institution__site", "group").get(pk=pk)
    assignment = TeachingAssignment.objects.filter(group=journal.group_id, element=journal.element_id, term=term)
    teacher = assignment.select_related("staff__person").order_by("pk")[0].staff.person
    return Book(journal, with_login(teacher), term, learners, lessons)


def open_lesson(journal: Journal) -> tuple[Lesson, Work, list[int]]:
    """The latest lesson held, its first column, and up to 25 learners, those who were there first."""
    today = journal.institution.today()
    lessons = Lesson.objects.filter(journal=journal, date__range=(today - timedelta(days=14), today), cancelled=False)
    lesson = lessons.filter(date__lt=today).order_by("-date", "-number")[0]
    members = Membership.objects.on(lesson.date).filter(group=journal.group_id).order_by("learner_id")
    absent = set(Attendance.objects.filter(lesson=lesson, code__in=ABSENT_CODES).values_list("learner_id", flat=True))
    learners = sorted(members.values_list("learner_id", flat=True), key=lambda learner: (learner in absent, learner))
    return lesson, lesson.works.order_by("position")[0], learners[:LEARNERS]


def busiest_teacher() -> tuple[Person, str]:
    """Who has most lessons today, with a login, and the host of his institution."""
    rows = LessonTeacher.objects.filter(lesson__date=timezone.localdate(), lesson__cancelled=False)
    rows = rows.order_by().values("staff__person", "lesson__journal__institution__site__hostname")
    ranked = rows.annotate(n=Count("pk")).order_by("-n", "staff__person")
    person, host = ranked.values_list("staff__person", "lesson__journal__institution__site__hostname")[0]
    return with_login(Person.objects.select_related("user").get(pk=person)), host


def family() -> tuple[Person, int, str, str]:
    """The demo's parent, the child at the first institution, that site's host and the diary's address."""
    institution = Institution.objects.select_related("site__root_page").order_by("pk")[0]
    learner = Learner.objects.get(institution=institution, external_id__endswith="0001")
    parent = login_of("родитель", institution)
    page = DiaryPage.objects.descendant_of(institution.site.root_page).get()
    return parent, learner.pk, institution.site.hostname, page.get_url()


def followed(learner: int) -> CourseRun:
    """The distance course that the learner studies, with the teacher who has opened it."""
    return CourseRun.objects.filter(open_to(learner)).select_related("by__user").order_by("pk")[0]


def widest_programme() -> int:
    """The programme of the first institution by which most groups study."""
    groups = Count("curricula__groups")
    return Programme.objects.annotate(n=groups).order_by("institution", "-n", "pk").values_list("pk", flat=True)[0]


def controller() -> tuple[Person, str]:
    """The deputy head of the first institution, who controls every journal of it, and its host."""
    institution = Institution.objects.select_related("site").order_by("pk")[0]
    return login_of("заместитель директора", institution), institution.site.hostname


def paper() -> tuple[Person, Group, str]:
    """The administrator, the largest group of the first institution, and its host."""
    institution = Institution.objects.select_related("site", "settings").order_by("pk")[0]
    groups = Group.objects.filter(institution=institution, parent=None).select_related("institution__settings")
    group = groups.annotate(n=Count("memberships")).order_by("-n", "pk")[0]
    return login_of("администратор", institution), group, institution.site.hostname


def with_login(person: Person) -> Person:
    """The person with a login that has its own password."""
    if person.user is None:
        give_login(person=person)
        person.refresh_from_db()
        set_own_password(user=person.user, password=PASSWORD)
    return person


def login_of(title: str, institution: Institution) -> Person:
    """The demo's person with that title at the institution, with the login."""
    login = next(row for row in demo_logins() if (row.title, row.place) == (title, institution.short_name))
    return Person.objects.select_related("user").get(user__username=login.login)
