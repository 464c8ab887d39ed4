"""Tags of the portal's pages."""

from django import template

from portal.site_settings import PortalSettings

register = template.Library()


@register.simple_tag(takes_context=True)
def site_facts(context) -> PortalSettings:
    """``{% site_facts as facts %}``: brand line, contacts and links of the foot of this site."""
    return PortalSettings.for_request(context["request"])
