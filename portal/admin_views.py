"""Views of Wagtail's admin that ask no rule of their own, closed."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views.bulk_action import index as bulk_actions
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page, Workflow
from wagtail.permissions import policy_registry

from portal.rules import may_choose_page

_confirm_cancellation = page_viewset_registry.as_view("confirm_workflow_cancellation", page_id_kwarg="page_id")
WITHOUT_ACCESS = frozenset({"items_with_no_access", "pages_without_destination_access"})


class ChosenPages(ChosenMultipleView):
    """The answer of the page chooser for several pages: 404 when one of them may not be chosen."""

    def get(self, request):
        """Check every page before its title is given away."""
        asked = {pk for pk in request.GET.getlist("id") if pk.isdigit()}
        allowed = Page.objects.filter(may_choose_page(request.user), pk__in=asked, depth__gt=1).count()
        if allowed != len(request.GET.getlist("id")):
            raise Http404
        return super().get(request)


class PageTypes(PageTypesUsageReportView):
    """The report on page types names the last edited page of every site, so it is the superuser's."""

    def dispatch(self, request, *args, **kwargs):
        """404 for everybody else."""
        if not request.user.is_superuser:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class MoveConfirm(MoveConfirmView):
    """The question before moving a page names it; who may not move it is not asked."""

    def dispatch(self, request, page_to_move_id, destination_id, *args, **kwargs):
        """404 for a page that the user may not move."""
        page = get_object_or_404(Page, pk=page_to_move_id)
        if not page.permissions_for_user(request.user).can_move():
            raise Http404
        return super().dispatch(request, page_to_move_id, destination_id, *args, **kwargs)


def bulk_action(request, app_label, model_name, action):
    """Wagtail's bulk actions without the titles of the rows that were asked for and are not the user's to act upon."""
    response = bulk_actions(request, app_label, model_name, action)
    context = getattr(response, "context_data", None) or {}
    for name in WITHOUT_ACCESS & context.keys():
        context[name] = []
    return response


def confirm_cancellation(request, page_id):
    """The question before a page's approval is cancelled says how far it has come: 404 for who does not edit the page."""
    if not get_object_or_404(Page, pk=page_id).permissions_for_user(request.user).can_edit():
        raise Http404
    return _confirm_cancellation(request, page_id=page_id)


def for_makers_of_workflows(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A chooser of steps of approval, 404 for who makes no workflows: it names every step of every site."""

    @wraps(view)
    def closed(request, *args, **kwargs):
        if not policy_registry.get_by_type(Workflow).user_has_any_permission(request.user, {"add", "change"}):
            raise Http404
        return view(request, *args, **kwargs)

    return closed


def not_served(request, *args, **kwargs):
    """Wagtail's API of documents and images in the admin lists every folder, and nothing of ours asks it."""
    raise Http404
