"""Forms in OpenDocument: tables within cells, remarks, and what was struck out."""

from casework.receipt.open_document import open_document_rows

HEAD = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table")
)


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def table(*cells: str) -> str:
    inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table><table:table-row>{inner}</table:table-row></table:table>"


def rows(body: str) -> list[list[str]]:
    around = ("office:document-content", "office:body", "office:text")
    for name in reversed(around):
        body = f"<{name} {HEAD}>{body}</{name}>"
    return [[cell.text for cell in row.cells] for row in open_document_rows(body.encode())]


def test_a_table_within_a_cell_follows_its_row_and_is_read_once() -> None:
    inner = table(p("内"), p("层") + table(p("里"), p("层")))
    assert rows(table(p("姓名") + inner, p("林一帆") + p("周敏"))) == [
        ["姓名", "林一帆\n周敏"], ["内", "层"], ["里", "层"],
    ]  # fmt: skip


def test_a_remark_and_what_was_struck_out_are_not_read() -> None:
    remark = f"<office:annotation>{p('批注')}</office:annotation>"
    struck = (
        f"<text:tracked-changes><text:deletion>{p('删去')}</text:deletion></text:tracked-changes>"
    )
    listed = f"<text:list><text:list-item>{p('一')}</text:list-item></text:list>"
    assert rows(struck + p(f"申请{remark}表") + table(p(f"姓名{remark}"), listed + struck)) == [
        ["申请表"], ["姓名", "一"],
    ]  # fmt: skip


def test_rows_that_head_a_table_are_read() -> None:
    row = f"<table:table-row><table:table-cell>{p('姓名')}</table:table-cell></table:table-row>"
    heads = f"<table:table-header-rows>{row}</table:table-header-rows>"
    assert rows(f"<table:table>{heads}{row}</table:table>") == [["姓名"], ["姓名"]]
