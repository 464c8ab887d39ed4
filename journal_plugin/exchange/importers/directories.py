"""The lists of departments, buildings (A01) and educational programmes (B01): names with a few words beside them."""

from django.db.models import Model

from journal_plugin.curriculum.cards import ProgrammeCard
from journal_plugin.curriculum.models import Programme
from journal_plugin.exchange.columns import Column, text
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.importers.reading import read_cards
from journal_plugin.exchange.plans import Importer, own_columns
from journal_plugin.institution.actions import enter_directory
from journal_plugin.institution.cards import BuildingCard, DepartmentCard
from journal_plugin.institution.models import Building, Department
from journal_plugin.institution.queries import directory_cards

CODE = Column("external_id", "Код", text(64), ("Код в системе",))


def _importer(
    listing: Listing, model: type[Model], kind: type, columns: tuple[Column, ...], sample: tuple[str, ...]
) -> Importer:
    """The list of the rows of ``model`` as cards of ``kind``, whose fields are the columns."""

    def rows(context):
        return model._default_manager.filter(institution=context.institution)

    return Importer(
        listing=listing,
        columns=columns,
        sample=(sample,),
        read=lambda context, table: read_cards(table, lambda values: [kind(**values)]),
        current=lambda context: directory_cards(kind, rows(context)),
        write=lambda context, cards: enter_directory(
            institution=context.institution,
            rows=rows(context),
            kind=kind,
            cards=cards,
            what=listing.value,
            by=context.by,
        ),
        row_of=own_columns(columns),
        label=lambda card: card.name,
        covers={},
    )


DEPARTMENTS = _importer(
    Listing.DEPARTMENTS,
    Department,
    DepartmentCard,
    (Column("name", "Отделение", text(), ("Наименование", "Подразделение"), required=True), CODE),
    ("Отделение сестринского дела", ""),
)
BUILDINGS = _importer(
    Listing.BUILDINGS,
    Building,
    BuildingCard,
    (
        Column("name", "Корпус", text(), ("Здание", "Наименование"), required=True),
        Column("address", "Адрес", text()),
        CODE,
    ),
    ("Учебный корпус № 2", "г. Пермь, ул. Ленина, 10", ""),
)
PROGRAMMES = _importer(
    Listing.PROGRAMMES,
    Programme,
    ProgrammeCard,
    (
        Column("name", "Программа", text(), ("Наименование", "Специальность", "Профессия"), required=True),
        Column("code", "Код специальности", text(32), ("Код профессии", "Шифр")),
        Column("level", "Уровень образования", text(120), ("Уровень",)),
        CODE,
    ),
    ("Сестринское дело", "34.02.01", "среднее профессиональное образование", ""),
)
