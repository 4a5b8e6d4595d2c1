"""A holiday notice in a file, as the text one pastes: cells of tables parted by tabs."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from casework.foreign import read_apart
from casework.importing.far_cells import TooLargeError, without_far_cells
from casework.receipt.blocks import ReadRow, ReadSheet
from rules.errors import ClerkError

_LARGEST_BYTES = 10 << 20
_MOST_ROWS = 500
_MOST_CHARACTERS = 60_000
_PACKAGE, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def notice_in_file(path: Path, check: Callable[[], object] | None = None) -> str:
    """Return the text of a notice's file, read in a child process.

    Raises `ClerkError` where it cannot be read. Never call it on the window's thread.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ClerkError(f"“{path.name}”超过10兆，不像放假通知，请复制通知的正文后粘贴。")
        raw = path.read_bytes()
    except OSError:
        raise ClerkError(f"打不开“{path.name}”，请确认文件存在、没有被其他程序占用。") from None
    return notice_in_bytes(raw, path.name, check)


def notice_in_bytes(raw: bytes, name: str = "", check: Callable[[], object] | None = None) -> str:
    """Return the text of a notice's bytes, read in a child process; raises `ClerkError`."""
    if len(raw) > _LARGEST_BYTES:
        raise ClerkError("内容超过10兆，不像放假通知，请复制通知的正文后粘贴。")
    called = f"“{name}”" if name else "这份通知"
    return read_apart(notice_text, raw, name, check=check or (lambda: None), name=called)


def notice_text(raw: bytes, name: str) -> str:
    """Return the text of a notice's bytes: the door of the child process.

    Raises `ClerkError` where the bytes are no text.
    """
    from casework.receipt.sources import taken_from

    rows = _spread_rows(raw)
    if rows is None:
        taken = taken_from(raw, name)
        if taken.is_scan:
            raise ClerkError("这是图片，没有文字可读，请从发布通知的网页复制正文后粘贴。")
        rows = taken.rows if taken.mail is None else taken.mail.rows
    text = "\n".join(map(_told, rows)).strip()
    if not text:
        raise ClerkError("没有读出文字，请打开文件复制通知的正文后粘贴。")
    if len(text) > _MOST_CHARACTERS:
        raise ClerkError("文字太长，不像放假通知，请只复制通知的正文后粘贴。")
    return text


def _told(row: ReadRow) -> str:
    if not row.in_table:
        return row.text
    return "\t".join(
        f'"{text}"' if "\n" in (text := cell.text.strip().replace("\t", " ")) else text
        for cell in row.cells
    )


def _spread_rows(raw: bytes) -> list[ReadRow] | None:
    """Return the rows of what has tables, each cell in its column; None for other files."""
    from casework.receipt.decoding import claimed_in_page, decoded

    if raw.startswith(_PACKAGE):
        from casework.word.parts import packed_parts

        parts = packed_parts(raw)
        if "word/document.xml" in parts:
            from casework.receipt.word_form import word_rows

            return word_rows(raw, spread=True)
        return _sheet_rows(raw) if any(part.startswith("xl/") for part in parts) else None
    if raw.startswith(_COMPOUND) and "Workbook".encode("utf-16-le") in raw:
        return _sheet_rows(raw)
    head = raw[:4096].replace(b"\0", b"").lower()
    if b"<html" in head or b"<table" in head or b"<!doctype" in head or b"<p>" in head:
        from casework.receipt.web_form import web_rows

        return web_rows(decoded(raw, claimed_in_page(raw)), spread=True)
    return None


def _sheet_rows(raw: bytes) -> list[ReadRow]:
    """Return the rows of every sheet that is shown, what is merged downwards in each row."""
    sheet = ReadSheet(spread=True)
    try:
        book = CalamineWorkbook.from_filelike(
            BytesIO(without_far_cells(raw)[0] if raw.startswith(_PACKAGE) else raw)
        )
        for found in book.sheets_metadata:
            if found.typ is not SheetTypeEnum.WorkSheet:
                continue
            if found.visible is not SheetVisibleEnum.Visible:
                continue
            one = book.get_sheet_by_name(found.name)
            cells = [list(row[:64]) for row in one.to_python(skip_empty_area=False)[:_MOST_ROWS]]
            for (top, left), (bottom, right) in one.merged_cell_ranges or ():
                if left == right and left < 64:
                    for row in cells[top + 1 : bottom + 1]:
                        row[left] = cells[top][left]
            for row in cells:
                _add(sheet, [_words(cell) for cell in row])
    except (CalamineError, PasswordError, BadZipFile, TooLargeError, OSError, ValueError) as error:
        raise ClerkError(
            "这个表格文件已经损坏或者加了密码，请用Excel或者WPS另存后再试。"
        ) from error
    return sheet.rows


def _add(sheet: ReadSheet, cells: list[str]) -> None:
    said = [cell for cell in cells if cell]
    if len(said) == 1 and cells[0]:
        sheet.line(said[0])
    elif said:
        sheet.table_row(cells)


def _words(cell: object) -> str:
    """Return a cell as a notice writes it; 10.10 kept as a number has lost its last digit."""
    if isinstance(cell, datetime | date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell}（数值，读不出日期）"
    return str(cell).strip()
