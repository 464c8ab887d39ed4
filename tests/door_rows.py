"""Rows for the doors table: what Wagtail and the plugin's paper keep about one institution, a row of every kind."""

from datetime import date
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupApprovalTask, Page, UploadedFile, Workflow, WorkflowTask

from journal_plugin.calendar.models import Term
from journal_plugin.exchange.actions import send_in, send_package
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.exporters import export_list
from journal_plugin.exchange.lists import context_of
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.actions import plan_visits
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.visits import Visit
from journal_plugin.people.actions.consents import give_consents
from journal_plugin.people.models import Group, Learner
from journal_plugin.statements.actions import issue
from journal_plugin.statements.models import Issued
from journal_plugin.timetable.enums import ProposalState, VisitKind
from journal_plugin.timetable.models import PracticeVisit, TimetableProposal
from portal.pages.home import HomePage
from tests.conftest import NOW
from tests.factories.assignments import make_task, make_work, sent
from tests.factories.courses import add_task_step, make_course, make_run
from tests.factories.curriculum import assign, make_element
from tests.factories.gradebook import save_as, text
from tests.factories.institution import first_term
from tests.factories.oneroster import foreign, packed

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def paper_rows(group: Group, user) -> dict[str, object]:
    """An issued statement of ``group``, and a list of learners that ``user`` sent in."""
    told = export_list(Listing.LEARNERS, context_of(Listing.LEARNERS, group.institution))
    sent = send_in(what=Listing.LEARNERS, institution=group.institution, name="learners.csv", data=told, by=user)
    package = send_package(institution=group.institution, name="package.zip", data=packed(foreign()), by=user)
    copy = issued_paper(group, user)
    return {"issued": copy.pk, "genuine": copy.token, "upload": sent.pk, "package": package.pk}


def issued_paper(group: Group, user) -> Issued:
    """An issued statement of ``group``."""
    since, until = OCTOBER
    return issue(kind="form1", group=group, since=since, until=until, author=user.journal_person)


def planned_row(term: Term, user) -> dict[str, object]:
    """A timetable of ``term`` that ``user`` had sought and that was not found."""
    row = TimetableProposal(key=uuid4(), term=term, by=user, since=term.since, limit=60)
    row.state, row.asked_at, row.beat_at = ProposalState.NOTHING, timezone.now(), timezone.now()
    row.save()
    return {"planned": row.pk}


def practice_rows(journal: Journal, teacher) -> dict[str, object]:
    """A practice that ``teacher`` leads in the journal's group, and a visit of today at which he has written."""
    element = make_element(journal.institution, f"Практика {journal.group}", kind="profile-practice")
    staff = teacher.journal_person.staff.get()
    load = assign(staff, journal.group, element, first_term(journal.year))
    visits = [Visit(NOW.date(), 3, VisitKind.VISIT, "ООО «Мост»", "")]
    plan_visits(assignment_id=load.pk, visits=visits, user=teacher, actor=teacher.journal_person, key=uuid4())
    visit = PracticeVisit.objects.get(assignment=load)
    save_as(teacher, visit.lesson.journal, text("topic", visit.lesson, "Осмотр"))
    return {"practice": load.pk, "visit": visit.pk}


def course_rows(journal: Journal, teacher) -> dict[str, object]:
    """A course that ``teacher`` has opened to the journal, a second one that is not open, a section and a step of the first."""
    opened, other = (make_course(journal.element, teacher, name, sections=1) for name in ("Стали", "Чугуны"))
    asked = add_task_step(opened, teacher)
    run = make_run(journal, opened, teacher)
    section = opened.body[0]
    ids = {"section": section["id"], "step": section["steps"][0]["id"], "task_step": asked}
    return ids | {"course": opened.pk, "not_open": other.pk, "run": run.pk}


def task_rows(lesson: Lesson, teacher, learner: Learner) -> dict[str, object]:
    """A task of the lesson with a material, and what ``learner`` handed in to it."""
    task = make_task(lesson, teacher, files=[sent()])
    work = make_work(task, learner, files=[sent()])
    return {"given": task.pk, "material": task.files.get().pk, "work_file": work.files.get().pk}


def wagtail_rows(institution: Institution, user, *, sender=None) -> dict[str, object]:
    """Rows of Wagtail's own tables that belong to the site of ``institution``, whose pages ``user`` edits.

    ``sender`` has sent files that are not described yet.
    """
    home = HomePage.objects.get(sites_rooted_here=institution.site_id)
    return {
        "page": home.pk,
        "root": Page.get_first_root_node().pk,
        "revision": home.save_revision().pk,
        "site": institution.site_id,
        "settings": institution.site_id,
        "desk": home.editors.pk,
        "folder": home.collection.pk,
        "root_folder": Collection.get_first_root_node().pk,
        "redirect": Redirect.objects.create(old_path="/old", site=institution.site, redirect_page=home).pk,
        "session": EditingSession.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(Page),
            object_id=home.pk,
            last_seen_at=timezone.now(),
        ).pk,
        **_files(home.collection, sender),
        **_moderation(home, user),
    }


def _files(folder: Collection, sender) -> dict[str, object]:
    """An image and a document in ``folder``, and one of each that ``sender`` has sent and not yet described."""
    image, document = get_image_model(), get_document_model()
    rows = {
        "image": image.objects.create(title="Снимок", file=get_test_image_file(), collection=folder),
        "document": document.objects.create(title="Файл", file=ContentFile(b"x", "x.txt"), collection=folder),
    }
    for name, model in (("sent_image", image), ("sent_document", document)):
        kind = ContentType.objects.get_for_model(model)
        rows[name] = UploadedFile.objects.create(
            for_content_type=kind, file=ContentFile(b"x", "x.txt"), uploaded_by_user=sender
        )
    rendition = default_storage.save("images/small.png", get_test_image_file())
    return {name: row.pk for name, row in rows.items()} | {"rendition": rendition}


def _moderation(home: HomePage, user) -> dict[str, object]:
    """A page of the site that waits for approval by the desk of the site."""
    page = home.get_children().live().earliest("path").specific
    workflow = Workflow.objects.create(name=f"Согласование, {home.pk}")
    task = GroupApprovalTask.objects.create(name=f"Шаг, {home.pk}")
    task.groups.add(home.editors)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page.save_revision()
    state = workflow.start(page, user)
    return {
        "waiting": page.pk,
        "workflow": workflow.pk,
        "task": task.pk,
        "workflow_state": state.pk,
        "task_state": state.current_task_state.pk,
    }


def consented(learner: Learner, group: Group, curator) -> int:
    """A consent that the learner himself has given, recorded by the curator of his group."""
    said = {"given_on": NOW.date(), "actor": curator.journal_person, "key": uuid4()}
    return give_consents(group=group, givers=[(learner.pk, learner.person_id)], **said)[0].pk
