import base64
import re
import shutil
import sys
from pathlib import Path

import pytest

from casework.letters import render
from casework.letters.sample import samples
from casework.reports.annual import AnnualReport
from casework.reports.word import write_word
from casework.word import office_program
from casework.word.lost_marks import has_lost_marks, set_to_the_left
from casework.word.office_program import find_soffice, to_pdf, windows_command
from casework.word.parts import opened
from rules.errors import ClerkError
from rules.proactive import Table2


def script_of(words: list[str]) -> str:
    return base64.b64decode(words[-1]).decode("utf-16-le")


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_a_chinese_word_file_becomes_a_pdf_beside_it(tmp_path):
    path = tmp_path / "青枫区 年度报告（2025年）.docx"
    write_word(AnnualReport(2025, "青枫区政务公开局", Table2()), path)
    made = to_pdf(path)
    assert made == path.with_suffix(".pdf")
    assert made.read_bytes().startswith(b"%PDF-")


def test_without_any_program_the_clerk_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(office_program, "_SOFFICE_FOLDERS", ())
    monkeypatch.setattr(sys, "platform", "linux")
    path = tmp_path / "报告.docx"
    path.write_bytes(b"PK")
    with pytest.raises(ClerkError, match="请安装Word、WPS或者LibreOffice"):
        to_pdf(path)


def test_a_program_that_hangs_is_stopped(tmp_path, monkeypatch):
    if shutil.which("sleep") is None:
        pytest.skip("no program that waits")
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\nexec sleep 30\n")
    script.chmod(0o755)
    monkeypatch.setattr(office_program, "find_soffice", lambda: str(script))
    monkeypatch.setattr(sys, "platform", "linux")
    path = tmp_path / "报告.docx"
    path.write_bytes(b"PK")
    with pytest.raises(ClerkError, match=r"超过0\.2秒没有完成"):
        to_pdf(path, seconds=0.2)


def test_a_program_that_cannot_be_started_is_named(tmp_path, monkeypatch):
    script = tmp_path / "soffice"
    script.mkdir()
    monkeypatch.setattr(office_program, "find_soffice", lambda: str(script))
    monkeypatch.setattr(sys, "platform", "linux")
    path = tmp_path / "报告.docx"
    path.write_bytes(b"PK")
    with pytest.raises(ClerkError, match="“soffice”启动不了"):
        to_pdf(path)


def test_windows_is_given_paths_no_quote_can_break():
    source, target = Path("C:/我的 '文书'/答复书.docx"), Path("C:/临时/答复书.pdf")
    script = script_of(windows_command(source, target))
    coded = re.findall(r"FromBase64String\('([^']+)'\)", script)
    assert [base64.b64decode(one).decode() for one in coded] == [str(source), str(target)]
    assert script.index("Word.Application") < script.index("KWPS.Application")


def test_windows_opens_a_workbook_with_excel():
    script = script_of(windows_command(Path("表.xlsx"), Path("表.pdf")))
    assert "Excel.Application" in script
    assert "Word.Application" not in script


def test_a_file_that_is_gone_is_named(tmp_path):
    with pytest.raises(ClerkError, match=r"找不到文件“报告\.docx”"):
        to_pdf(tmp_path / "报告.docx")


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_no_mark_at_the_end_of_a_line_is_lost(tmp_path):
    """LibreOffice leaves it out of a justified line in which it has half a place."""
    letter = next(one for one in samples() if one.kind.key == "not_government_information")
    path = tmp_path / "告知书.docx"
    path.write_bytes(render(letter))
    made = to_pdf(path)
    assert not has_lost_marks(path, made)
    set_to_the_left(path)
    assert b'"both"' not in opened(path)["word/styles.xml"]
