"""What a table says by its columns: the head of a column tells what stands below it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from casework.redaction.characters import Chunk, Letters
from casework.redaction.names import is_name, is_office_head, is_written_name, names_in
from casework.redaction.places import Box
from casework.redaction.secret_kinds import SecretKind

_HEADS = (
    (
        SecretKind.PERSON,
        r".{0,8}?(?:姓名|名字|签名|签字)\)?(?:[及和、/](?:联系)?(?:电话|方式|身份证号?))?(?:\(.{0,8}\))?",
    ),
    (SecretKind.IDENTITY, r".{0,6}(?:身份证|身份号码|证件号).{0,4}"),
    (SecretKind.MOBILE, r".{0,5}(?:电话|手机|联系方式).{0,4}"),
    (SecretKind.ACCOUNT, r".{0,6}(?:账号|帐号|卡号|银行卡|存折|账户)(?:号码?)?"),
    (SecretKind.ADDRESS, r".{0,4}(?:住址|地址|住所|居住地|户籍地|门牌号?)"),
    (SecretKind.PLATE, r".{0,4}(?:车牌|号牌)(?:号码?)?"),
    (SecretKind.BIRTHDAY, r"(?:出生|生日).{0,4}"),
    (SecretKind.EMAIL, r".{0,4}(?:邮箱|邮件|e-?mail)(?:地址)?"),
    (
        SecretKind.CREDENTIAL,
        r".{0,6}(?:护照|通行证|残疾证|低保证|驾驶证|学号|学籍|社保|医保|病历|住院|不动产权证|房产证|土地证|经营权证).{0,4}",
    ),
    (SecretKind.CONTACT, r"(?:微信|QQ).{0,3}"),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _HEADS)
_BARE_HEADS = re.compile(
    r"(?:被[\u4e00-\u9fff]{1,4}人|户主|户名|开户名|账户名|业主|车主|承包[人方]|承租人|出租人|权利人|产权人|所有权?人|使用权?人|共有人|收款人|领款人|领取人|当事人|申请人|联系人"
    r"|法定代表人|代理人|委托人|投诉人|举报人|信访人|参保人|受益人|持证人|监护人|家长|学生|考生|患者|死者|村民|居民|农户|租户|住户|家庭成员|成员|配偶|子女|父亲|母亲"
    r"|补[贴助]对象|救助对象|保障对象|低保对象)(?:\(.{0,8}\))?"
)
_LONGEST_HEAD = 12
_FARTHEST_ROW = 8.0
_A_LABEL = re.compile(r"[\u4e00-\u9fff] ?:")


class TableColumn(NamedTuple):
    """A column of a table: what its head says it holds, and between what it stands."""

    kind: SecretKind
    left: float
    right: float
    is_office: bool = False


class TableCell(NamedTuple):
    """A cell below a head, as one piece of it stands in a line."""

    kind: SecretKind
    chunk: Chunk
    is_office: bool = False


def head_of(words: str) -> SecretKind | None:
    """Return what the head of a column says it holds, or `None` where it is no head known here."""
    tidy = words.replace(" ", "").strip(":：*")
    if not tidy or len(tidy) > _LONGEST_HEAD:
        return None
    if is_office_head(tidy):
        return SecretKind.PERSON
    for kind, pattern in _PATTERNS:
        if pattern.fullmatch(tidy):
            return kind
    return SecretKind.PERSON if _BARE_HEADS.fullmatch(tidy) else None


def cells(
    page: Letters, carried: Sequence[TableColumn] = ()
) -> tuple[list[TableCell], list[TableColumn]]:
    """Return what stands in the columns with a known head, and the columns open at the end.

    `carried` are those left open by the page before: a table goes on without its head.
    """
    lines = page.chunks
    lefts: list[float] = []
    found: list[TableCell] = []
    columns = list(carried)
    last = lines[0][0].box if lines and lines[0] else None
    met_head = not carried
    for line in lines:
        heads = _heads(line)
        if heads:
            columns, met_head = heads, True
            lefts = [chunk.box.left for chunk in line[1:]]
            last = line[0].box
            continue
        if not columns or last is None or (not met_head and len(line) < 2):
            # A table that goes on from the page before has rows of several cells.
            continue
        if _ends_the_table(line, columns, last):
            columns = []
            continue
        for chunk in (part for one in line for part in page.parted(one, lefts)):
            column = _column_of(chunk.box, columns)
            if column is not None and (
                _fits(column.kind, chunk.text) or _is_unusual_name(column.kind, chunk, line)
            ):
                found.append(TableCell(column.kind, chunk, column.is_office))
        last = line[0].box
    return found, columns


def _heads(line: Sequence[Chunk]) -> list[TableColumn]:
    """Return the columns a line opens; a line of a form (姓名 张三 性别 男) opens none."""
    kinds = [head_of(chunk.text) for chunk in line]
    if len(line) < 2 or not any(kinds):
        return []
    if any(is_name(chunk.text) and head_of(chunk.text) is None for chunk in line):
        return []
    if any(re.search(r"\d{5}", chunk.text) for chunk in line):
        return []
    edges = [0.0, *((one.box.right + other.box.left) / 2 for one, other in pairwise(line)), 1e9]
    return [
        TableColumn(kind, edges[place], edges[place + 1], is_office_head(line[place].text))
        for place, kind in enumerate(kinds)
        if kind is not None
    ]


def _ends_the_table(line: Sequence[Chunk], columns: Sequence[TableColumn], last: Box) -> bool:
    """Tell whether a line is no row: it is far below, or runs across the columns."""
    first = line[0].box
    if first.top - last.bottom > _FARTHEST_ROW * max(first.height, last.height):
        return True
    if any(_A_LABEL.search(chunk.text) for chunk in line):
        return True
    return len(line) == 1 and any(
        first.left < column.left - first.height and first.right > column.right + first.height
        for column in columns
    )


def _column_of(box: Box, columns: Sequence[TableColumn]) -> TableColumn | None:
    middle = (box.left + box.right) / 2
    return next((column for column in columns if column.left <= middle <= column.right), None)


def _fits(kind: SecretKind, words: str) -> bool:
    """Tell whether a cell can be what the head of its column says."""
    tidy = words.replace(" ", "")
    digits = sum(one.isdecimal() for one in tidy)
    if kind is SecretKind.PERSON:
        return bool(names_in(tidy))
    if kind is SecretKind.ADDRESS:
        return len(re.findall(r"[\u4e00-\u9fff]", tidy)) >= 2 or digits >= 2
    if kind is SecretKind.EMAIL:
        return "@" in tidy
    if kind is SecretKind.PLATE:
        return digits >= 3
    if kind is SecretKind.BIRTHDAY:
        return digits >= 4
    if kind is SecretKind.CONTACT:
        return tidy.isascii() and len(tidy) >= 5
    if kind is SecretKind.CREDENTIAL:
        return digits >= 4
    return digits >= 5 and digits * 10 >= 6 * len(tidy)


def _is_unusual_name(kind: SecretKind, chunk: Chunk, line: Sequence[Chunk]) -> bool:
    """Tell whether a name of no known surname (扎西) stands in a row that counts or numbers it."""
    has_digits = any(re.search(r"\d", one.text) for one in line if one is not chunk)
    return kind is SecretKind.PERSON and has_digits and is_written_name(chunk.text)


def row_names(line: Sequence[Chunk], has_number: Sequence[bool]) -> Iterator[Chunk]:
    """Yield the cells of a row that can only be a name: one beside an identity or a telephone."""
    if not any(has_number):
        return
    for chunk, is_number in zip(line, has_number, strict=True):
        if not is_number and names_in(chunk.text):
            yield chunk
