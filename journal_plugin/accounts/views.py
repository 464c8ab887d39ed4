"""Pages about logins: the own password at first entry; giving and resetting logins with slips to print."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from journal_plugin.access.doors import open_door
from journal_plugin.access.matrix import Area, Right, may
from journal_plugin.access.queries import roles_of
from journal_plugin.accounts.actions import Slip, give_logins, reset_login, set_own_password
from journal_plugin.accounts.forms import LoginsForm, OwnPasswordForm
from journal_plugin.accounts.middleware import OWES
from journal_plugin.accounts.queries import group_logins, groups_for_logins, owes_own_password, staff_logins
from journal_plugin.accounts.rules import gives_logins
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.models import Group, Person


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    """Set one's own password in place of the administrator's; then go on to where one was going."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    user: Any = request.user
    if not owes_own_password(user):
        request.session.pop(OWES, None)
        return redirect(target)
    form = OwnPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_own_password(user=user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        request.session.pop(OWES, None)
        success(request, _("Your own password is set."))
        return redirect(target)
    return render(request, "journal/accounts/own_password.html", {"form": form, "next": target})


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def logins(request: HttpRequest, group_id: int | None = None) -> HttpResponse:
    """Logins of the staff, or of a group's learners and their guardians; a POST answers with slips to print."""
    institution = _institution_of_keeper(request)
    group = None
    if group_id is not None:
        group = open_door(Group, Q(institution=institution), pk=group_id)
    rows = group_logins(group, institution.today()) if group else staff_logins(institution)
    offered = Person.objects.filter(gives_logins(request.user), pk__in=[row.person_id for row in rows])
    slips: tuple[Slip, ...] = ()
    if request.method == "POST":
        form = LoginsForm(request.POST, offered=offered.select_related("user").order_by("sort_key", "pk"))
        if form.is_valid():
            slips = _slips(form, request.user)
            where = {"slips": slips, "institution": institution, "group": group, "address": request.get_host()}
            return render(request, "journal/accounts/slips.html", where)
    groups = groups_for_logins(institution)
    mine = set(offered.values_list("pk", flat=True))
    listed = [(row, row.person_id in mine) for row in rows]
    return render(request, "journal/accounts/logins.html", {"rows": listed, "groups": groups, "group": group})


def _institution_of_keeper(request: HttpRequest) -> Institution:
    institution = institution_of(request)
    if institution is None or not may(roles_of(request.user), Area.ACCOUNTS, Right.SET_UP, institution.pk):
        raise Http404
    return institution


def _slips(form: LoginsForm, user) -> tuple[Slip, ...]:
    persons = form.cleaned_data["persons"]
    if form.cleaned_data["what"] == LoginsForm.GIVE:
        return give_logins(persons=persons, by=user)
    known = [person for person in persons if person.user_id]
    return tuple(Slip(person.pk, person.full_name, *reset_login(person=person, by=user)) for person in known)
