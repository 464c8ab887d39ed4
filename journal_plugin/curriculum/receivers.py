"""What the curriculum hears: institutions, programmes sent to approval and published, shelves, curricula, sign-ins."""

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageLogEntry, Site, TaskState
from wagtail.search import index
from wagtail.signals import page_published, task_submitted

from journal_plugin.curriculum.actions import (
    approve_edition,
    authors_desk,
    derive_plan,
    give_approval,
    seed_controls,
    sync_author,
)
from journal_plugin.curriculum.mails import ApprovalMail
from journal_plugin.curriculum.models import Curriculum
from journal_plugin.curriculum.pages import (
    CurriculumIndexPage,
    ProgrammeApprovalTask,
    WorkProgrammeIndexPage,
    WorkProgrammePage,
)
from journal_plugin.curriculum.pages.copying import copy_programmes
from journal_plugin.curriculum.programme import sections_of
from journal_plugin.curriculum.signals import curricula_entered, year_opened
from journal_plugin.institution.models import Institution
from journal_plugin.institution.signals import institution_founded
from journal_plugin.people.queries import person_of

PUBLISHED = "wagtail.publish"

task_submitted.connect(ApprovalMail(), sender=TaskState, weak=False, dispatch_uid="journal_approval_mail")


@receiver(institution_founded, dispatch_uid="journal_seed_controls")
def seed_controls_of_new_institution(sender, institution: Institution, **kwargs) -> None:
    """A new institution starts with the usual forms of control of its kind."""
    seed_controls(institution=institution)


@receiver(page_published, sender=WorkProgrammePage, dispatch_uid="journal_derive_plan")
def derive(sender, instance: WorkProgrammePage, **kwargs) -> None:
    """The thematic plan follows the published programme."""
    derive_plan(
        element=instance.element,
        year_id=instance.year_id,
        page_id=instance.pk,
        sections=sections_of(instance.body),
        published_at=instance.last_published_at,
    )


@receiver(post_save, sender=PageLogEntry, dispatch_uid="journal_approve_programme")
def write_approval_down(sender, instance: PageLogEntry, created: bool, **kwargs) -> None:
    """Who published a programme stands only in Wagtail's own log: the edition takes it from there (B13)."""
    if created and instance.action == PUBLISHED and issubclass(instance.content_type.model_class(), WorkProgrammePage):
        by = person_of(instance.user) if instance.user else None
        approve_edition(page_id=instance.page_id, by=by, at=instance.timestamp)


@receiver(post_save, sender=WorkProgrammeIndexPage, dispatch_uid="journal_authors_desk")
def open_desk(sender, instance: WorkProgrammeIndexPage, created: bool, **kwargs) -> None:
    """A new shelf lets the teachers of its site's institution write under it, and has what they write approved."""
    institution = Institution.objects.filter(site=instance.get_site()).first() if created else None
    if institution:
        authors_desk(institution=institution, shelf=instance)
        step = ProgrammeApprovalTask(name="Согласование и утверждение", institution=institution)
        give_approval(institution=institution, shelf=instance, step=step)


@receiver(year_opened, dispatch_uid="journal_copy_programmes")
def copy_into_new_year(sender, old, new, user, **kwargs) -> int:
    """Drafts of the programmes come with the opening of a year; returns how many."""
    return copy_programmes(old=old, new=new, user=user)


@receiver(user_logged_in, dispatch_uid="journal_sync_author")
def sync_at_sign_in(sender, user, **kwargs) -> None:
    """Load begins and ends by dates, so rights under the shelf are looked up at every sign-in."""
    sync_author(user=user)


@receiver(post_delete, sender=Curriculum, dispatch_uid="journal_curriculum_deleted")
def tell_of_deleted(sender, instance: Curriculum, **kwargs) -> None:
    """A curriculum was deleted in the admin."""
    curricula_entered.send(sender=sender, institution=instance.institution)


@receiver(curricula_entered, dispatch_uid="journal_search_curricula")
def index_curricula(sender, institution: Institution, **kwargs) -> None:
    """The site's search finds the curricula as they stand; a search that fails takes nothing back."""
    transaction.on_commit(lambda: _index(institution.site_id), robust=True)  # a failing partial has no name to log


def _index(site_id: int) -> None:
    for page in CurriculumIndexPage.objects.descendant_of(Site.objects.get(pk=site_id).root_page):
        index.insert_or_update_object(page)
