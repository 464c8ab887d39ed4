"""Tags of the portal's shell."""

from django import template

from portal.menus import TABS, entries_of, tabs_of

register = template.Library()


@register.simple_tag(takes_context=True)
def site_menu(context) -> dict[str, object]:
    """``{% site_menu as menu %}``: ``menu.entries`` for the top and the foot, ``menu.tabs`` for a phone."""
    request = context.get("request")
    entries = entries_of(request) if hasattr(request, "user") else ()
    return {"entries": entries, "tabs": tabs_of(entries), "has_more": len(entries) > TABS}
