"""The papers, one file each: a frozen dataclass of exactly what is printed, its page and its sheet. Never a query."""

from types import ModuleType

from journal_plugin.statements.documents import form1, form2, programme, substitutions

PAPERS: dict[str, ModuleType] = {form1.KIND: form1, form2.KIND: form2}
"""Kind -> module with KIND, NAME, TEMPLATE (a page to print), BODY (the paper alone), ``Paper``, ``context``, ``sheet``."""

LISTS: dict[str, ModuleType] = {substitutions.KIND: substitutions, programme.KIND: programme}
"""Papers that are printed and never issued; each has ``title``. A programme has no ``sheet``: it is not made as XLSX."""
