import csv
import json
import os
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from casework.desk.desk import Desk
from casework.safekeeping.exporting import export
from db import settings
from rules.errors import ClerkError


def test_an_export_is_read_without_the_program(desk: Desk, tmp_path: Path) -> None:
    settings.put(desk.store, "clerk", "=HYPERLINK(1)")
    desk.folder.mkdir()
    (desk.folder / "答复书.docx").write_bytes(b"PK")
    said = export(desk, tmp_path / "导出")
    assert "1个文件" in said
    with (tmp_path / "导出" / "表格" / "setting.csv").open(encoding="utf-8-sig") as file:
        rows = dict(csv.reader(file))
    kept = json.loads((tmp_path / "导出" / "表格" / "setting.json").read_text(encoding="utf-8"))
    assert {row["name"] for row in kept} == rows.keys() - {"name"}
    book = CalamineWorkbook.from_path(tmp_path / "导出" / "全部表格.xlsx")
    assert "step" in book.sheet_names
    assert (tmp_path / "导出" / "文书" / "答复书.docx").read_bytes() == b"PK"
    page = (tmp_path / "导出" / "说明.md").read_text(encoding="utf-8")
    assert all(f"## {name}（" in page for name in book.sheet_names)


def test_an_export_goes_into_no_folder_that_holds_something(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "导出").mkdir()
    (tmp_path / "导出" / "别的.txt").touch()
    with pytest.raises(ClerkError, match="已有文件"):
        export(desk, tmp_path / "导出")


def test_where_nothing_can_be_written_the_place_is_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "导出").write_bytes(b"a file")
    with pytest.raises(ClerkError) as refused:
        export(desk, tmp_path / "导出")
    assert refused.value.message.startswith(f"不能导出到“{tmp_path / '导出'}”（")
    assert (tmp_path / "导出").read_bytes() == b"a file"


def test_a_cell_holds_what_a_sheet_takes_and_the_text_beside_it_all(
    desk: Desk, tmp_path: Path
) -> None:
    for number, length in enumerate((32_764, 32_765, 32_766)):
        # As it is kept, with its two quotes.
        settings.put(desk.store, f"long{number}", "x" * length)
    export(desk, tmp_path / "导出")
    book = tmp_path / "导出" / "全部表格.xlsx"
    rows = CalamineWorkbook.from_path(book).get_sheet_by_name("setting").to_python()
    cells = {str(name): str(value) for name, value in rows}
    assert [len(cells[f"long{number}"]) for number in range(3)] == [32_766, 32_767, 32_767]
    kept = json.loads((tmp_path / "导出" / "表格" / "setting.json").read_text(encoding="utf-8"))
    values = {row["name"]: row["value"] for row in kept}
    assert [len(values[f"long{number}"]) for number in range(3)] == [32_766, 32_767, 32_768]
    if os.name == "posix":
        assert book.stat().st_mode & 0o777 == 0o600
