"""Addresses of uploaded images."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_image_and_its_renditions_have_addresses_that_nobody_guesses(db) -> None:
    first, second = (
        get_image_model().objects.create(title="Снимок", file=get_test_image_file("group.png")) for _ in range(2)
    )
    words = {re.fullmatch(r"original_images/([\w-]{16})-group\.png", image.file.name)[1] for image in (first, second)}
    rendition = first.get_rendition("width-100")
    assert (len(words), re.fullmatch(r"/media/images/[\w-]{16}-group\.width-100\.png", rendition.url) is None) == (
        2,
        False,
    )


def test_other_uploads_keep_their_names(db) -> None:
    name = default_storage.save("documents/plan.txt", ContentFile(b"plan"))
    assert name == "documents/plan.txt"
    default_storage.delete(name)
