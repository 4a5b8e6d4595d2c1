"""An office's data as documented tables and papers, to be read without this program."""

import csv
import json
from io import StringIO
from pathlib import Path

from casework.desk.desk import Desk
from casework.reports.workbook import workbook
from db.backup import files_of
from db.export import Table, tables
from db.file_names import SEALED, what_to_check, why
from db.files import copy_whole, write_whole
from db.sealed_papers import content
from forms.live_cells import unlive
from rules.errors import ClerkError

_LONGEST_CELL = 32_767


def export(desk: Desk, folder: Path) -> str:
    """Write every table as csv, xlsx and json and every paper into a new folder; say what it holds.

    Raises `ClerkError` where the folder holds something already, or cannot be written to, and for
    an account that does not see every case.
    """
    desk.must_see_everything()
    try:
        if folder.exists() and any(folder.iterdir()):
            raise ClerkError(f"“{folder.name}”里已有文件，没有改动它们；请指定一个新的文件夹。")
        found = list(tables(desk.store))
        for table in found:
            write_whole(folder / "表格" / f"{table.name}.csv", [_csv(table)])
            write_whole(folder / "表格" / f"{table.name}.json", [_json(table)])
        _write_workbook(folder / "全部表格.xlsx", found)
        papers = 0
        for name, path in files_of(desk.beside):
            if path.suffix == SEALED:
                plain = path.with_name(path.name.removesuffix(SEALED))
                write_whole(folder / name.removesuffix(SEALED), [content(plain)])
            else:
                copy_whole(path, folder / name)
            papers += 1
        write_whole(folder / "说明.md", [_page(desk, found, papers).encode()])
    except OSError as error:
        raise ClerkError(
            f"不能导出到“{folder}”（{why(error)}），{what_to_check(folder)}"
        ) from error
    rows = sum(len(table.rows) for table in found)
    return f"已导出到{folder}：{len(found)}张表、{rows}行，{papers}个文件，附说明。"


def _csv(table: Table) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _ in table.columns])
    for row in table.rows:
        writer.writerow([_quiet(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _quiet(value: object) -> object:
    return unlive(value) if isinstance(value, str) else value


def _json(table: Table) -> bytes:
    names = [name for name, _ in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _write_workbook(path: Path, found: list[Table]) -> None:
    with workbook(path) as book:
        bold = book.add_format({"bold": True})
        for table in found:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for column, (name, _) in enumerate(table.columns):
                sheet.write_string(0, column, name, bold)
            for line, row in enumerate(table.rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(line, column, value[:_LONGEST_CELL])
                    elif value is not None:
                        sheet.write_number(line, column, float(value))
    path.chmod(0o600)


def _page(desk: Desk, found: list[Table], papers: int) -> str:
    lines = [
        f"# {desk.office_name}依申请公开登记簿的导出",
        "",
        f"{desk.clock():%Y-%m-%d %H:%M}导出，共{len(found)}张表、{papers}个文件。",
        "",
        "- `全部表格.xlsx`：每张表一个工作表。超过32767个字的内容在这里截短，以 json 为准。",
        "- `表格/`：每张表一个 csv（UTF-8，带 BOM）和一个 json，内容相同。"
        "csv 中以 = + - @ 开头的内容前加了一个单引号，免得被当作公式。",
        "- `文书/`、`模板/`：全部文书、附件和本机关的模板；`document`、`attachment` 表的"
        "`path` 列说明每个文件属于哪件申请，`sha256` 列是写成时的校验值。",
        "- 登记簿本身是 SQLite 3 文件，可用任何 SQLite 工具只读打开；没有视图，表如下。",
        "",
        "各表以 `request_id` 指向 `request.id`，`step_id` 指向 `step.id`。日期为 ISO 8601。",
    ]
    for table in found:
        lines += ["", f"## {table.name}（{len(table.rows)}行）", "", table.meaning, ""]
        lines += ["| 列 | 类型 |", "|---|---|"]
        lines += [f"| {name} | {kind} |" for name, kind in table.columns]
    return "\n".join(lines) + "\n"
