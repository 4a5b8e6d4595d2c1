"""A file's bytes as rows, told by what they are and not by the name they came under."""

import re
from io import BytesIO
from typing import NamedTuple

from casework.receipt.blocks import ReadRow, ReadSheet, lines_of
from casework.receipt.decoding import claimed_in_page, decoded
from casework.receipt.mail import Mail, mail_of
from casework.receipt.web_form import web_rows
from rules.errors import ClerkError

_PACKAGE, _COMPOUND, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*")
_MAIL_HEAD = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9\-]{0,70}:.*\r?\n(?:[ \t].*\r?\n)*){2,}", re.IGNORECASE
)
_MAIL_SIGN = re.compile(
    rb"^(?:MIME-Version|Content-Type|Received|Message-ID|From|Content-Transfer-Encoding):",
    re.IGNORECASE | re.MULTILINE,
)
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|body|table|div|meta|head)\b", re.IGNORECASE)
_MOST_CHARACTERS = 400_000
_MOST_ROWS = 2_000
_MOST_PAGES = 40
_FEWEST_LETTERS = 12


class TakenFile(NamedTuple):
    """What a file holds: rows, or a mail, or a scan that only recognition can read."""

    rows: list[ReadRow]
    mail: Mail | None = None
    is_scan: bool = False


def taken_from(raw: bytes, name: str) -> TakenFile:
    """Return what a file holds.

    Raises `ClerkError` where it is of a kind nothing can be read from, or is damaged.
    """
    suffix = name.rpartition(".")[2].casefold() if "." in name else ""
    if is_picture(raw):
        return TakenFile([], is_scan=True)
    if _PDF in raw[:1024]:
        rows = pdf_rows(raw)
        is_scan = sum(len(row.text) for row in rows) < _FEWEST_LETTERS
        return TakenFile([] if is_scan else rows, is_scan=is_scan)
    if raw.startswith(_PACKAGE):
        return TakenFile(_package(raw))
    if raw.startswith(_COMPOUND):
        return _compound(raw, suffix)
    if raw.startswith(b"{\\rtf"):
        from casework.receipt.outlook import rich_text

        return TakenFile(lines_of(rich_text(raw)))
    if suffix in ("pdf", "jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp"):
        raise ClerkError(f"内容不是它的名称所说的 {suffix} 文件，可能已经损坏，请核对后再添加。")
    if suffix in ("eml", "mht", "mhtml") or _is_mail(raw):
        return TakenFile([], mail_of(raw))
    head = raw[:4096].replace(b"\0", b"")
    if _PAGE.search(head) and (suffix in ("html", "htm", "xls", "doc", "") or b"</" in raw):
        return TakenFile(web_rows(_text(raw, claimed_in_page(raw))))
    return TakenFile(lines_of(_text(raw)))


def is_picture(raw: bytes) -> bool:
    """Tell whether bytes are a picture."""
    # A letter may begin with BM; the head of a bitmap goes on with noughts.
    is_bitmap = raw.startswith(b"BM") and raw[6:10] == bytes(4)
    return raw.startswith(_PICTURES) or raw[8:12] == b"WEBP" or is_bitmap


def _text(raw: bytes, claimed: str = "") -> str:
    text = decoded(raw, claimed)
    if len(text) > _MOST_CHARACTERS:
        raise ClerkError("文字超过四十万字，不像一份申请，请作为附件添加。")
    sample = text[:8000]
    strange = sum((one < " " and one not in "\t\n\r\f\v") or one in "\ufffd\x7f" for one in sample)
    if strange > 2 + len(sample) // 100:
        raise ClerkError("这不是文字材料，读不出内容，请作为附件添加。")
    return text.replace("\0", "")


def _is_mail(raw: bytes) -> bool:
    head = _MAIL_HEAD.match(raw[:65536].lstrip(b"\xef\xbb\xbf\r\n "))
    return head is not None and len(_MAIL_SIGN.findall(head[0])) >= 2


def _package(raw: bytes) -> list[ReadRow]:
    """Return the rows of a Word document, a sheet, or an OpenDocument text."""
    from casework.word.parts import packed_parts

    parts = packed_parts(raw)
    if "word/document.xml" in parts:
        from casework.receipt.word_form import word_rows

        return word_rows(raw)
    if any(part.startswith("xl/") for part in parts):
        return sheet_rows(raw)
    if "content.xml" in parts:
        from casework.receipt.open_document import open_document_rows

        return open_document_rows(parts["content.xml"])
    raise ClerkError(
        "这个文件里没有能读的申请（可能是压缩包或者版式文件），请解压或者另存为 .docx、.pdf "
        "后再添加。"
    )


def _compound(raw: bytes, suffix: str) -> TakenFile:
    from casework.receipt.outlook import is_outlook, outlook_mail

    if is_outlook(raw):
        return TakenFile([], outlook_mail(raw))
    if "Workbook".encode("utf-16-le") in raw or (
        "Book".encode("utf-16-le") in raw and suffix in ("xls", "et")
    ):
        return TakenFile(sheet_rows(raw))
    raise ClerkError(
        "这是旧版 Word 或者 WPS 文档，或者文件加了密码，请去掉密码并另存为 .docx 后再添加。"
    )


def sheet_rows(raw: bytes) -> list[ReadRow]:
    """Return the first sheet that holds anything. Raises `ClerkError` if it cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    sheet = ReadSheet()
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python()[:_MOST_ROWS]:
                cells = [_cell_text(cell) for cell in row[:64]]
                if any(cells):
                    sheet.table_row(cells) if sum(map(bool, cells)) > 1 else sheet.line(
                        next(filter(None, cells))
                    )
            if sheet.rows:
                break
    except (CalamineError, ValueError, OSError) as error:
        raise ClerkError(
            "这个表格文件已经损坏，无法读取，请用 Excel 或 WPS 另存为 .xlsx 后再试。"
        ) from error
    return sheet.rows


def _cell_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def pdf_rows(raw: bytes) -> list[ReadRow]:
    """Return the text a PDF holds, none for one of pictures only. Raises `ClerkError`."""
    import pypdfium2

    from casework.receipt.page_text import rows_of_page

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise ClerkError(
            "这个 PDF 已经损坏或者加了密码，无法读取，请去掉密码或者重新导出后再试。"
        ) from error
    rows: list[ReadRow] = []
    with document:
        for number in range(min(len(document), _MOST_PAGES)):
            try:
                rows.extend(rows_of_page(document[number], number))
            except pypdfium2.PdfiumError:
                continue
    return rows
