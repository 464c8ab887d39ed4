"""Views of the host that are not pages: the search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page, Site

from news.models import EventPage, GroupPostPage
from news.rules import may_read_page

FOUND = 30
LONGEST = 100


def search(request: HttpRequest) -> HttpResponse:
    """Published pages of this site that the reader may read: ``?q=``. The same rule as their own addresses."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    site = Site.find_for_request(request)
    found: tuple[Page, ...] = ()
    if query and site is not None:
        rule = may_read_page(request.user, GroupPostPage, EventPage)
        pages = Page.objects.live().descendant_of(site.root_page, inclusive=True).filter(rule)
        pages = pages if request.user.is_authenticated else pages.public()
        allowed = Page.objects.filter(pk__in=list(pages.values_list("pk", flat=True)))
        found = tuple(allowed.search(query, operator="and")[:FOUND])
    return render(request, "portal/search.html", {"query": query, "found": found})
