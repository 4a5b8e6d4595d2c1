"""The list of what an office publishes, as it comes: a table of any kind, or a page of links."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.foreign import read_apart
from casework.importing.cells import Years, day_of, text_of
from casework.importing.sheets import LIMITS, Cell, Row, plain_ledger
from casework.reports.grids import decoded_page
from db import public_documents
from db.public_documents import PublicDocument
from forms.labels import plain_label
from rules.errors import ClerkError

_NAMES = {
    "title": "标题 名称 信息名称 文件名称 题名 信息标题 公开事项 文件标题 主题 公文标题 "
    "文章标题 题目 公开信息名称 内容 信息内容",
    "number": "文号 发文字号 文件编号 发文号 公文文号 发文文号 文件号 字号 文件文号",
    "published_on": "发布日期 公开日期 成文日期 日期 发布时间 公开时间 印发日期 生成日期 "
    "上网日期 发文日期 公布日期",
    "address": "网址 链接 地址 url 公开网址 公开地址 链接地址 网页地址 公开位置 访问地址 来源网址 "
    "公开途径 位置",
}
_FIELD_OF = {plain_label(name): field for field, names in _NAMES.items() for name in names.split()}
_LOOKED_THROUGH = 20
_DAY = re.compile(r"20\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?")
_SHORTEST_TITLE = 5
_WHOLE_ADDRESS = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(?P<address>\S+)")
_MOST_DOCUMENTS = 200_000
_MORE = re.compile(
    r"^(?:首页|上一页|下一页|尾页|更多.*|返回.*|登录|注册|网站地图|联系我们|\[.*\])$"
)


def import_list(desk: Desk, path: Path, *, replaces: bool = False) -> str:
    """Take over the list in a file; return the sentence of what was done.

    With `replaces` what was imported before is taken away; what was released on requests stays.
    Raises `ClerkError` where the file lists nothing.
    """
    return keep_list(desk, path.name, read_list(path), replaces=replaces)


def keep_list(
    desk: Desk, name: str, documents: Sequence[PublicDocument], *, replaces: bool = False
) -> str:
    """Keep what was read from the file of this name; return the sentence of what was done.

    With `replaces` what was imported before is taken away; what was released on requests stays.
    """
    with writing(desk, "import_public_documents", What.SETTINGS):
        if replaces:
            public_documents.clear(desk.store)
        new = public_documents.put(desk.store, documents)
    without = sum(not one.address for one in documents)
    told = f"其中{without:,}条没有网址，请补上后再导入；" if without else ""
    count = public_documents.count(desk.store)
    return f"“{name}”读到{len(documents):,}条，新增{new:,}条；{told}公开目录现有{count:,}条。"


def read_list(path: Path, check: Callable[[], object] = lambda: None) -> list[PublicDocument]:
    """Return the documents a file lists, read in a child process; what `check` raises ends it.

    Never call it on the window's thread. Raises `ClerkError` where the file is none that can be
    read, or lists nothing.
    """
    if not path.is_file():
        raise ClerkError(f"打不开文件“{path.name}”，请确认文件存在且没有被其他程序占用。")
    return read_apart(documents_in, path, limits=LIMITS, check=check, name=f"“{path.name}”")


def documents_in(path: Path) -> list[PublicDocument]:
    """Return the documents a file lists: the door of the child process.

    Raises `ClerkError` where the file cannot be read, or has no column of titles.
    """
    found: dict[tuple[str, str, str], PublicDocument] = {}
    head = path.read_bytes()[:4096].lower()
    is_page = b"<html" in head or b"<!doctype html" in head or b"<table" in head
    if is_page:
        for one in _of_links(path):
            found.setdefault((one.title, one.number, one.address), one)
    if not found:
        for sheet in plain_ledger(path).sheets:
            for one in _of_rows([row for _, row in sheet.rows]):
                found.setdefault((one.title, one.number, one.address), one)
    if not found:
        raise ClerkError(
            f"“{path.name}”中没有找到公开目录，请确认有一列是标题（名称），"
            "或者是带链接的网页目录，再导入。"
        )
    if len(found) > _MOST_DOCUMENTS:
        raise ClerkError(
            f"“{path.name}”有{len(found):,}条，一次最多导入{_MOST_DOCUMENTS:,}条，请分成几个文件。"
        )
    return list(found.values())


def _of_rows(rows: Sequence[Row]) -> Iterator[PublicDocument]:
    for place, row in enumerate(rows[:_LOOKED_THROUGH]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            field = _FIELD_OF.get(plain_label(text_of(cell)))
            if field:
                columns.setdefault(field, index)
        if "title" in columns and len(columns) > 1:
            yield from _below(rows[place + 1 :], columns)
            return


def _below(rows: Sequence[Row], columns: dict[str, int]) -> Iterator[PublicDocument]:
    def cell(row: Row, name: str) -> Cell:
        index = columns.get(name, -1)
        return row[index] if 0 <= index < len(row) else None

    for row in rows:
        title = " ".join(text_of(cell(row, "title")).split())
        if title:
            yield PublicDocument(
                title,
                text_of(cell(row, "number")).strip(),
                _day(cell(row, "published_on")),
                text_of(cell(row, "address")).strip(),
            )


def _day(cell: Cell) -> str:
    try:
        day = day_of(cell, Years())
    except ValueError:
        return ""
    return "" if day is None else day.isoformat()


def _of_links(path: Path) -> Iterator[PublicDocument]:
    page = _Links()
    page.feed(decoded_page(path.read_bytes()))
    page.close()
    for title, address, beside in page.found:
        if len(title) >= _SHORTEST_TITLE and not _MORE.match(title):
            day = _DAY.search(beside)
            yield PublicDocument(title, "", _day(day[0]) if day else "", _whole(address, page.base))


def _whole(address: str, base: str) -> str:
    """Return an address with its site; /a.html alone tells a reader nothing and is left out."""
    with suppress(ValueError):
        address = urljoin(base, address.strip())
    return address if _WHOLE_ADDRESS.match(address) else ""


class _Links(HTMLParser):
    """The links of a page, each with the text that stands beside it in its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str, str]] = []
        # What addresses without their site are to be read after, where the page says it.
        self.base = ""
        self._line: list[tuple[str, str]] = []
        self._beside = ""
        self._address: str | None = None
        self._title = self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("li", "tr", "p", "div", "dd"):
            self._end_line()
        elif tag == "a":
            given = dict(attrs)
            self._address, self._title = given.get("href") or "", given.get("title") or ""
            self._words = ""
        elif tag == "base":
            self.base = dict(attrs).get("href") or self.base

    def handle_comment(self, data: str) -> None:
        """Take the address a browser saved the page from."""
        if found := _SAVED_FROM.match(data):
            self.base = self.base or found["address"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._address is not None:
            title = " ".join((self._title or self._words).split())
            if self._address and not self._address.startswith(("javascript", "#")):
                self._line.append((title, self._address))
            self._address = None
        elif tag in ("li", "tr", "p", "div", "dd"):
            self._end_line()

    def handle_data(self, data: str) -> None:
        if self._address is not None:
            self._words += data
        else:
            self._beside += data

    def close(self) -> None:
        """Take what stands at the end."""
        super().close()
        self._end_line()

    def _end_line(self) -> None:
        self.found += [(title, address, self._beside) for title, address in self._line]
        self._line, self._beside = [], ""
