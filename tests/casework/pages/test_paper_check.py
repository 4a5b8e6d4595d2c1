"""What lies among the letters and belongs to no case: what killed acts left, and nothing else."""

from pathlib import Path

import pytest

from casework.desk.desk import Desk
from casework.pages.paper_check import orphans


@pytest.mark.parametrize("folder", ["打印", "邮寄登记簿", "台账", "督办", "政务公开事务"])
def test_what_is_written_anew_at_each_printing_is_no_orphan(desk: Desk, folder: str) -> None:
    place = desk.folder / folder
    place.mkdir(parents=True)
    (place / "2026年第一季度.docx").write_bytes(b"PK")
    assert orphans(desk) == []


@pytest.mark.parametrize("folder", ["2026", "2026/依申请〔2026〕1号", "附件", "."])
def test_a_file_among_those_of_the_cases_is_one(desk: Desk, folder: str) -> None:
    place: Path = desk.beside.attachments if folder == "附件" else desk.folder / folder
    place.mkdir(parents=True, exist_ok=True)
    left = place / "答复书.docx"
    left.write_bytes(b"PK")
    assert orphans(desk) == [left]
