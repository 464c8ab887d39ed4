"""Settings of an institution's site: what stands in its head and foot."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from journal_plugin.access.enums import Role
from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.queries import roles_of
from portal.blocks import LinkBlock

KEEPERS = roles_with(Area.DIRECTORIES, Right.WRITE) | {Role.EDITOR}
"""Roles that keep the head and the foot of their institution's site: its administrators and its editor (A23)."""


class KeptByRoles(SitePermissionPolicy):
    """Whoever holds one of KEEPERS at an institution keeps the settings of its site; no superuser is needed."""

    def user_has_any_permission(self, user, actions) -> bool:
        """Whether there is any site whose settings ``user`` keeps: shows the entry of the menu."""
        return bool(user.is_active and (user.is_superuser or roles_of(user).institutions(*KEEPERS)))

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        """Whether ``user`` keeps the settings of this site, or these settings."""
        site = instance.pk if isinstance(instance, Site) else instance.site_id
        return self.sites_user_has_any_permission_for(user, actions).filter(pk=site).exists()

    def sites_user_has_any_permission_for(self, user, actions):
        """The sites whose settings ``user`` keeps."""
        if user.is_active and user.is_superuser:
            return Site.objects.all()
        own = roles_of(user).institutions(*KEEPERS) if user.is_active else ()
        return Site.objects.filter(journal_institution__in=own)


@register_setting(icon="site")
class PortalSettings(BaseSiteSetting):
    """Brand line, contacts and links of the foot."""

    brand_line = models.CharField(
        _("line under the name"), max_length=80, blank=True, default="", help_text=_("For example: founded in 1958")
    )
    address = models.CharField(_("address"), max_length=200, blank=True, default="")
    phone = models.CharField(_("phone"), max_length=40, blank=True, default="")
    email = models.EmailField(_("e-mail"), blank=True, default="")
    footer = StreamField([("link", LinkBlock())], blank=True, verbose_name=_("documents in the foot"))

    panels = [
        FieldPanel("brand_line"),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("phone"), FieldPanel("email")], heading=_("Contacts")),
        FieldPanel("footer"),
    ]

    @classmethod
    def get_permission_policy(cls) -> KeptByRoles:
        """Asked when the setting is registered."""
        return KeptByRoles(cls)

    class Meta:
        verbose_name = _("head and foot of the site")
        verbose_name_plural = _("heads and feet of sites")
