"""Views of Wagtail's admin that ask no rule of their own, closed."""

from django.http import Http404
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.models import Page

from portal.rules import may_choose_page


class ChosenPages(ChosenMultipleView):
    """The answer of the page chooser for several pages: 404 when one of them may not be chosen."""

    def get(self, request):
        """Check every page before its title is given away."""
        asked = {pk for pk in request.GET.getlist("id") if pk.isdigit()}
        allowed = Page.objects.filter(may_choose_page(request.user), pk__in=asked).count()
        if allowed != len(request.GET.getlist("id")):
            raise Http404
        return super().get(request)
