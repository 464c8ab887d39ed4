"""The hash chain: the same row gives the same link on every machine, any change another one."""

from journal_plugin.core.chain import GENESIS, link

ROW = {"seq": 1, "new": "5", "reason": "ошибка", "work": None, "checked": True}


def test_link_is_the_hash_of_the_canonical_row_and_of_the_one_before():
    assert link(ROW, GENESIS) == "8eae9e9d7b6dc7e10c7c602852bb5bf117547a0ecfecff2b6b0dda82e064c62e"
    assert link(dict(reversed(ROW.items())), GENESIS) == link(ROW, GENESIS)


def test_any_other_value_or_order_of_rows_is_another_link():
    first = link(ROW, GENESIS)
    changed = [
        {**ROW, "seq": 2},
        {**ROW, "seq": "1"},
        {**ROW, "work": ""},
        {**ROW, "reason": "Ошибка"},
        {**ROW, "x": ""},
    ]
    assert len({first, link(ROW, first), *(link(row, GENESIS) for row in changed)}) == 2 + len(changed)
