"""Addresses of pages: the one who writes never has to think of them."""

import pytest
from django.urls import reverse

from news.models import GroupPostPage
from tests.campus import Campus
from tests.factories.pages import group_page, make_post


def write_post(as_user, campus: Campus, title: str, slug: str) -> int:
    """Publish a post as its curator does; return the answer's status."""
    page = group_page(campus.cast.group)
    data = {
        "title": title, "slug": slug, "intro": "Не опаздываем.", "audience": "group", "action-publish": "1",
        "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    address = reverse("wagtailadmin_pages:add", args=["news", "grouppostpage", page.pk])
    return as_user(campus.cast.curator).post(address, data).status_code


@pytest.mark.parametrize(
    ("title", "slug", "written"),
    [
        ("Сбор у входа", "", "sbor-u-vkhoda"),
        ("Сбор у входа", "sbor", "sbor"),
        ("Другая весть", "taken", "taken-2"),
        ("Taken", "", "taken-2"),
        ("!!!", "", "page"),
        ("я" * 255, "taken" * 51, "taken" * 40),
    ],
)
def test_post_is_published_whatever_address_came_with_it(
    as_user, campus: Campus, title: str, slug: str, written: str
) -> None:
    make_post(campus.cast.group, "Взято", slug="taken")
    assert write_post(as_user, campus, title, slug) == 302
    post = GroupPostPage.objects.get(title=title)
    assert (post.slug, post.live) == (written, True)


def test_two_posts_of_one_title_both_stand(as_user, campus: Campus) -> None:
    long = "расписание-" * 23
    assert [write_post(as_user, campus, "Расписание", long) for _ in range(3)] == [302, 302, 302]
    slugs = GroupPostPage.objects.filter(title="Расписание").order_by("pk").values_list("slug", flat=True)
    latin = f"{'raspisanie-' * 18}ra"
    assert list(slugs) == [latin, f"{latin}-2", f"{latin}-3"]
