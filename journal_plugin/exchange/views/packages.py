"""OneRoster packages in the Wagtail admin: take out, send in, look, confirm. A stranger finds nothing (404)."""

from contextlib import ExitStack
from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from journal_plugin import conf
from journal_plugin.access.doors import open_door
from journal_plugin.exchange.actions import ListRefused, confirm_package, send_package, take_out
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.forms.packages import SendPackageForm, TakeOutForm
from journal_plugin.exchange.models import Upload
from journal_plugin.exchange.oneroster.findings import PackageError
from journal_plugin.exchange.queries.packages import preview_package
from journal_plugin.exchange.rules import keeps_list, sees_upload
from journal_plugin.exchange.views.lists import Screen
from journal_plugin.institution.models import Institution


def _institution(request: HttpRequest, pk: int) -> Institution:
    rows = Institution.objects.select_related("site", "settings")
    return open_door(rows, keeps_list(request.user, Listing.ONEROSTER), pk=pk)


class Packages(Screen):
    """A package out, a package in."""

    template_name = "journal/exchange/package.html"

    @cached_property
    def institution(self) -> Institution:
        return _institution(self.request, self.kwargs["institution"])

    def trail(self) -> list[dict[str, str]]:
        return [{"url": "", "label": str(Listing.ONEROSTER.label), "sublabel": self.institution.short_name}]

    def get_context_data(self, **kwargs) -> dict:
        kwargs.setdefault("form", SendPackageForm())
        kwargs.setdefault("out_form", TakeOutForm(institution=self.institution))
        out = reverse("journal_lists:package_export", args=[self.institution.pk])
        return super().get_context_data(out_url=out, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Keeps the package and goes to its preview; one that cannot be read comes back with the reason."""
        form = SendPackageForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                data = file.read()
                upload = send_package(institution=self.institution, name=file.name, data=data, by=request.user)
                return redirect("journal_lists:package_preview", upload.pk)
            except PackageError as error:
                form.add_error("file", str(error))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class TakeOut(View):
    """The package as a file; that it was taken out stands in the history."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, institution: int) -> HttpResponseBase:
        """The zip, from a file that goes with the answer."""
        place = _institution(request, institution)
        form = TakeOutForm(request.POST, institution=place)
        if not form.is_valid():
            messages.error(request, _("Choose a study year or period."))
            return redirect("journal_lists:package", place.pk)
        scope = form.scope()
        with ExitStack() as stack:
            out = stack.enter_context(TemporaryFile())
            take_out(scope=scope, out=out, marks=form.cleaned_data["marks"], by=request.user)
            out.seek(0)
            stack.pop_all()  # now the answer closes it
        name = f"oneroster-{scope.institution.pk}-{scope.day:%Y-%m-%d}.zip"
        return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")


class PreviewPackage(Screen):
    """What a sent package would do, list by list, and the button that does it."""

    template_name = "journal/exchange/package_preview.html"

    @cached_property
    def upload(self) -> Upload:
        rows = Upload.objects.filter(what=Listing.ONEROSTER).select_related("institution__site", "by")
        return open_door(rows, sees_upload(self.request.user), pk=self.kwargs["pk"])

    @property
    def back(self) -> str:
        """The page of packages."""
        return reverse("journal_lists:package", args=[self.upload.institution_id])

    def trail(self) -> list[dict[str, str]]:
        place = self.upload.institution.short_name
        step = {"url": self.back, "label": str(Listing.ONEROSTER.label), "sublabel": place}
        return [step, {"url": "", "label": self.upload.name}]

    def get_context_data(self, **kwargs) -> dict:
        preview = preview_package(self.upload)
        return super().get_context_data(upload=self.upload, preview=preview, back_url=self.back, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Does what the preview has shown, or says why not."""
        drop = 100 if request.POST.get("whole") else conf.SYNC_DROP_PERCENT
        try:
            plan = confirm_package(upload=self.upload, seen=request.POST.get("seen", ""), drop=drop, by=request.user)
        except (ListRefused, PackageError) as refused:
            messages.error(request, str(refused))
            return redirect("journal_lists:package_preview", self.upload.pk)
        done = {
            "created": sum(len(step.plan.created) for step in plan.steps),
            "changed": sum(len(step.plan.changed) for step in plan.steps),
        }
        messages.success(request, _("The package is written. New: %(created)s, changed: %(changed)s.") % done)
        return redirect(self.back)
