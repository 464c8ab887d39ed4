"""Putting the diary into a site's page tree."""

from django.apps import apps
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Site


@transaction.atomic
def place_diary(*, site: Site, title: str = "Дневник", slug: str = "dnevnik", intro: str = ""):
    """The diary page of ``site``, made under its root page when it has none; a second call changes nothing."""
    model = apps.get_model("journal", "DiaryPage")
    root = site.root_page
    page = model.objects.descendant_of(root).first()
    if page is None:
        page = root.add_child(instance=model(title=title, slug=slugify(slug), intro=intro, show_in_menus=True))
        page.save_revision().publish()
    return page
