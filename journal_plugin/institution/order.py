"""The order by which the electronic journal is the record of study work (pure; D02).

The words are those of the regulations (S2-4.1, S2-4.4, S3-1.5), so they are Russian whatever the reader's language is.
"""

from datetime import date

from journal_plugin.core.typography import bind

_WORDS = (
    "Электронный журнал — основной документ учёта учебной работы группы, записи в нём признаются как записи в бумажном "
    "журнале: приказ № {number} от {day:%d.%m.%Y}."
)


def legal_force(number: str, day: date | None) -> str:
    """The sentence for pages and papers; empty where no order is named."""
    return bind(_WORDS.format(number=number, day=day)) if number and day else ""
