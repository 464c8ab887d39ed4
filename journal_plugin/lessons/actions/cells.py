"""A kind of cell of the register: versions compared, values checked, changes logged, in a constant number of reads."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from journal_plugin.core.names import initials
from journal_plugin.lessons.actions.register import Register
from journal_plugin.lessons.models import Change
from journal_plugin.lessons.operations import Answer, Cell, Operation, Standing, accepted, conflict, refused
from journal_plugin.people.models import Person

EMPTY = Standing()
"""What stands in a cell that nobody has written."""


class Cells:
    """The cells that a batch touches: ``read`` once, ``put`` for each operation, ``flush`` once.

    Rooms derive from it: ``read`` fills ``self.standing`` and ``self.authors`` (cell -> person id), ``check`` says why a
    value is not allowed, ``flush`` writes ``self.changed`` (cell -> Standing) with one statement.
    """

    def __init__(self, register: Register, operations: Sequence[Operation]):
        self.register = register
        self.operations = operations
        self.standing: dict[Cell, Standing] = {}
        self.authors: dict[Cell, int] = {}
        self.changed: dict[Cell, Standing] = {}

    def read(self) -> None:
        """Fills ``self.standing`` for the cells of the operations."""
        raise NotImplementedError

    def check(self, operation: Operation) -> str:
        """Why the value is refused; empty when it is allowed."""
        raise NotImplementedError

    def flush(self) -> None:
        """Writes ``self.changed``."""
        raise NotImplementedError

    def stands(self, operation: Operation) -> Standing:
        """What stands in the operation's cell now."""
        return self.standing.get(operation.cell, EMPTY)

    def signed(self, operation: Operation) -> Standing:
        """What stands there, with its author: shown when two people entered different values."""
        author = self.authors.get(operation.cell)
        return self.stands(operation)._replace(by=self._names[author]) if author else self.stands(operation)

    def signed_by_history(self, operation: Operation) -> Standing:
        """The same for cells that keep no author of their own: the history tells; one read for all of them."""
        stands = self.stands(operation)
        if stands.by or operation.cell not in self._last_changes:
            return stands
        by, at = self._last_changes[operation.cell]
        return stands._replace(by=by, at=at)

    @cached_property
    def _last_changes(self) -> dict[Cell, tuple[str, datetime]]:
        """By whom and when a cell of these lessons was changed last."""
        changes = Change.objects.filter(
            what__in={operation.what for operation in self.operations},
            lesson__in={operation.lesson for operation in self.operations},
        )
        cell, name = ("what", "lesson", "work", "learner", "term"), ("last_name", "first_name", "patronymic")
        rows = changes.order_by("seq").values_list(*cell, "at", *(f"actor__{part}" for part in name))
        return {tuple(row[:5]): (initials(*row[6:]), row[5]) for row in rows}

    @cached_property
    def _names(self) -> dict[int, str]:
        """Names of the authors; read only when there is a conflict, then once for all."""
        people = Person.objects.filter(pk__in=set(self.authors.values()))
        return {pk: initials(*name) for pk, *name in people.values_list("pk", "last_name", "first_name", "patronymic")}

    def put(self, operation: Operation) -> Answer:
        """Takes one operation: the value stands already -> accepted; another version stands -> conflict."""
        stands = self.stands(operation)
        why = self.check(operation)
        if why:
            return refused(operation, stands, why)
        if stands.value == operation.value:
            return accepted(operation, stands)
        if stands.version != operation.expected:
            why = _("Somebody entered another value meanwhile. Choose which one stays.")
            return conflict(operation, self.signed(operation), why)
        written = Standing(
            operation.value, stands.version + 1, self.register.actor.short_name, self.register.moment(operation)
        )
        self.register.log(operation, old=stands.value, version=written.version)
        self.standing[operation.cell] = self.changed[operation.cell] = written
        self.authors.pop(operation.cell, None)
        return accepted(operation, written)
