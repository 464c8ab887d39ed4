"""Verbs of the portal: build an institution's site."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Collection, Page

from journal_plugin.calendar.pages import AcademicCalendarPage
from journal_plugin.core.slugs import free_slug
from journal_plugin.curriculum.pages import CurriculumIndexPage, WorkProgrammeIndexPage
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.pages import ControlSchedulePage
from journal_plugin.library.pages import LibraryPage
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group
from journal_plugin.timetable.pages import TimetableIndexPage
from news.models import BulletinPage, EventIndexPage, NewsIndexPage
from portal.pages.groups import GroupIndexPage, GroupPage
from portal.pages.home import HomePage
from portal.pages.section import SectionPage
from portal.rights import EDITOR_RIGHTS, PAGE_RIGHTS, give_desk, give_review, sync_curators, sync_editors


@dataclass(frozen=True)
class Branch:
    """A page that every site has: its type, address and title; ``in_menu`` puts it into the head, not ``live`` is a draft."""

    model: type[Page]
    slug: str
    title: str
    school_title: str = ""
    in_menu: bool = False
    live: bool = True

    def title_for(self, kind: str) -> str:
        """The title in the words of the institution."""
        return self.school_title if kind == InstitutionKind.SCHOOL and self.school_title else self.title


BRANCHES = (
    Branch(NewsIndexPage, "news", "Новости", in_menu=True),
    Branch(GroupIndexPage, "groups", "Группы", "Классы", in_menu=True),
    Branch(EventIndexPage, "events", "Календарь", in_menu=True),
    Branch(SectionPage, "study", "Обучение", in_menu=True),
    Branch(SectionPage, "parents", "Родителю"),
    Branch(SectionPage, "students", "Студенту", "Ученику"),
    Branch(SectionPage, "entrants", "Поступающему"),
    Branch(SectionPage, "documents", "Документы"),
    Branch(BulletinPage, "board", "Доска объявлений"),
)
STUDY = (
    Branch(AcademicCalendarPage, "calendar", "Календарный учебный график"),
    Branch(CurriculumIndexPage, "curricula", "Учебные планы"),
    Branch(WorkProgrammeIndexPage, "programmes", "Рабочие программы"),
    Branch(LibraryPage, "library", "Электронная библиотека"),
    Branch(ControlSchedulePage, "tests", "График контрольных работ"),
    Branch(TimetableIndexPage, "timetable", "Расписание занятий", live=False),
)
"""What the institution shows of its programme to everybody (B16); where and when children are, only if an editor says so."""
POLICY = Branch(SectionPage, "personal-data", "Обработка персональных данных")


@transaction.atomic
def build_site(*, institution: Institution) -> HomePage:
    """The page tree of ``institution`` on its Wagtail site, its groups' pages and page rights; what is there stays."""
    home = _home(institution)
    for branch in BRANCHES:
        plant(parent=home, branch=branch, kind=institution.kind)
    study, documents = (SectionPage.objects.child_of(home).get(slug=slug) for slug in ("study", "documents"))
    for branch in STUDY:
        plant(parent=study, branch=branch, kind=institution.kind)
    plant(parent=documents, branch=POLICY, kind=institution.kind)
    root = Collection.get_first_root_node()
    give_desk(page=home, name=f"Редакторы, {institution.short_name}"[:140], rights=EDITOR_RIGHTS, parent=root)
    give_review(home=home)
    build_groups(institution=institution)
    sync_editors(institution=institution)
    return home


@transaction.atomic
def build_groups(*, institution: Institution) -> None:
    """A page for every group of today; that of a group which goes on in another year goes with it, with its feed and address.

    The page of a group that has ended leaves the site but is kept.

    Nothing for an institution whose site is not the portal's.
    """
    home = HomePage.objects.filter(sites_rooted_here=institution.site_id).first()
    if home is None:
        return
    index = GroupIndexPage.objects.child_of(home).get()
    groups = Group.objects.filter(institution=institution, kind=GroupKind.GROUP)
    now = groups.on(institution.today()).order_by("sort_key")
    for page in (
        GroupPage.objects.child_of(index).filter(group__continued_by__in=now).select_related("group__continued_by")
    ):
        page.group = page.group.continued_by
        page.title = page.draft_title = page.group.name
        page.save()
    known = set(GroupPage.objects.child_of(index).values_list("group_id", flat=True))
    for group in now.exclude(pk__in=known):
        slug = free_slug(index, group.name)
        index.add_child(instance=GroupPage(title=group.name, slug=slug, group=group))
    for page in GroupPage.objects.child_of(index).live().exclude(group__in=now):
        page.unpublish()
    title = institution.settings.curator_title.capitalize() if hasattr(institution, "settings") else "Куратор"
    for page in GroupPage.objects.child_of(index).select_related("group", "editors", "collection"):
        name = f"{title} {page.group.name}, {institution.short_name}"[:140]
        give_desk(page=page, name=name, rights=PAGE_RIGHTS, parent=home.collection)
    sync_curators(institution=institution)


def plant(*, parent: Page, branch: Branch, kind: str) -> Page:
    """The page of ``branch`` under ``parent``: found by its address, or made and, unless it is a draft, published."""
    found = branch.model.objects.child_of(parent).filter(slug=branch.slug).first()
    if found is not None:
        return found
    page = branch.model(title=branch.title_for(kind), slug=branch.slug, show_in_menus=branch.in_menu, live=branch.live)
    parent.add_child(instance=page)
    revision = page.save_revision()
    if branch.live:
        revision.publish()
    return page


def _home(institution: Institution) -> HomePage:
    site = institution.site
    home = HomePage.objects.filter(sites_rooted_here=site).select_related("editors", "collection").first()
    if home is not None:
        return home
    root = Page.get_first_root_node()
    home = HomePage(title="Главная", slug=free_slug(root, institution.short_name), show_in_menus=True)
    root.add_child(instance=home)
    home.save_revision().publish()
    old, site.root_page = site.root_page, home
    site.save()
    _drop_welcome(old)
    return home


def _drop_welcome(page: Page) -> None:
    """Remove Wagtail's own welcome page once no site begins with it."""
    if page.specific_class is Page and page.depth == 2 and page.is_leaf() and not page.sites_rooted_here.exists():
        page.delete()
