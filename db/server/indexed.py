"""How much of a long text an index of the server holds."""

# A tree takes no entry beyond a third of a page, and these texts have no bound of their own.
_CHARACTERS = 300
_LONG_COLUMNS = ("matter", "pinyin")


def indexed(column: str) -> str:
    """Return what an index holds of a column of a request: the beginning of a long text."""
    if column.rpartition(".")[2] in _LONG_COLUMNS:
        return f"substr({column}, 1, {_CHARACTERS})"
    return column
