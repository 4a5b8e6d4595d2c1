"""A row of a holiday notice's table as sentences, which the grammar of notices then reads.

Nothing is decided here that the grammar does not decide of the same words in a text: a cell gets
the order its column's head gives it, and what the head does not say stays as it is written.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rules.notice_heads import Head, even
from rules.notice_tokens import IN_EXCHANGE, unsure_word
from rules.notice_words import FESTIVAL, UNDATED, plain

_NOTHING = re.compile(
    r"[-—–─/\\×xX*.、]*|无|没有|不涉及|未安排|无(?:需)?(?:调休|补班|上班|安排|调整)*|不(?:用|需|须|需要)?(?:调休|补班|上班|调整)"
    r"|n/?a|none",
    re.IGNORECASE,
)
_YES = re.compile(r"是|[√✓✔☑■●▲★○v1y]|yes|对", re.IGNORECASE)
_NO = re.compile(r"否|[×✗✘☐□x0n]|no|", re.IGNORECASE)
_NOTED = re.compile(r"\([^()]*\)")
_ORDERED = re.compile(r"放假|休|上班|补班|(?<!值)班|工作日|照常")
_A_DAY = re.compile(r"\d{1,2}月\d|\d{1,2}[日号]|\d[./-]\d")
_COUNTED = re.compile(r"(?:共|计|合计)?(\d{1,2})(?:天|日)?(?:\([^()]*\))?")
_FEASTS = re.compile(FESTIVAL)
_YEAR = re.compile(r"(?:19|20)\d{2}年")
_SUM = re.compile(r"合计|总计|共计|小计|总天数")
_RESTS = re.compile(
    r"(?:放假|休假|休息|休|假|假日|节假日|法定节?假日|公休日?|放假调休|调休放假|休息日)"
)
_WORKS = re.compile(r"(?:上班|补班|班|调休上班|上班调休|工作|工作日|调休补班|补班日|调班)")
_DAYS = frozenset(
    (
        Head.REST,
        Head.START,
        Head.END,
        Head.WORK,
        Head.SHIFT,
        Head.DATE,
    )
)
_OPEN_RANGE = re.compile(r"[至到~\-‐‒–—―─]$")
_GOES_ON = re.compile(r"^[至到~\-‐‒–—―─]")


class RowTeller:
    """The rows under one head, told one after the other: a merged feast's name is carried on."""

    def __init__(self, parts: Sequence[Head | None], heads: Sequence[str]) -> None:
        self._parts = tuple(parts)
        self._heads = tuple(even(head) for head in heads)
        self._name = ""

    def told(self, cells: Sequence[str]) -> str:
        """Return a row as sentences, empty where it says nothing of days.

        Of a row shorter than its head it is not sure which cell is missing: its days off must
        hold the day of its feast, which the grammar sees to where they have no order.
        """
        is_short = len(cells) < len(self._parts)
        if is_short and any(
            cell and not _NOTHING.fullmatch(cell) and not _A_DAY.search(cell)
            for part, cell in zip(self._parts, map(_one_line, cells), strict=False)
            if part in _DAYS
        ):
            return headless(cells)
        by: dict[Head, list[tuple[str, str]]] = {}
        for part, head, cell in zip_longest(self._parts, self._heads, cells):
            if words := _one_line(cell or "", is_of_days=part not in (Head.COUNT, Head.NUMBER)):
                by.setdefault(part or Head.NOTE, []).append((head or "", words))
        if not by:
            return ""
        name = "".join(cell for _, cell in by.get(Head.NAME, ()))
        if _SUM.search(name):
            return ""
        feasts = list(dict.fromkeys(_FEASTS.findall(name)))
        if _A_DAY.search(name) and not feasts:
            # A merged cell left out of a copy moves a row to the left: its heads are not its own.
            return headless(cells)
        self._name = name = name or self._name
        feasts = feasts or list(dict.fromkeys(_FEASTS.findall(name)))
        note = _qualifying([name if feasts else "", *_cells_of(by, Head.NOTE)])
        said = [f"{one}{note}" for one in self._said(by, feasts, "" if is_short else "放假")]
        if not said:
            return ""
        return f"{_heading(name, feasts)}{'。'.join(said)}。"

    def _said(
        self, by: dict[Head, list[tuple[str, str]]], feasts: Sequence[str], rest: str
    ) -> Iterator[str]:
        """Yield the orders of a row."""
        rests = list(_rests(by, rest))
        yield from rests
        if Head.DATE in by:
            yield from self._dated(by, has_rest=bool(rests))
        yield from _cells_of(by, Head.PLAN)
        for part, order in ((Head.WORK, "上班"), (Head.WORK_FROM, "起正常上班")):
            if Head.DATE not in by or not all(_is_tick(one) for one in _cells_of(by, part)):
                yield from (_ordered(cell, order) for cell in _cells_of(by, part))
        for cell in _cells_of(by, Head.SHIFT):
            # Beside a column of the days off, a weekend shifted is one that is worked.
            yield _ordered(cell, IN_EXCHANGE if rests else "调休")
        for cell in _cells_of(by, Head.FEAST):
            if _A_DAY.search(cell):
                yield f"{_NOTED.sub('', cell)}是{feasts[0] if feasts else '节日'}"
        for cell in _cells_of(by, Head.NOTE):
            if _A_DAY.search(cell) or _ORDERED.search(cell):
                yield cell

    def _dated(self, by: dict[Head, list[tuple[str, str]]], *, has_rest: bool) -> Iterator[str]:
        """Yield what is said of the row's date: by its state, by a tick, or by its heading."""
        weekday = "".join(_weekday(cell) for cell in _cells_of(by, Head.WEEKDAY))
        days = "、".join(cell for _, cell in by[Head.DATE]) + weekday
        days += "" if _A_DAY.search(days) else UNDATED
        states = [_state(head, cell) for head, cell in by.get(Head.STATE, ())]
        states += [
            order
            for part, order in ((Head.REST, "放假"), (Head.WORK, "上班"))
            for _, cell in by.get(part, ())
            if _YES.fullmatch(cell)
        ]
        if states:
            yield from (f"{days}{state}" for state in states)
        elif not has_rest:
            yield days + _counted(by)
        else:
            yield days


def _rests(by: dict[Head, list[tuple[str, str]]], rest: str) -> Iterator[str]:
    starts, ends = list(_cells_of(by, Head.START)), list(_cells_of(by, Head.END))
    count = _counted(by)
    if starts or ends:
        for start, end in zip_longest(starts, ends, fillvalue=""):
            days = f"{start}至{end}" if start and end and start != end else start or end
            yield f"{days}{rest}{count}" if start else f"至{end}{rest}{count}"
    for cell in _cells_of(by, Head.REST):
        if not (Head.DATE in by and _is_tick(cell)):
            yield f"{_ordered(cell, rest)}{count}"


def _counted(by: dict[Head, list[tuple[str, str]]]) -> str:
    said = ""
    for cell in _cells_of(by, Head.COUNT):
        found = _COUNTED.fullmatch(cell)
        said += f",共{found[1]}天" if found else f",共{cell.removesuffix('天')}天"
    return said


def _cells_of(by: dict[Head, list[tuple[str, str]]], part: Head) -> Iterator[str]:
    return (cell for _, cell in by.get(part, ()) if not _NOTHING.fullmatch(cell))


def _ordered(cell: str, order: str) -> str:
    """Return a cell's days with the order of their head, if they have none of their own."""
    if _ORDERED.search(_NOTED.sub("", cell)):
        return cell
    # A cell that names no day is told all the same: nothing of a table is lost in silence.
    return f"{cell}{order}" if _A_DAY.search(cell) else f"{cell}{order}{UNDATED}"


def _state(head: str, cell: str) -> str:
    if head.startswith("是否") and _YES.fullmatch(cell):
        return "上班" if _ORDERED.search(head) and re.search("班|工作", head) else "放假"
    if head.startswith("是否") and re.search("上班|补班", head) and _NO.fullmatch(cell):
        return "放假"
    if _RESTS.fullmatch(cell):
        return "放假"
    return "上班" if _WORKS.fullmatch(cell) else cell


def _is_tick(cell: str) -> bool:
    return bool(_YES.fullmatch(cell) or _NO.fullmatch(cell))


def _weekday(cell: str) -> str:
    found = re.fullmatch(r"(?:星期|周|礼拜)?([一二三四五六日天])", cell)
    return f"(星期{found[1]})" if found else ""


def _heading(name: str, feasts: Sequence[str]) -> str:
    """Return the heading a row's name makes, and the days and orders that stand with the name."""
    if not feasts:
        return f"{_NOTED.sub('', name)}:" if name and not _A_DAY.search(name) else ""
    year = _YEAR.match(name)
    rest = _FEASTS.sub("", name[year.end() :] if year else name).strip("()、/与和及:节假期")
    said = ""
    if _A_DAY.search(rest):
        said = f"{rest}。" if _ORDERED.search(rest) else f"{rest}是{feasts[0]}。"
    return f"{year.group() if year else ''}{'、'.join(feasts[:2])}:{said}"


def _qualifying(cells: Sequence[str]) -> str:
    """Return what in a row limits its order to part of a day or of the people, in brackets."""
    return "".join(
        f"({_NOTED.sub('', cell) or cell.strip('()')})"
        for cell in cells
        if unsure_word(cell) and (_ORDERED.search(cell) or re.search("[半仅只限]|假", cell))
    )


def _one_line(cell: str, *, is_of_days: bool = True) -> str:
    """Return a cell of several lines as one: a run of days may be broken over them."""
    lines = [plain(line) if is_of_days else even(line) for line in re.split(r"[\v\n]", cell)]
    said = ""
    for line in filter(None, lines):
        joins = not said or _OPEN_RANGE.search(said) or _GOES_ON.search(line) or line[0] == "("
        said += line if joins else f",{line}"
    return said.strip("。;,")


def headless(cells: Sequence[str]) -> str:
    """Return a row of a table without a head as one sentence: what orders its days is in it."""
    said = [words for cell in cells if (words := _one_line(cell))]
    if said and _FEASTS.fullmatch(said[0]):
        return f"{said[0]}:{','.join(said[1:])}。"
    return f"{','.join(said)}。"
