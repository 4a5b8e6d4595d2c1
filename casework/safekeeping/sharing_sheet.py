"""The sheet that goes up beside a shared register: where it is, who has an account, what to do."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from casework.desk.accounts import accounts_of
from casework.desk.desk import Desk
from casework.letters.facts import chinese_date
from db.file_names import why
from db.files import write_whole
from rules.errors import ClerkError

OUTSIDE = " 其他电脑.djs"
"""What the connection file for other computers is called after the register's own."""
_NAME = " 共用说明.docx"
_TITLE = "共用登记簿说明"
_WIDTHS_CM = (3.2, 13.2)
_ACCOUNT_WIDTHS_CM = (3.6, 3.2, 5.4, 4.2)
# Beyond so many the lines come closer, so that it stays one page.
_ROOMY = 8
_MARGIN_CM = 2.2


def write_sheet(desk: Desk) -> Path:
    """Write the sheet of a register on a server beside its connection file; return where it lies.

    It names no password: whoever hands out an account writes it in. Raises `ClerkError` where it
    cannot be written.
    """
    path = desk.beside.register.with_name(f"{desk.beside.register.stem}{_NAME}")
    content = sharing_sheet(desk)
    try:
        write_whole(path, [content])
    except OSError as error:
        raise ClerkError(
            f"“{path.name}”无法保存（{why(error)}），可能正在 Word 或 WPS 中打开，请关闭后再试。"
        ) from error
    return path


def sharing_sheet(desk: Desk) -> bytes:
    """Return the sheet as a Word file of one page."""
    from db.server import place, shared_folder

    server = place.read(desk.store.path)
    rows = list(
        _of_this_computer(desk, server.port)
        if shared_folder.is_ours(server)
        else _of_a_server(desk)
    )
    accounts = [
        (one.name, one.person, one.parts_words, "") for one in accounts_of(desk) if one.is_open
    ]
    return _word(desk.office_name, rows, accounts, chinese_date(desk.today))


def _of_this_computer(desk: Desk, port: int) -> Iterator[tuple[str, str]]:
    from db.server import outward, shared_folder

    outside = outward.heard_outward()
    yield "怎样打开", f"这台电脑：双击“{desk.beside.register.name}”，输入账号和口令。"
    yield "放在哪里", f"{desk.beside.register.parent}"
    yield "地址和端口", f"127.0.0.1，端口{port}（这台电脑自己）"
    if outside:
        yield (
            "其他电脑",
            (
                f"地址{_outside_host(desk)}，端口{outside}，连接加密。把“"
                f"{desk.beside.register.stem}{OUTSIDE}”拷过去，双击打开。"
                "那些电脑要装服务器组件；这台电脑要开着，并打开过登记簿。"
            ),
        )
        yield (
            "防火墙",
            (
                f"这台电脑放行TCP端口{outside}的入站连接（只在专用网络、域网络），由管理员执行："
                f'netsh advfirewall firewall add rule name="办件台共用" dir=in action=allow '
                f"protocol=TCP localport={outside} profile=private,domain"
            ),
        )
    else:
        yield "防火墙", "只有这台电脑自己能连接，不用放行。"
    yield "启动和停止", "打开登记簿时自动启动；停止在“设置—共用”里。"
    yield "数据在", f"{shared_folder.folder()}（不要手工改动里面的文件）"
    yield from _of_everybody()


def _outside_host(desk: Desk) -> str:
    """Return the address other computers were told, by their connection file."""
    from db.server import outward, place

    told = desk.beside.register.with_name(f"{desk.beside.register.stem}{OUTSIDE}")
    return place.read(told).host if told.is_file() else outward.own_address()


def _of_a_server(desk: Desk) -> Iterator[tuple[str, str]]:
    from db.server import place

    server = place.read(desk.store.path)
    yield "怎样打开", f"双击“{desk.beside.register.name}”，输入账号和口令。"
    yield "放在哪里", f"{desk.beside.register.parent}"
    yield "地址和端口", f"{server.host}，端口{server.port}，数据库{server.database}"
    yield "防火墙", f"服务器放行办件电脑到TCP端口{server.port}的连接；办件电脑不用放行。"
    yield from _of_everybody()


def _of_everybody() -> Iterator[tuple[str, str]]:
    yield "账号", "由建库账号在“设置—共用”里给、停用、重设口令；各人的口令只当面交给本人。"
    yield "备份", "命令 backup，登记簿写成一个文件，连同文书、附件、模板和清单。"
    yield "移回文件", "“设置—共用—移回文件”，编号、经过、文书都不变，随时可以。"


def _word(
    office: str, rows: list[tuple[str, str]], accounts: Sequence[tuple[str, ...]], day: str
) -> bytes:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    style = document.styles["Normal"]
    is_roomy = len(accounts) <= _ROOMY
    style.font.name, style.font.size = "仿宋", Pt(12 if is_roomy else 10)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    style.paragraph_format.space_after = Pt(4 if is_roomy else 0)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(_TITLE)
    run.bold, run.font.size = True, Pt(18)
    _add_table(document, rows, _WIDTHS_CM)
    document.add_paragraph()
    if accounts:
        _add_table(
            document,
            [("账号", "姓名", "分工", "口令（交本人时写上）"), *accounts],
            _ACCOUNT_WIDTHS_CM,
            has_heads=True,
        )
    else:
        document.add_paragraph("还没有给账号。给好以后请重新打印这张说明。")
    document.add_paragraph()
    for words in (office, day):
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _add_table(
    document: Any,  # noqa: ANN401 - python-docx names its class elsewhere than it makes it
    rows: Sequence[tuple[str, ...]],
    widths: tuple[float, ...],
    *,
    has_heads: bool = False,
) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for number, values in enumerate(rows):
        cells = table.add_row().cells
        for column, (cell, value, width) in enumerate(zip(cells, values, widths, strict=True)):
            cell.text, cell.width = value, Cm(width)
            for run in cell.paragraphs[0].runs:
                run.bold = (has_heads and number == 0) or (not has_heads and column == 0)
    # Word asks the cells for their width, LibreOffice the columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
