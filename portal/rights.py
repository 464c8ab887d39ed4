"""Page rights that follow the journal's roles: a curator writes under the page of own group, an editor on the whole site.

Wagtail asks its own groups; these functions keep their members equal to the roles in force today.
"""

from django.contrib.auth.models import Group as Desk
from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.institution.models import Institution
from portal.pages.groups import GroupPage
from portal.pages.home import HomePage

PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
EDITOR_RIGHTS = (*PAGE_RIGHTS, "bulk_delete_page", "lock_page", "unlock_page")
FILE_RIGHTS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


@transaction.atomic
def give_desk(*, page: GroupPage | HomePage, name: str, rights: tuple[str, ...], parent: Collection) -> Desk:
    """The desk (Wagtail's group of users) and the folder of files of ``page``, made when missing; its rights set anew."""
    if page.editors is None:
        free = name if not Desk.objects.filter(name=name).exists() else f"{name} ({page.pk})"
        page.editors = Desk.objects.create(name=free)
    if page.collection is None:
        page.collection = parent.add_child(name=name)
    type(page).objects.filter(pk=page.pk).update(editors=page.editors, collection=page.collection)
    desk = page.editors
    desk.permissions.set(Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin"))
    wanted = {
        permission.pk: permission
        for permission in Permission.objects.filter(
            codename__in=rights, content_type__app_label=Page._meta.app_label, content_type__model=Page._meta.model_name
        )
    }
    GroupPagePermission.objects.filter(group=desk).exclude(page=page.pk, permission__in=wanted).delete()
    for permission in wanted.values():
        GroupPagePermission.objects.get_or_create(group=desk, page_id=page.pk, permission=permission)
    files = Permission.objects.filter(
        codename__in=FILE_RIGHTS, content_type__app_label__in=("wagtailimages", "wagtaildocs")
    )
    GroupCollectionPermission.objects.filter(group=desk).exclude(collection=page.collection).delete()
    for permission in files:
        GroupCollectionPermission.objects.get_or_create(group=desk, collection=page.collection, permission=permission)
    return desk


@transaction.atomic
def give_review(*, home: HomePage) -> None:
    """Whoever wants another eye sends a page of the site to its editors: Wagtail's own review names a group of nobody."""
    if WorkflowPage.objects.filter(page_id=home.pk).exists():
        return
    review = GroupApprovalTask.objects.create(name="Проверка редактором")
    review.groups.add(home.editors)
    workflow = Workflow.objects.create(name="Редакция")
    WorkflowTask.objects.create(workflow=workflow, task=review)
    WorkflowPage.objects.create(workflow=workflow, page_id=home.pk)


@transaction.atomic
def sync_curators(*, institution: Institution) -> None:
    """The members of every group's desk are the curators of today, and nobody else."""
    today = timezone.localdate()
    rows = RoleAssignment.objects.on(today).filter(
        institution=institution, role=Role.CURATOR, person__user__isnull=False
    )
    curators: dict[int, list[int]] = {}
    for group_id, user_id in rows.values_list("group_id", "person__user_id"):
        curators.setdefault(group_id, []).append(user_id)
    for page in GroupPage.objects.filter(group__institution=institution, editors__isnull=False).select_related(
        "editors"
    ):
        page.editors.user_set.set(curators.get(page.group_id, []))


@transaction.atomic
def sync_editors(*, institution: Institution) -> None:
    """The members of the site's desk are the editors of today."""
    rows = RoleAssignment.objects.on(timezone.localdate()).filter(
        institution=institution, role=Role.EDITOR, person__user__isnull=False
    )
    for home in HomePage.objects.filter(sites_rooted_here=institution.site_id, editors__isnull=False):
        home.editors.user_set.set(rows.values_list("person__user_id", flat=True))


@transaction.atomic
def sync_user(*, user) -> None:
    """The desks of ``user`` equal his roles of today; other groups of users stay. Called when a role changes and daily."""
    roles = RoleAssignment.objects.on(timezone.localdate()).filter(person__user_id=user.pk)
    led = roles.filter(role=Role.CURATOR).values("group")
    edited = roles.filter(role=Role.EDITOR).values("institution__site__root_page")
    wanted = Desk.objects.filter(
        pk__in=GroupPage.objects.filter(group__in=led).values("editors")
    ) | Desk.objects.filter(pk__in=HomePage.objects.filter(pk__in=edited).values("editors"))
    desks = Desk.objects.filter(pk__in=GroupPage.objects.values("editors")) | Desk.objects.filter(
        pk__in=HomePage.objects.values("editors")
    )
    keep = set(wanted.values_list("pk", flat=True))
    have = set(user.groups.filter(pk__in=desks.values("pk")).values_list("pk", flat=True))
    user.groups.remove(*(have - keep))
    user.groups.add(*(keep - have))
