"""journal_found HOST --name … --preset … --administrator «Фамилия Имя Отчество»: a new institution and its first login."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from journal_plugin import conf
from journal_plugin.access.actions import assign_role
from journal_plugin.access.enums import Role
from journal_plugin.accounts.actions import give_login
from journal_plugin.institution.actions import found_institution
from journal_plugin.institution.enums import Preset
from journal_plugin.institution.models import Institution
from journal_plugin.people.actions import enter_staff
from journal_plugin.people.cards import StaffCard
from journal_plugin.people.models import Staff


class Command(BaseCommand):
    """What the system administrator does first: the institution, its settings, his own role and login (P05)."""

    help = "Founds an institution on a site and prints its system administrator's login and one-time password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("host", help="host name of the institution's site")
        parser.add_argument("--name", required=True, help="full official name")
        parser.add_argument("--short-name", required=True)
        parser.add_argument("--preset", required=True, choices=Preset.values)
        parser.add_argument("--administrator", required=True, help="surname, name and patronymic")
        parser.add_argument("--order", default="б/н", help="number of the order that appoints him")
        parser.add_argument("--city", default="")
        parser.add_argument("--time-zone", default="Asia/Yekaterinburg")

    @transaction.atomic
    def handle(self, *, host: str, administrator: str, order: str, **options) -> None:
        if Institution.objects.filter(site__hostname=host).exists():
            raise CommandError(_("There is an institution on %(host)s already.") % {"host": host})
        fields = {name: options[name] for name in ("name", "short_name", "preset", "city", "time_zone")}
        try:
            institution = found_institution(site=self._site(host, options["short_name"]), **fields)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        login, password = self._administrator(institution, administrator, order)
        self.build(institution)
        self.stdout.write(_("Founded: %(name)s") % {"name": institution.name})
        self.stdout.write(
            _("Login: %(login)s, one-time password: %(password)s") % {"login": login, "password": password}
        )

    def build(self, institution: Institution) -> None:
        """A host adds its pages here."""

    def _site(self, host: str, name: str) -> Site:
        site = Site.objects.filter(hostname=host).first()
        if site is None:
            page = Page.get_first_root_node().add_child(instance=Page(title=name, slug=host.replace(".", "-")))
            first = not Site.objects.filter(is_default_site=True).exists()
            port = 443 if conf.SECURE_SSL_REDIRECT else 80
            site = Site.objects.create(hostname=host, port=port, root_page=page, site_name=name, is_default_site=first)
        return site

    def _administrator(self, institution: Institution, name: str, order: str) -> tuple[str, str]:
        today = institution.today()
        last, first, patronymic = [*name.split(maxsplit=2), "", ""][:3]
        card = StaffCard(last, first, patronymic, position=str(Role.SYSTEM.label))
        enter_staff(institution=institution, cards=[card], since=today)
        person = Staff.objects.get(institution=institution).person
        assign_role(
            person=person, institution=institution, role=Role.SYSTEM, order_no=order, order_date=today, since=today
        )
        return give_login(person=person)
