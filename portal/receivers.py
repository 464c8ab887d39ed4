"""What the portal hears: a role given or ended, a group, a published page; rights, pages and the cache follow."""

from allauth.account.signals import password_changed, password_reset, password_set
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from journal_plugin.access.models import RoleAssignment
from journal_plugin.accounts.actions import own_password_was_set
from journal_plugin.calendar.models import AcademicYear, AttestationPeriod, Holiday, Term
from journal_plugin.curriculum.signals import curricula_entered
from journal_plugin.library.signals import library_changed
from journal_plugin.people.models import Group
from journal_plugin.people.signals import groups_formed
from portal.actions import build_groups
from portal.page_cache import forget, forget_all
from portal.rights import sync_user
from portal.site_settings import PortalSettings


@receiver([post_save, post_delete], sender=RoleAssignment, dispatch_uid="portal_rights")
def follow_roles(sender, instance, **kwargs):
    """A role given, ended or removed: the page rights of its holder, and the curator's name on the group's page."""
    user = instance.person.user
    if user is not None:
        sync_user(user=user)
    forget_all()


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="portal_cache_pages")
def forget_site_of(sender, instance, **kwargs):
    """A page came, changed, moved or went."""
    site = instance.get_site()
    if site is not None:
        forget(site)


@receiver(post_save, sender=PortalSettings, dispatch_uid="portal_cache_settings")
def forget_site_of_settings(sender, instance, created=False, **kwargs):
    """The head or foot changed; an empty row, made by the first reader, changes nothing."""
    if not created:
        forget(instance.site)


@receiver([post_save, post_delete], sender=AcademicYear, dispatch_uid="portal_cache_years")
@receiver([post_save, post_delete], sender=Term, dispatch_uid="portal_cache_terms")
@receiver([post_save, post_delete], sender=Holiday, dispatch_uid="portal_cache_holidays")
@receiver([post_save, post_delete], sender=AttestationPeriod, dispatch_uid="portal_cache_attestations")
@receiver([post_save, post_delete], sender=Site, dispatch_uid="portal_cache_sites")
@receiver([post_save, post_delete], sender=Group, dispatch_uid="portal_cache_groups")
def forget_everything(sender, instance, **kwargs):
    """An address of a site, the name of a group or the academic calendar changed."""
    forget_all()


@receiver(curricula_entered, dispatch_uid="portal_cache_curricula")
def forget_curricula(sender, institution, **kwargs):
    """The curricula of an institution changed."""
    forget(institution.site)


@receiver(library_changed, dispatch_uid="portal_cache_library")
def forget_library(sender, institution, **kwargs):
    """The digital library of an institution changed."""
    forget(institution.site)


@receiver(post_save, sender=Group, dispatch_uid="portal_group")
def follow_group(sender, instance, **kwargs):
    """A group was entered or changed in the admin."""
    follow_groups(sender, instance.institution)


@receiver(groups_formed, dispatch_uid="portal_groups")
def follow_groups(sender, institution, **kwargs):
    """A list of groups was entered: their pages come with it. One that fails is logged, `portal_groups` makes up for it."""
    transaction.on_commit(
        lambda: build_groups(institution=institution), robust=True
    )  # a failing partial has no name to log


@receiver([password_set, password_changed, password_reset], dispatch_uid="portal_own_password")
def pay_debt(sender, request, user, **kwargs):
    """A password set by a form of allauth is the owner's own (L01)."""
    own_password_was_set(user=user)
