"""Papers that are not as they were kept, and what lies among them and belongs to no case."""

from pathlib import Path

import pytest

from casework.cases.attachments import add_content, path_of
from casework.desk.desk import Desk
from casework.pages.paper_check import altered_papers, clean, orphans
from casework.papers.issuing import file_of
from db import attachments, documents
from rules.errors import ClerkError
from tests.casework.doings import Do


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


def test_each_paper_that_is_gone_or_altered_is_told_by_its_case_and_name(
    desk: Desk, do: Do, registered: int
) -> None:
    do("ask_correction", registered, "2026-03-09", items="请写明名称", days=15)
    for name in ("底稿.txt", "定稿.txt", "照片.txt"):
        add_content(desk, registered, name, name.encode())
    receipt, notice = documents.of_request(desk.store, registered)
    draft, final, _ = (path_of(desk, one) for one in attachments.everything(desk.store))
    told: list[tuple[int, int]] = []
    assert list(altered_papers(desk, lambda *many: told.append(many))) == []
    assert told == [(at, 5) for at in range(5)]

    changed, altered = "与保存时不一致，已被人在程序之外改动。", file_of(desk, receipt)
    advice = "请从备份中找回；是经办人自己改的，请在案件的文书中登记改稿。"
    altered.write_bytes(b"PK")
    file_of(desk, notice).unlink()
    draft.unlink()
    final.write_bytes(b"1")
    whose = "依申请〔2026〕1号的"
    gone_file = f"{whose}附件“底稿.txt”不在原来的位置（{{}}），请从备份中找回。"
    kept = {one.name: one.path for one in attachments.everything(desk.store)}
    assert list(altered_papers(desk)) == [
        f"{whose}文书“政府信息公开申请接收回执”的文件（{receipt.path}）{changed}{advice}",
        f"{whose}文书“政府信息公开申请补正告知书”不在原来的位置（{notice.path}），"
        "请从备份中找回或者重新生成。",
        gone_file.format(kept["底稿.txt"]),
        f"{whose}附件“定稿.txt”的文件（{kept['定稿.txt']}）{changed}{advice}",
    ]


def test_of_a_letter_taken_back_the_file_may_go_and_may_not_change(
    desk: Desk, do: Do, registered: int
) -> None:
    (receipt,) = documents.of_request(desk.store, registered)
    documents.change(desk.store, receipt.id, {"status": "withdrawn"})
    path = file_of(desk, receipt)
    path.write_bytes(b"PK")
    (said,) = altered_papers(desk)
    assert "与保存时不一致" in said
    path.unlink()
    assert list(altered_papers(desk)) == []


def test_a_row_that_names_a_file_elsewhere_keeps_no_other_from_being_looked_at(
    desk: Desk, registered: int
) -> None:
    (receipt,) = documents.of_request(desk.store, registered)
    add_content(desk, registered, "底稿.txt", b"1")
    (own,) = attachments.everything(desk.store)
    path_of(desk, own).unlink()
    desk.store.run("update document set path = '../../别处.docx' where id = ?", (receipt.id,))
    outside, gone = altered_papers(desk)
    assert outside.startswith("依申请〔2026〕1号的文书“政府信息公开申请接收回执”：")
    assert "底稿.txt”不在原来的位置" in gone
    # The file it names no more is one of nobody's; what is outside is not looked for.
    assert [one.name for one in orphans(desk)] == ["政府信息公开申请接收回执.docx"]


def test_what_no_row_names_is_put_aside_under_its_own_folders(
    desk: Desk, registered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_content(desk, registered, "底稿.txt", b"1")
    (receipt,) = documents.of_request(desk.store, registered)
    place = file_of(desk, receipt).parent
    left = [place / "答复书.docx", place / "答复书.docx.part", place / "答复书.docx.djm"]
    left.append(desk.beside.attachments / "影像.txt")
    # A file Word has open, and one that nobody here writes.
    for path in (*left, place / "~$答复书.docx", place / "便条.txt"):
        path.write_bytes(b"PK")
    stays = [place / "~$答复书.docx", place / "便条.txt", file_of(desk, receipt)]
    found = orphans(desk)
    assert found == sorted(left)
    with monkeypatch.context() as reading:
        reading.setattr(type(desk.store), "is_read_only", property(lambda _: True))
        with pytest.raises(ClerkError, match="登记簿是只读打开的"):
            clean(desk)
    assert orphans(desk) == found
    moved = clean(desk)
    aside = desk.beside.folder / "登记簿 无主文件 2026-03-06 090000"
    letters = desk.beside.letters
    assert moved == [aside / path.relative_to(letters) for path in found]
    assert all(path.is_file() for path in (*moved, *stays))
    assert orphans(desk) == []
