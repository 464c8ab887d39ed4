"""A table of topics for a work programme: taken out, sent in, looked at, laid into the draft. A stranger finds nothing (404)."""

from django.core.exceptions import ValidationError
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

from journal_plugin.core.spreadsheet import SpreadsheetError
from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.curriculum.pages.laying import Way, lay_in, lessons_left_out
from journal_plugin.curriculum.queries import curriculum_hours
from journal_plugin.exchange.forms.plans import PlanFileForm
from journal_plugin.exchange.plan_files import plan_book, read_file, signed, unsigned


def programme_for(request: HttpRequest, pk: int) -> WorkProgrammePage:
    """The programme that the user may write; 404 for everybody else."""
    page = WorkProgrammePage.objects.select_related("element__institution__settings", "year").filter(pk=pk).first()
    if page is None or not page.permissions_for_user(request.user).can_edit():
        raise Http404
    return page


class PlanFile(WagtailAdminTemplateMixin, TemplateView):
    """The form; after it what was read, with the button that lays it into the draft."""

    template_name = "journal/exchange/plan.html"
    page_title = gettext_lazy("Table of topics from a file")
    header_icon = "table"

    @cached_property
    def page(self) -> WorkProgrammePage:
        return programme_for(self.request, self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list:
        """Home, the programme, this page."""
        edit = {
            "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "label": self.page.get_admin_display_title(),
        }
        return [*self.breadcrumbs_items, edit, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs) -> dict:
        kwargs.setdefault("form", PlanFileForm())
        lock = self.page.get_lock()
        closed = lock.get_message(self.request.user) if lock and lock.for_user(self.request.user) else ""
        return super().get_context_data(page=self.page, closed=closed, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Shows what the file holds, or writes what was looked at."""
        return self._write() if "plan" in request.POST else self._look()

    def _look(self) -> HttpResponse:
        form = PlanFileForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                read = read_file(form.cleaned_data["file"].read(), page=self.page)
            except SpreadsheetError as error:
                form.add_error("file", str(error))
            else:
                return self._preview(read)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _preview(self, read) -> HttpResponse:
        draft = self.page.get_latest_revision_as_object()
        return self.render_to_response(
            self.get_context_data(
                read=read,
                curriculum_hours=curriculum_hours(self.page.element, self.page.year_id),
                plan="" if read.errors else signed(read, page=self.page),
                left_out=lessons_left_out(self.page, read.sections),
                standing=bool(draft.body),
            ),
            status=422 if read.errors else 200,
        )

    def _write(self) -> HttpResponse:
        way = Way.APPEND if self.request.POST.get("way") == Way.APPEND else Way.REPLACE
        try:
            sections, seen = unsigned(self.request.POST["plan"], page=self.page)
            lay_in(page=self.page, sections=sections, way=way, seen=seen, user=self.request.user)
        except (SpreadsheetError, ValidationError) as refused:
            text = refused.messages[0] if isinstance(refused, ValidationError) else str(refused)
            messages.error(self.request, text)
            return redirect("journal_plans:file", self.page.pk)
        lessons = sum(len(topic.lessons) for section in sections for topic in section.topics)
        text = _("The table is in the draft: lessons — %(lessons)s. Nothing is published yet: look through it.")
        messages.success(self.request, text % {"lessons": lessons})
        return redirect("wagtailadmin_pages:edit", self.page.pk)


class PlanBook(View):
    """The draft's content as a table that can be sent in again."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The XLSX file."""
        page = programme_for(request, pk)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(plan_book(page), content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="plan-{page.pk}.xlsx"'
        return response
