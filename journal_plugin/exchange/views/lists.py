"""Lists in and out, in the Wagtail admin: choose, send in, look, confirm; take out. A stranger finds nothing (404)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from journal_plugin.access.doors import open_door
from journal_plugin.core.spreadsheet import SpreadsheetError
from journal_plugin.exchange.actions import ListRefused, confirm, send_in
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.exporters import CSV, XLSX, export_list, sample_list
from journal_plugin.exchange.forms.lists import SendInForm
from journal_plugin.exchange.lists import context_of
from journal_plugin.exchange.models import Upload
from journal_plugin.exchange.queries.lists import files_of, headings_of, places_of, preview, waiting_lists
from journal_plugin.exchange.rules import AREAS, keeps_list, sees_upload
from journal_plugin.institution.models import Institution

_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """A page of the lists with the path that leads to it."""

    page_title = gettext_lazy("Lists: import and export")
    header_icon = "table"

    def trail(self) -> list[dict[str, str]]:
        """The steps below the list of lists."""
        return []

    def get_breadcrumbs_items(self) -> list:
        """Home, the list of lists, and what follows."""
        root = {"url": reverse("journal_lists:index"), "label": str(Screen.page_title)}
        return [*self.breadcrumbs_items, root, *self.trail()]


class ChooseList(Screen):
    """The kinds of list that the user keeps."""

    template_name = "journal/exchange/choose.html"

    def get_context_data(self, **kwargs) -> dict:
        places = places_of(self.request.user)
        if not places:
            raise Http404
        return super().get_context_data(places=places, waiting=waiting_lists(self.request.user), **kwargs)


class OneList(Screen):
    """A kind of list at an institution: its columns, a sample, the form that sends it in."""

    template_name = "journal/exchange/list.html"

    @cached_property
    def listing(self) -> Listing:
        return _listing(self.kwargs["what"])

    @cached_property
    def institution(self) -> Institution:
        return _institution(self.request, self.listing, self.kwargs["institution"])

    def trail(self) -> list[dict[str, str]]:
        return [{"url": "", "label": str(self.listing.label), "sublabel": self.institution.short_name}]

    def form(self, *args) -> SendInForm:
        """The form for this list."""
        return SendInForm(*args, institution=self.institution, what=self.listing)

    def get_context_data(self, **kwargs) -> dict:
        kwargs.setdefault("form", self.form())
        place = [self.institution.pk, self.listing]
        return super().get_context_data(
            headings=headings_of(self.listing),
            samples=files_of("sample", *place),
            exports=files_of("export", *place),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Keeps the list and goes to its preview; a file that cannot be read comes back with the reason."""
        form = self.form(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                upload = send_in(
                    what=self.listing,
                    institution=self.institution,
                    name=file.name,
                    data=file.read(),
                    by=request.user,
                    since=form.cleaned_data.get("since"),
                    term=form.cleaned_data.get("term"),
                )
                return redirect("journal_lists:preview", upload.pk)
            except SpreadsheetError as error:
                form.add_error("file", str(error))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class PreviewList(Screen):
    """What a sent list would do, and the button that does it."""

    template_name = "journal/exchange/preview.html"

    @cached_property
    def upload(self) -> Upload:
        rows = Upload.objects.exclude(what=Listing.ONEROSTER).select_related("institution", "term__year", "by")
        return open_door(rows, sees_upload(self.request.user), pk=self.kwargs["pk"])

    def trail(self) -> list[dict[str, str]]:
        back = reverse("journal_lists:list", args=[self.upload.institution_id, self.upload.what])
        return [
            {"url": back, "label": self.upload.get_what_display(), "sublabel": self.upload.institution.short_name},
            {"url": "", "label": self.upload.name},
        ]

    def get_context_data(self, **kwargs) -> dict:
        back = reverse("journal_lists:list", args=[self.upload.institution_id, self.upload.what])
        return super().get_context_data(upload=self.upload, preview=preview(self.upload), back_url=back, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Does what the preview has shown, or shows what is different by now."""
        try:
            plan = confirm(upload=self.upload, seen=request.POST.get("seen", ""), by=request.user)
        except (ListRefused, SpreadsheetError) as refused:
            messages.error(request, str(refused))
            return redirect("journal_lists:preview", self.upload.pk)
        messages.success(
            request,
            _("The list is written. New: %(created)s, changed: %(changed)s, ended: %(ended)s.")
            % {"created": len(plan.created), "changed": len(plan.changed), "ended": len(plan.removed)},
        )
        return redirect("journal_lists:list", self.upload.institution_id, self.upload.what)


class SampleFile(View):
    """A list of that kind with headings and an example."""

    form = CSV

    def get(self, request: HttpRequest, institution: int, what: str) -> HttpResponse:
        """The file."""
        listing = _listing(what)
        _institution(request, listing, institution)
        return _file(sample_list(listing, self.form), f"sample-{listing}", self.form)


class ExportFile(View):
    """The list as it stands today, in the columns that the import reads."""

    form = CSV

    def get(self, request: HttpRequest, institution: int, what: str) -> HttpResponse:
        """The file."""
        listing = _listing(what)
        place = _institution(request, listing, institution)
        try:
            context = context_of(listing, place)
        except SpreadsheetError as error:
            raise Http404 from error
        return _file(export_list(listing, context, self.form), str(listing), self.form)


def _listing(what: str) -> Listing:
    if what not in AREAS:
        raise Http404
    return Listing(what)


def _institution(request: HttpRequest, listing: Listing, pk: int) -> Institution:
    return open_door(Institution, keeps_list(request.user, listing), pk=pk)


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
