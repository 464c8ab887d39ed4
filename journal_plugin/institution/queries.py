"""Which institution a request is for."""

from django.http import HttpRequest
from wagtail.models import Site

from journal_plugin.institution.models import Institution


def institution_of(request: HttpRequest) -> Institution | None:
    """The institution of the Wagtail site that ``request`` came to; None where the site has none. Asked once a request."""
    site = Site.find_for_request(request)
    return getattr(site, "journal_institution", None)


def site_title(request: HttpRequest) -> str:
    """The name in the head of every page: the institution's short name, else the site's, else its address."""
    institution = institution_of(request)
    if institution is not None:
        return institution.short_name
    site = Site.find_for_request(request)
    return (site.site_name or site.hostname) if site is not None else request.get_host()
