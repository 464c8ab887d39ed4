"""The papers, one file each: a frozen dataclass of exactly what is printed, its page and its sheets. Never a query."""

from types import ModuleType

from journal_plugin.statements.documents import cover, form1, form2, journal, pack, programme, roster, substitutions

FORMS: dict[str, ModuleType] = {form1.KIND: form1, form2.KIND: form2}
"""The forms of a group and a month, looked at on the screen before they are issued: BODY is the paper alone."""

BOUND: dict[str, ModuleType] = {cover.KIND: cover, roster.KIND: roster, pack.KIND: pack}
"""What is printed of a group to be bound with the pages of its journals."""

PAPERS: dict[str, ModuleType] = FORMS | BOUND | {journal.KIND: journal}
"""What is issued. Kind -> module with KIND, NAME, TEMPLATE (a page to print), ``Paper``, ``title``, ``context``, and
``sheets`` where it is made as XLSX."""

LISTS: dict[str, ModuleType] = {substitutions.KIND: substitutions, programme.KIND: programme}
"""Papers that are printed and never issued."""
