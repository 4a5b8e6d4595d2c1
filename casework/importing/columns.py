"""Which column of a ledger is what: the header found wherever it stands, each name understood.

A header may have one or two rows, below titles of any number. A name is known exactly, or taken
for the one it is most like; a name that is not known stays with the request as a remark.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import Enum
from functools import cache
from itertools import chain

from casework.importing.cells import text_of
from casework.importing.field import LedgerField
from casework.importing.numbers_in_cells import month_in, year_in
from casework.importing.sheets import Merge, Row, Sheet
from casework.importing.ticked_columns import TickedColumn, fields_of_several, ticked_columns
from casework.importing.vocabulary import BY_NAME, FIELDS, TOPICS, plain_name
from casework.receipt.label_words import Party, asked_by

_LOOKED_THROUGH = 60
_FEWEST_KNOWN = 3
_LIKE_ENOUGH = 0.8
_LONGEST_NAME = 40
# Without one of these a table is no ledger of requests.
_TELLING = {"applicant_name", "body_name", "information_sought", "matter", "received_on", "number"}


class Match(Enum):
    """How a column was understood; the value is what the preview says."""

    EXACT = "认出"
    SIMILAR = "名称相近"
    CHOSEN = "手工指定"
    UNKNOWN = "未认出，记入备注"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet, counted from 0; without a `field` its cells go to the remark.

    `ticked` are the words a tick in a cell stands for: one column of several that make a choice.
    `more` are other fields whose words stand in the same cells.
    """

    index: int
    header: str
    field: LedgerField | None
    match: Match
    ticked: str = ""
    more: tuple[LedgerField, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: its rows in the file, its columns, the year and month its titles name.

    `chosen` is what the clerk overruled.
    """

    first_row: int
    last_row: int
    columns: tuple[SheetColumn, ...]
    year: int | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    month: int | None = None

    def of(self, name: str) -> SheetColumn | None:
        """Return the column of a field, if the sheet has one: its own before one of several."""
        own = (one for one in self.columns if one.field and one.field.name == name)
        several = (one for one in self.columns if any(other.name == name for other in one.more))
        return next(chain(own, several), None)


def header_of(sheet: Sheet, chosen: Mapping[str, str] | None = None) -> Header | None:
    """Return the header of a sheet, None where it has none.

    `chosen` maps headers as shown to names of fields, an empty name leaving the column out of
    the fields; raises `KeyError` for a name no field has.
    """
    head: list[tuple[int, Row]] = []
    for numbered in sheet.rows():
        head.append(numbered)
        if len(head) == _LOOKED_THROUGH:
            break
    best: tuple[int, int, int, list[tuple[str, str]]] | None = None
    for place, (number, row) in enumerate(head):
        below = head[place + 1] if place + 1 < len(head) else None
        for depth, names in _readings(number, row, below, sheet.merges):
            known = _known(names, chosen or {})
            if len(known) < _FEWEST_KNOWN or not known & _TELLING:
                continue
            ticked = _ticks(names, head[place + depth :])
            told = len(known) + len(ticked)
            # Where one row tells as much, the row above it is a title and no part of the header.
            if best is None or (told, -depth) > (best[0], -best[2]):
                best = told, place, depth, names
    if best is None:
        return None
    _, place, depth, names = best
    ticks = _ticks(names, head[place + depth :])
    titles = [*(text_of(cell) for _, row in head[:place] for cell in row), sheet.name]
    return Header(
        head[place][0],
        head[place + depth - 1][0],
        tuple(_with_ticks(_understood(names, chosen or {}), ticks)),
        next(filter(None, map(year_in, titles)), None),
        chosen or {},
        next(filter(None, map(month_in, titles)), None),
    )


def _ticks(
    names: Sequence[tuple[str, str]], below: Sequence[tuple[int, Row]]
) -> Mapping[int, TickedColumn]:
    return ticked_columns(names, [row for _, row in below], lambda name: _exact("", name))


def _with_ticks(
    columns: Iterable[SheetColumn], ticks: Mapping[int, TickedColumn]
) -> Iterable[SheetColumn]:
    """Return the columns, those of a choice made by ticks read as what they choose."""
    for column in columns:
        tick = ticks.get(column.index)
        if tick is None or column.match is Match.CHOSEN:
            yield column
        else:
            yield replace(column, field=BY_NAME[tick.field], match=Match.SIMILAR, ticked=tick.words)


def header_again(row: Row, header: Header) -> Header | None:
    """Return what a row says that is a header again, with its columns in its own order."""
    names = [("", text_of(cell)) for cell in row]
    known = _known(names, header.chosen)
    if len(known) < _FEWEST_KNOWN + 1 or not known & _TELLING:
        return None
    if header.first_row < header.last_row and all(
        name in ("", text_of(column.header.partition("·")[0]))
        for column in header.columns
        for name in [names[column.index][1] if column.index < len(names) else ""]
    ):
        return header
    return replace(header, columns=tuple(_understood(names, header.chosen)))


def _readings(
    number: int, row: Row, below: tuple[int, Row] | None, merges: Sequence[Merge]
) -> Iterable[tuple[int, list[tuple[str, str]]]]:
    """Yield the names a row gives its columns by itself, and together with the row below."""
    own = [text_of(cell) for cell in row]
    if max(map(len, own)) > _LONGEST_NAME and sum(map(bool, own)) <= 1:
        return
    yield 1, [("", name) for name in own]
    if below is None or below[0] != number + 1:
        return
    lower = [text_of(cell) for cell in below[1]]
    width = max(len(own), len(lower))
    own += [""] * (width - len(own))
    lower += [""] * (width - len(lower))
    groups = _spread(own, lower, [merge for merge in merges if merge[0][0] == number - 1])
    yield (
        2,
        [(group, low) if low else ("", group) for group, low in zip(groups, lower, strict=True)],
    )


def _spread(upper: list[str], lower: list[str], merges: Sequence[Merge]) -> list[str]:
    """Return the group each column stands under: what is merged, or goes on where none is given."""
    groups = list(upper)
    for (top, left), (bottom, right) in merges:
        for column in range(left, min(right + 1, len(groups))):
            groups[column] = upper[left] if bottom == top else groups[column]
    carried = ""
    for column, (name, low) in enumerate(zip(upper, lower, strict=True)):
        if name:
            carried = name if low else ""
        elif low and not groups[column]:
            groups[column] = carried
    return groups


def _known(names: Iterable[tuple[str, str]], chosen: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    for group, name in names:
        said = chosen.get(_shown(group, name))
        told = BY_NAME[said] if said else _exact(group, name)
        several = () if told or not name else fields_of_several(name, lambda part: _exact("", part))
        found.update(one.name for one in ((told,) if told else several))
    return found - {"ordinal", "remark", "why_left_out"}


def _shown(group: str, name: str) -> str:
    return " ".join(f"{group}·{name}".strip("·").split())


def _understood(
    names: Sequence[tuple[str, str]], chosen: Mapping[str, str]
) -> Iterable[SheetColumn]:
    found = list(_told_apart(names, chosen))
    taken: dict[str, SheetColumn] = {}
    for match in (Match.CHOSEN, Match.EXACT, Match.SIMILAR):
        for place, column in enumerate(found):
            if column.match is not match or column.field is None:
                continue
            if column.field.name in taken:
                found[place] = column = _otherwise(column, taken)
            if column.field is not None:
                taken[column.field.name] = column
    if not taken.keys() & {"applicant_name", "body_name"}:
        _find_the_applicant(found, taken)
    for place, column in enumerate(found):
        if column.match is Match.UNKNOWN and plain_name(column.header) in _SIGNED:
            name = "served_on" if "received_on" in taken else "received_on"
            if name not in taken:
                found[place] = replace(column, field=BY_NAME[name], match=Match.SIMILAR)
                taken[name] = found[place]
    return found


def _find_the_applicant(found: list[SheetColumn], taken: dict[str, SheetColumn]) -> None:
    """Read 申请人/联系方式 as both where no other column names the applicant."""
    for place, column in enumerate(found):
        several = fields_of_several(column.header, lambda part: _exact("", part))
        first = next((one for one in several if one.name == "applicant_name"), None)
        if first is not None and column.match is not Match.CHOSEN:
            rest = tuple(one for one in several if one is not first)
            found[place] = replace(column, field=first, match=Match.SIMILAR, more=rest)
            taken[first.name] = found[place]
            return


_SIGNED = {"签收日期", "签收", "签收日"}


def _otherwise(column: SheetColumn, taken: Mapping[str, SheetColumn]) -> SheetColumn:
    """Return what a second column of one name is: a mail number after the reply is the reply's."""
    second = _SECOND.get(column.field.name if column.field else "")
    if second is not None and second not in taken and column.match is not Match.CHOSEN:
        return replace(column, field=BY_NAME[second])
    rest = tuple(one for one in column.more if one.name not in taken)
    if not rest:
        return replace(column, field=None, match=Match.UNKNOWN, more=())
    return replace(column, field=rest[0], more=rest[1:])


_SECOND = {"mail_number": "service_mail_number"}


def _told_apart(
    names: Sequence[tuple[str, str]], chosen: Mapping[str, str]
) -> Iterable[SheetColumn]:
    """Yield the columns that have a name; of several with one name the later ones are counted."""
    seen: dict[str, int] = {}
    for index, pair in enumerate(names):
        if any(pair):
            header = _shown(*pair)
            times = seen[header] = seen.get(header, 0) + 1
            yield _column(index, *pair, header if times == 1 else f"{header}（{times}）", chosen)


def _column(
    index: int, group: str, name: str, header: str, chosen: Mapping[str, str]
) -> SheetColumn:
    if header in chosen:
        field = BY_NAME[chosen[header]] if chosen[header] else None
        return SheetColumn(index, header, field, Match.CHOSEN)
    field = _exact(group, name)
    if field is not None:
        return SheetColumn(index, header, field, Match.EXACT)
    several = fields_of_several(group + name if group else name, lambda part: _exact("", part))
    if several:
        return SheetColumn(index, header, several[0], Match.SIMILAR, more=several[1:])
    field = _similar(group, name)
    return SheetColumn(index, header, field, Match.UNKNOWN if field is None else Match.SIMILAR)


@cache
def _index() -> Mapping[str, LedgerField]:
    return {plain_name(name): field for field in reversed(FIELDS) for name in field.names}


def _exact(group: str, name: str) -> LedgerField | None:
    if not name or len(name) > _LONGEST_NAME:
        return None
    names = _index()
    for whole in (True, False):
        plain = plain_name(name, whole=whole)
        for candidate in _candidates(plain_name(group, whole=whole), plain):
            field = names.get(candidate)
            if field is not None and _may_stand(candidate, plain, group, field):
                return field
    return None if group else _as_on_a_form(name)


# What a form asks of the applicant a ledger asks in the same words; days and courses it does not.
_OF_FORMS = frozenset(
    (
        *("applicant_name", "id_number", "id_type", "phone", "email", "address", "postcode"),
        *("contact", "representative", "agent_name", "obtain_by", "media", "information_sought"),
    )
)


def _as_on_a_form(name: str) -> LedgerField | None:
    """Return the field a form's label asks for: 姓名/单位, 身份证号/信用代码, 您的姓名."""
    # 方式 alone is how an answer is sent on a form, and how a request came in a ledger.
    asked = asked_by(_WITH_DETAILS.sub("", name)) if len(name) >= _SHORTEST_LABEL else None
    if asked is None or asked.field not in _OF_FORMS or asked.is_loose:
        return None
    return BY_NAME[asked.field] if asked.party in (Party.APPLICANT, Party.AGENT) else None


# 申请人信息, 申请人情况: the name with what else is known of its bearer in one cell.
_SHORTEST_LABEL = 3
_WITH_DETAILS = re.compile(r"(?<=申请人)(?:基本)?(?:信息|情况)$")


# What a group of columns is about, and the fields its columns may be.
_GROUPS = (
    ("补正", "补正", "correction"),
    ("第三方", "征求第三方", "third_party"),
    ("征求", "征求其他机关", "agency"),
    ("延长", "延长", "extended"),
    ("收费", "收费", "fee"),
    ("处理费", "收费", "fee"),
    ("复议", "复议", "reconsider"),
    ("诉讼", "诉讼", ""),
    ("应诉", "诉讼", ""),
)
_LOOSE_GROUPS = ("申请人", "答复", "送达", "归档", "办理", "处理", "收到", "收件", "登记")
_OF_SUITS = {"suit", "sued_on", "court", "suit_number", "court_stage", "suit_result", "judged_on"}


def _candidates(group: str, name: str) -> Iterable[str]:
    if not group:
        return (name,)
    topic = next((word for mark, word, _ in _GROUPS if mark in group), "") or next(
        (word for word in _LOOSE_GROUPS if word in group), ""
    )
    asked = (f"是否{topic}",) if topic and name in ("是否", "有无") else ()
    return group + name, topic + name, *asked, name


def _may_stand(candidate: str, plain: str, group: str, field: LedgerField) -> bool:
    """Tell whether a name alone may be trusted below a group that is about something else."""
    if candidate != plain or not group:
        return True
    whole = plain_name(group)
    for mark, _, prefix in _GROUPS:
        if mark in whole:
            return field.name.startswith(prefix) if prefix else field.name in _OF_SUITS
    return True


def _similar(group: str, name: str) -> LedgerField | None:
    plain = plain_name(name, whole=False)
    if len(plain) < 3 or plain in _SIGNED or any(joint in plain for joint in "及和与或、"):
        return None
    best: dict[str, float] = {}
    for candidate in _candidates(plain_name(group), plain):
        topics = _topics(candidate)
        for known, told in _index().items():
            if _topics(known) != topics or not _may_stand(candidate, plain, group, told):
                continue
            likeness = SequenceMatcher(None, candidate, known).ratio()
            if likeness >= _LIKE_ENOUGH:
                best[told.name] = max(likeness, best.get(told.name, 0.0))
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 0.02):
        return None
    return BY_NAME[ranked[0][0]]


@cache
def _topics(name: str) -> frozenset[str]:
    return frozenset(topic for topic in TOPICS if topic in name)


def letter(index: int) -> str:
    """Return the letters a spreadsheet shows above a column: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
