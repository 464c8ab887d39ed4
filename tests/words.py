"""What a reader sees of an answer."""

import html
import re

from django.http import HttpResponse
from django.utils.html import strip_tags


def words_of(response: HttpResponse) -> str:
    """The text of the answer's main part in one line: tags become spaces, joiners and non-breaking spaces plain ones."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    text = html.unescape(strip_tags(main.replace("<", " <"))).replace("\u2060", "").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip()
