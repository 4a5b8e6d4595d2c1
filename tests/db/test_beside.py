from pathlib import Path

import pytest

from db.beside import Beside
from rules.errors import ClerkError


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    return Beside(tmp_path / "登记簿.db")


def test_everything_lies_in_folders_named_after_the_register(
    beside: Beside, tmp_path: Path
) -> None:
    assert beside.letters == tmp_path / "登记簿 文书"
    assert beside.attachments == tmp_path / "登记簿 文书" / "附件"
    assert beside.templates == tmp_path / "登记簿 模板"
    assert beside.copies == tmp_path / "登记簿 备份"


def test_what_a_row_says_of_a_file_finds_it_again(beside: Beside) -> None:
    path = beside.letters / "2026" / "2026-1" / "答复书.docx"
    assert beside.kept_as(path) == "登记簿 文书/2026/2026-1/答复书.docx"
    assert beside.at(beside.kept_as(path)) == path


def test_a_register_under_another_name_finds_its_files_in_either_folder(
    beside: Beside, tmp_path: Path
) -> None:
    other = Beside(tmp_path / "办件.db")
    named = "登记簿 文书/2026/答复书.docx"
    assert other.at(named) == tmp_path / "登记簿 文书" / "2026" / "答复书.docx"
    own = other.letters / "2026" / "答复书.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"x")
    assert other.at(named) == own


@pytest.mark.parametrize(
    "named",
    [
        "/etc/passwd",
        "../登记簿 文书/答复书.docx",
        "登记簿 文书/../../别处.docx",
        "登记簿 文书/..\\..\\别处.docx",
        "C:/Windows/win.ini",
        "登记簿 文书/C:\\Windows\\win.ini",
        "//server/share/答复书.docx",
        "登记簿 文书/答复书.docx:流",
        "别的文件夹/答复书.docx",
        "登记簿 文书",
        "登记簿 文书/\0",
        "",
    ],
)
def test_a_row_cannot_name_a_file_outside_the_folders_of_letters(
    beside: Beside, named: str
) -> None:
    with pytest.raises(ClerkError, match="不在它的文书文件夹里"):
        beside.at(named)


def test_a_link_does_not_lead_out_of_the_folder(beside: Beside, tmp_path: Path) -> None:
    beside.letters.mkdir()
    (beside.letters / "2026").symlink_to("/etc")
    with pytest.raises(ClerkError, match="不在它的文书文件夹里"):
        beside.at("登记簿 文书/2026/passwd")
