"""Building the site of an institution."""

from wagtail.models import Page, Site, Workflow

from news.models import EventIndexPage, NewsIndexPage
from portal.actions import build_site
from portal.pages.groups import GroupPage
from tests.campus import Campus
from tests.factories.pages import group_page


def test_site_has_its_branches(campus: Campus) -> None:
    slugs = set(campus.home.get_children().live().values_list("slug", flat=True))
    assert slugs == {
        "news", "groups", "events", "study", "parents", "students", "entrants", "documents", "board",
    }  # fmt: skip


def test_building_again_changes_nothing(campus: Campus) -> None:
    before = list(Page.objects.order_by("path").values_list("pk", "title", "slug", "path", "live"))
    build_site(institution=campus.cast.institution)
    assert list(Page.objects.order_by("path").values_list("pk", "title", "slug", "path", "live")) == before


def test_two_institutions_have_two_trees(campus: Campus) -> None:
    roots = {site.hostname: site.root_page_id for site in Site.objects.all()}
    assert roots == {"localhost": campus.home.pk, "school.example": campus.school_home.pk}
    assert not campus.school_home.is_descendant_of(campus.home)
    assert {page.title for page in GroupPage.objects.descendant_of(campus.school_home)} == {"7А"}


def test_each_host_shows_its_own_news(campus: Campus, client) -> None:
    college = client.get("/news/").content.decode()
    school = client.get("/news/", headers={"host": "school.example"}).content.decode()
    assert ("Новость колледжа" in college, "СЕКРЕТ новость школы" in college) == (True, False)
    assert ("Новость колледжа" in school, "СЕКРЕТ новость школы" in school) == (False, True)


def test_page_of_an_ended_group_leaves_the_site_and_stays_in_the_tree(campus: Campus) -> None:
    group = campus.cast.group
    group.until = campus.cast.lessons[0].date
    group.save()
    build_site(institution=campus.cast.institution)
    assert group_page(group).live is False


def test_branches_stand_in_the_menu(campus: Campus) -> None:
    branches = [model.objects.descendant_of(campus.home).get() for model in (NewsIndexPage, EventIndexPage)]
    assert [page.show_in_menus for page in branches] == [True, True]


def test_page_is_sent_for_review_to_the_editors_of_its_own_site(campus: Campus) -> None:
    build_site(institution=campus.cast.institution)
    workflow = group_page(campus.cast.group).get_workflow()
    (task,) = workflow.tasks
    assert (workflow.name, list(task.specific.groups.all())) == ("Редакция", [campus.home.editors])
    assert Workflow.objects.filter(name="Редакция").count() == 2  # of the college and of the school, made once each
