"""What the portal registers with Wagtail: registrations and the few lines behind them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Collection, Page, Site

from portal.dashboard import Backup, Start
from portal.rules import may_choose_page, may_read_file


@hooks.register("insert_global_admin_css")
def link_styles() -> str:
    """The admin's own colours and the buttons of its first screen."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/css/admin.css"))


@hooks.register("insert_editor_js")
def let_publishing_wait_for_the_draft() -> str:
    """Publishing at once after typing: see the script."""
    return format_html('<script type="module" src="{}"></script>', static("portal/js/admin-publish.js"))


@hooks.register("construct_page_chooser_queryset")
def choose_among_readable(pages, request: HttpRequest):
    """The page chooser, its search and the page that it is opened at show only what the editor may link to."""
    rule = may_choose_page(request.user)
    opened_at = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    if opened_at and not Page.objects.filter(rule, pk=opened_at).exists():
        raise Http404
    return pages.filter(pk__in=Page.objects.filter(rule).values("pk"))


@hooks.register("before_serve_document")
def keep_files_of_groups(document, request: HttpRequest) -> None:
    """A file of a group's folder is 404 for whoever may not look at the group."""
    if not Collection.objects.filter(may_read_file(request.user), pk=document.collection_id).exists():
        raise Http404


@hooks.register("construct_homepage_panels")
def say_where_to_begin(request: HttpRequest, panels: list) -> None:
    """The reader's own places, and the administrator's backup, stand above Wagtail's lists of lately edited pages."""
    panels += [Backup(request.user), Start()]


@hooks.register("construct_help_menu")
def keep_help_at_home(request: HttpRequest, items: list) -> None:
    """News about Wagtail itself is not for an institution's staff; the guides stay."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


@hooks.register("before_delete_page")
def keep_home_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The home page of a site, and what it stands under, is not deleted: the answer says so and leads back."""
    if not Site.objects.filter(root_page__path__startswith=page.path).exists():
        return None
    messages.error(request, _("The home page of a site is not deleted: the whole site stands under it."))
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_bulk_action")
def keep_home_pages_among_many(request: HttpRequest, action_type: str, objects: list, action) -> HttpResponse | None:
    """The same for several ticked pages: none of them is deleted."""
    if action_type != "delete":
        return None
    kept = (keep_home_pages(request, row) for row in objects if isinstance(row, Page))
    return next(filter(None, kept), None)
