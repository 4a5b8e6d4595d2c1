"""Columns that are no plain column: one tick of several, or several things in one cell.

予以公开 | 部分公开 | 不予公开 with a √ in one of them; 申请人及联系电话 with both in one cell.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from casework.importing.cells import is_nothing, text_of
from casework.importing.field import CellKind, LedgerField
from casework.importing.sheets import Row
from casework.importing.words import channel_of, is_group_of_replies, outcome_of_row, reply_of
from forms.names import tidy

Known = Callable[[str], LedgerField | None]
_TICKS = frozenset(["√", "✓", "✔", "☑", "■", "●", "◆", "v", "V", "✅", "1", "是", "对", "有", "★"])
_FEWEST = 2
_JOINTS = re.compile(r"[及和与或、/／|＋+，,；;（）()]|以及|并")
# What a choice of ticks may be about, and how a column's own name says what it means.
_CHOICES = ("reply_kind", "channel", "applicant_kind", "obtain_by", "media", "service_method")
_KINDS = {"公民", "自然人", "个人", "法人", "商业企业", "科研机构", "社会公益组织", "法律服务机构",
          "其他", "其他组织", "法人或其他组织", "企业", "律师事务所"}  # fmt: skip


class TickedColumn(NamedTuple):
    """The field a ticked column chooses for, and the words its tick stands for."""

    field: str
    words: str


def is_tick(text: str) -> bool:
    """Tell whether a cell is a tick."""
    return tidy(text).strip("()（）[]") in _TICKS


def ticked_columns(
    names: Sequence[tuple[str, str]], rows: Sequence[Row], known: Known
) -> Mapping[int, TickedColumn]:
    """Return the columns that are one tick of several, by their place.

    Their cells hold nothing but ticks, at most one to a row, and what stands over them is a
    choice: the group they share, or names that are replies, channels or kinds of applicant.
    """
    found: dict[str, dict[int, TickedColumn]] = {}
    for index, (group, name) in enumerate(names):
        if not name or not _holds_ticks(index, rows):
            continue
        field = _chosen_for(group, name, known)
        if field:
            found.setdefault(field, {})[index] = TickedColumn(field, name)
    ticks: dict[int, TickedColumn] = {}
    for columns in found.values():
        if len(columns) >= _FEWEST and any(_has_a_tick(index, rows) for index in columns):
            ticks.update(columns)
    return ticks


def _holds_ticks(index: int, rows: Sequence[Row]) -> bool:
    cells = [text_of(row[index]) for row in rows if index < len(row)]
    return all(is_nothing(cell) or is_tick(cell) for cell in cells)


def _has_a_tick(index: int, rows: Sequence[Row]) -> bool:
    return any(is_tick(text_of(row[index])) for row in rows if index < len(row))


def _chosen_for(group: str, name: str, known: Known) -> str:
    above = known(group) if group else None
    if above is not None and above.name in _CHOICES:
        return above.name
    if known(name) is not None or name.startswith(("是否", "有无")):
        return ""
    plain = tidy(name)
    if plain in _KINDS:
        return "applicant_kind"
    if outcome_of_row(plain) or reply_of(plain) is not None or is_group_of_replies(plain):
        return "reply_kind"
    if len(plain) <= 6 and channel_of(plain) is not None:
        return "channel"
    return ""


def fields_of_several(name: str, known: Known) -> tuple[LedgerField, ...]:
    """Return the fields a name like 申请人及联系电话 speaks of, none where it is one thing."""
    parts = [part.strip() for part in _JOINTS.split(name) if part.strip()]
    if len(parts) < 2:
        return ()
    fields = [known(part) or _by_stem(part, known) for part in parts]
    if any(field is None for field in fields):
        return ()
    told = tuple(dict.fromkeys(field for field in fields if field is not None))
    kinds = {field.kind for field in told}
    # Two days in one cell are told apart by nothing.
    days = sum(field.kind is CellKind.DAY for field in told)
    return told if len(told) > 1 and days <= 1 and CellKind.COMPUTED not in kinds else ()


def _by_stem(part: str, known: Known) -> LedgerField | None:
    """Return the field of the second half of a joint name: 收到日期及方式."""
    return {
        "方式": known("接收渠道"),
        "文号": known("答复文号"),
        "渠道": known("接收渠道"),
        "身份": known("申请人类别"),
    }.get(part)
