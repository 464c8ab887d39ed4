"""Who writes work programmes: the desk that lets them under their institution's shelf (B04)."""

from django.contrib.auth.models import Group as Desk
from django.contrib.auth.models import Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page

from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.queries import roles_of
from journal_plugin.curriculum.rules import standing_load
from journal_plugin.institution.models import Institution

_NAME = "journal-authors-{}"
_RIGHTS = ("add_page", "change_page", "publish_page")


def authors_desk(*, institution: Institution, shelf: Page) -> Desk:
    """Wagtail's group of users for the authors of ``institution``: they enter the admin and write under ``shelf``.

    Which programmes exactly, and who publishes them, WorkProgrammePage decides itself, by curriculum.rules.
    """
    desk, created = Desk.objects.get_or_create(name=_NAME.format(institution.pk))
    if created:
        desk.permissions.set(Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin"))
    kind = {"content_type__app_label": "wagtailcore", "content_type__model": "page"}
    for permission in Permission.objects.filter(codename__in=_RIGHTS, **kind):
        GroupPagePermission.objects.get_or_create(group=desk, page=shelf, permission=permission)
    return desk


@transaction.atomic
def sync_author(*, user) -> None:
    """The authors' desks of ``user`` equal the institutions where he teaches, is to teach, or sets programmes up.

    Called at every sign-in.
    """
    institutions = set(standing_load(user).values_list("staff__institution_id", flat=True))
    institutions |= roles_of(user).institutions(*roles_with(Area.PROGRAMMES, Right.SET_UP))
    wanted = set(Desk.objects.filter(name__in=[_NAME.format(pk) for pk in institutions]))
    have = set(user.groups.filter(name__startswith=_NAME.format("")))
    user.groups.remove(*(have - wanted))
    user.groups.add(*(wanted - have))
