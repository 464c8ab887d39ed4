"""The diary's screens; each is reached through the page tree or by the short way, with the same ``Place``."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.views import serve

from journal_plugin.access.doors import open_door
from journal_plugin.assignments.actions import hand_in
from journal_plugin.assignments.forms import HandInForm
from journal_plugin.assignments.rules import may_hand_in
from journal_plugin.attendance.actions import announce_absence, withdraw_notice
from journal_plugin.attendance.forms import NoticeForm
from journal_plugin.attendance.models import AbsenceNotice
from journal_plugin.attendance.queries import announced_words, notices_about, withdrawn_words
from journal_plugin.attendance.rules import may_announce, may_withdraw
from journal_plugin.core.asked import day_in
from journal_plugin.core.forms import showing_refusals
from journal_plugin.courses.actions import mark_studied
from journal_plugin.courses.forms import StudiedForm
from journal_plugin.courses.queries.studying import courses_of, study_of
from journal_plugin.diary.frame import framed
from journal_plugin.diary.links import Place
from journal_plugin.diary.queries.absences import absences_of
from journal_plugin.diary.queries.addresses import Addresses, place_at
from journal_plugin.diary.queries.ahead import Upcoming, upcoming_works
from journal_plugin.diary.queries.children import Child, child_or_404, children_of_reader
from journal_plugin.diary.queries.debts import owed_by
from journal_plugin.diary.queries.fresh import fresh_of
from journal_plugin.diary.queries.learning import elements_of
from journal_plugin.diary.queries.mark import opened_mark
from journal_plugin.diary.queries.marks import marks_of
from journal_plugin.diary.queries.periods import periods_of
from journal_plugin.diary.queries.tasks import opened_task, tasks_of_year
from journal_plugin.diary.queries.topics import topics_of
from journal_plugin.diary.queries.week import week_of
from journal_plugin.diary.render.absences import absences_page
from journal_plugin.diary.render.courses import course_page, courses_page
from journal_plugin.diary.render.head import Head, nobody_page
from journal_plugin.diary.render.library import library_page
from journal_plugin.diary.render.mark import mark_page
from journal_plugin.diary.render.marks import marks_page
from journal_plugin.diary.render.notice import notice_page
from journal_plugin.diary.render.tasks import task_page, tasks_page
from journal_plugin.diary.render.topics import topics_page
from journal_plugin.diary.render.week import week_page
from journal_plugin.institution.models import Institution
from journal_plugin.library.screens import shelf_context
from journal_plugin.messaging.actions import read_notices
from journal_plugin.people.models import Learner
from journal_plugin.people.queries import person_of

SCREENS = "journal_plugin.diary.screens"
YEARS = range(2000, 2101)


def front(request: HttpRequest, under: tuple[str, Addresses]) -> HttpResponse:
    """The screen of the diary at this address of this site; anything else under the address is Wagtail's."""
    path, table = under
    place = place_at(table, request)
    if place is None:
        return serve(request, path)
    try:
        found = resolve(f"/{request.path.removeprefix(place.url)}", SCREENS)
    except Resolver404:
        return serve(request, path)
    return found.func(request, place, **found.kwargs)


View = Callable[..., HttpResponse]


def screen(view: View) -> View:
    """A screen for who is signed in: ``view(request, head, child, ...)``, with 404 for another family's child."""
    return require_safe(_for_reader(view))


def form(view: View) -> View:
    """The same for a screen that is also sent back."""
    return require_http_methods(["GET", "HEAD", "POST"])(_for_reader(view))


def button(view: View) -> View:
    """The same for what only a button does."""
    return require_POST(_for_reader(view))


def _for_reader(view: View) -> View:
    @wraps(view)
    def shown(request: HttpRequest, place: Place, learner: int | None = None, **options) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        children = children_of_reader(request.user)
        if learner is None and not children:
            return framed(request, base=place.url, title=place.title, body=nobody_page(place))
        child = children[0] if learner is None else child_or_404(children, learner)
        return view(request, Head(place, children, child), child, **options)

    return shown


@screen
def week(request: HttpRequest, head: Head, child: Child, day: str = "") -> HttpResponse:
    """A week; the one that is now carries the news and what comes next."""
    today = child.school.today()
    shown = _date(day) if day else today
    found = week_of(child, shown, today)
    fresh, upcoming = None, tuple[Upcoming, ...]()
    if found.is_now:
        (fresh,) = fresh_of([child], request.user.pk)
        upcoming = upcoming_works(child, today)
    token = get_token(request) if fresh and fresh.alarms else ""
    title, body = week_page(head, found, shown, today, fresh, upcoming, token)
    return framed(request, base=head.place.url, title=title, body=body)


@screen
def marks(request: HttpRequest, head: Head, child: Child, period: str = "") -> HttpResponse:
    """Marks by subjects in a period, open debts, and the term marks of all years."""
    today = child.school.today()
    periods = periods_of(child, today, period)
    found = marks_of(child, periods.chosen, today) if periods.chosen else None
    title, body = marks_page(head, periods, found, owed_by(child.pk), today)
    return framed(request, base=head.place.url, title=title, body=body)


@screen
def subject(request: HttpRequest, head: Head, child: Child, element: int, period: str) -> HttpResponse:
    """Topics of one subject in a period, studied and to come (B17)."""
    today = child.school.today()
    periods = periods_of(child, today, period)
    if periods.chosen is None:
        raise Http404
    title, body = topics_page(head, element, periods, topics_of(child, element, periods.chosen, today))
    return framed(request, base=head.place.url, title=title, body=body)


@screen
def absences(request: HttpRequest, head: Head, child: Child, period: str = "") -> HttpResponse:
    """Absences by months in a period."""
    today = child.school.today()
    periods = periods_of(child, today, period)
    found = absences_of(child, periods.chosen, today) if periods.chosen else None
    title, body = absences_page(head, periods, found, today)
    return framed(request, base=head.place.url, title=title, body=body)


@screen
def mark(request: HttpRequest, head: Head, child: Child, mark: int) -> HttpResponse:
    """One mark with its history."""
    found = opened_mark(request.user, child, mark)
    title, body = mark_page(head, found, child.school.today())
    return framed(request, base=head.place.url, title=title, body=body)


@form
def notice(request: HttpRequest, head: Head, child: Child) -> HttpResponse:
    """Announcing an absence in advance, for who is the child's guardian; the learner himself does not (G06)."""
    learner = open_door(Learner.objects.select_related("institution"), may_announce(request.user), pk=child.pk)
    now = learner.institution.local_now()
    asked = NoticeForm(request.POST if request.method == "POST" else None, today=now.date())
    if request.method == "POST" and asked.is_valid():
        with showing_refusals(asked):
            made = announce_absence(actor=person_of(request.user), learner_id=child.pk, **asked.said())
            messages.success(request, announced_words(made.signs.count()))
            return redirect(head.place.notice(child.pk))
    title, body = notice_page(request, head, asked, notices_about([child.pk], now))
    response = framed(request, base=head.place.url, title=title, body=body)
    response.status_code = 422 if asked.errors else 200
    return response


@button
def withdraw(request: HttpRequest, head: Head, child: Child, notice: int) -> HttpResponse:
    """Takes back a notice of the child's family."""
    rows = AbsenceNotice.objects.filter(learner=child.pk)
    row = open_door(rows, may_withdraw(request.user), pk=notice)
    withdraw_notice(actor=person_of(request.user), notice_id=row.pk)
    messages.success(request, withdrawn_words(row))
    return redirect(head.place.notice(child.pk))


@button
def told(request: HttpRequest, head: Head, child: Child) -> HttpResponse:
    """The reader has taken note of what he was told about the child."""
    read_notices(person=person_of(request.user), learner_id=child.pk)
    return redirect(head.place.week(child.pk))


@screen
def tasks(request: HttpRequest, head: Head, child: Child) -> HttpResponse:
    """The child's tasks with their deadlines: to do, handed in, accepted."""
    today = child.school.today()
    title, body = tasks_page(request, head, tasks_of_year(child, today), today)
    return framed(request, base=head.place.url, title=title, body=body)


@screen
def library(request: HttpRequest, head: Head, child: Child) -> HttpResponse:
    """The digital library of the child's institution, his subjects first (B21)."""
    shelf = shelf_context(
        request.user, Institution(pk=child.school.pk), request.GET, elements_of(child, child.school.today())
    )
    title, body = library_page(request, head, shelf)
    return framed(request, base=head.place.url, title=title, body=body)


@form
def task(request: HttpRequest, head: Head, child: Child, task: int) -> HttpResponse:
    """One task with everything that was handed in and said; the learner himself hands in, nobody for him (D22)."""
    today = child.school.today()
    opened = opened_task(request.user, child, task, today)
    asked = None
    if request.method == "POST":
        learner = open_door(Learner.objects.select_related("person"), may_hand_in(request.user), pk=child.pk)
        asked = HandInForm(request.POST, request.FILES)
        if asked.is_valid():
            with showing_refusals(asked):
                hand_in(task=opened.task, learner=learner, actor=learner.person, **asked.cleaned_data)
                messages.success(request, _("The work is handed in."))
                return redirect(head.place.task(child.pk, task))
    elif child.is_reader and Learner.objects.filter(may_hand_in(request.user), pk=child.pk).exists():
        asked = HandInForm()
    title, body = task_page(request, head, opened, asked, today)
    response = framed(request, base=head.place.url, title=title, body=body)
    response.status_code = 422 if asked and asked.errors else 200
    return response


@screen
def courses(request: HttpRequest, head: Head, child: Child) -> HttpResponse:
    """The child's distance courses: how far he is, what opens when (B20)."""
    title, body = courses_page(request, head, courses_of(child.pk, child.school.pk, child.school.today()))
    return framed(request, base=head.place.url, title=title, body=body)


@form
def course(request: HttpRequest, head: Head, child: Child, run: int) -> HttpResponse:
    """One distance course; the learner himself says which steps he has studied, nobody for him (B20)."""
    today = child.school.today()
    study = study_of(request.user, child.pk, run, today, child.school.time_zone)
    asked = None
    if request.method == "POST":
        learner = open_door(Learner.objects.select_related("person"), may_hand_in(request.user), pk=child.pk)
        asked = StudiedForm(request.POST)
        if asked.is_valid():
            with showing_refusals(asked):
                data = asked.cleaned_data
                mark_studied(run=study.run, learner=learner, actor=learner.person, step=data["step"], key=data["key"])
                return redirect(f"{head.place.course(child.pk, run)}#s{data['step']}")
    studies = child.is_reader and Learner.objects.filter(may_hand_in(request.user), pk=child.pk).exists()
    title, body = course_page(request, head, study, asked, today, studies=studies)
    response = framed(request, base=head.place.url, title=title, body=body)
    response.status_code = 422 if asked and asked.errors else 200
    return response


def _date(text: str) -> date:
    day = day_in(text)
    if day is None or day.year not in YEARS:
        raise Http404(_("There is no such day."))
    return day
