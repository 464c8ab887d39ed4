"""Settings of an institution's site: what stands in its head and foot."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from portal.blocks import LinkBlock


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

    class Meta:
        verbose_name = _("head and foot of the site")
        verbose_name_plural = _("heads and feet of sites")
