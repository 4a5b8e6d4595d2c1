"""Where a request stands in a file, in words: its row, or its column in a table on its side."""

# What the name of a sheet ends in whose requests stand side by side.
ON_ITS_SIDE = "（每列一件）"
_LETTERS = 26


def line_words(sheet: str, number: int) -> str:
    """Return a request's row in the words of the file, e.g. 第3行; its column as C列."""
    return f"{_letters(number)}列" if sheet.endswith(ON_ITS_SIDE) else f"第{number}行"


def place_words(sheet: str, number: int) -> str:
    """Return where a request stands, its sheet too."""
    return f"《{sheet}》{line_words(sheet, number)}"


def lines_words(sheet: str, numbers: list[int], more: int) -> str:
    """Return several places of a sheet in one breath; `more` counts those not named."""
    if sheet.endswith(ON_ITS_SIDE):
        told = "、".join(map(_letters, numbers))
        return f"{told}等{more}列" if more else f"{told}列"
    told = "、".join(map(str, numbers))
    return f"第{told}等{more}行" if more else f"第{told}行"


def _letters(number: int) -> str:
    """Return a column as Excel names it, A for 1."""
    said = ""
    while number > 0:
        number, place = divmod(number - 1, _LETTERS)
        said = chr(ord("A") + place) + said
    return said
