"""What the server's own indexes are: that of the pieces, those of the orders of the list."""

from db.query import indexed_order

PIECES_INDEX = "request_gram_pieces"
# What is written waits in a list that a search reads too, and goes into the tree many at a time:
# an act would else put some hundred pieces in their places while all others wait for it.
_WAITING_KB = 256
MAKE_PIECES_INDEX = (
    f"create index {PIECES_INDEX} on request_gram using gin (pieces)"
    f" with (fastupdate = on, gin_pending_list_limit = {_WAITING_KB})"
)
# A tree takes no entry beyond a third of a page, and these texts have no bound of their own.
_CHARACTERS = 300
_LONG_COLUMNS = ("matter", "pinyin")
# The beginning of the pinyin is a column of the server's own: from an index of an expression the
# server does not read ids without looking at the rows.
NAME_KEY = f"pinyin_key text generated always as (left(pinyin, {_CHARACTERS})) stored"


def indexed(column: str) -> str:
    """Return what an index holds of a column of a request: the beginning of a long text."""
    table, dot, name = column.rpartition(".")
    if name == "pinyin":
        return f"{table}{dot}pinyin_key"
    return f"left({column}, {_CHARACTERS})" if name in _LONG_COLUMNS else column


def order_of(index: str, columns: str) -> str:
    """Return the columns of an index of requests as its order of the list wants them.

    With the id behind them the server reads a whole order off the index alone.
    """
    order = indexed_order(index)
    if not order:
        return ", ".join(map(indexed, columns.split(", ")))
    said = [f"{indexed(name)}{' nulls first' if is_first else ''}" for name, is_first in order]
    return ", ".join([*said, "id"])
