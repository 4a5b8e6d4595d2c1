import io
import os
import stat
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from casework.cases.attachments import add_content, path_of
from casework.cases.handing_on import copy_to_open, danger_of
from casework.desk.desk import Desk
from rules.errors import ClerkError

RUN = """
appimage application apk appref-ms appx bash bat cdxml chm cmd com command cpl csh deb desktop
deskthemepack diagcab dll exe gadget hlp hta htm html img inf iqy iso jar jnlp js jse ksh
library-ms lnk lua mht mhtml msc msi msix msp mst msu one onepkg oqy php pif pl ps1 ps1xml ps2
psd1 psm1 py pyw rb rdp reg rpm rqy run scf scr sct search-ms settingcontent-ms sh slk svg sys
theme themepack url vb vbe vbs vhd vhdx website wll workflow ws wsc wsf wsh xhtml xll xml zsh
dqy
"""
HOLD_MACROS = """
accda accdb accde ade docm dotm mda mdb mde potm ppa ppam ppsm pptm sldm xla xlam xlsb xlsm xlt
xltm
"""


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def request_id(registered: int) -> int:
    return registered


def test_every_ending_that_runs_or_holds_macros_is_known(desk: Desk, request_id: int) -> None:
    kept = add_content(desk, request_id, "材料", b"plain")
    assert danger_of(desk, kept) == ""
    for endings, why in ((RUN, "能够运行的文件"), (HOLD_MACROS, "带宏的文件")):
        for ending in endings.split():
            said = danger_of(desk, replace(kept, name=f"材料.{ending}"))
            assert said.startswith(f"附件“材料.{ending}”是{why}（.{ending}）"), ending


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("答复.exe", b"MZ", "能够运行的文件（.exe）"),
        ("答复.pdf.EXE", b"MZ", "能够运行的文件（.exe）"),
        ("答复.exe. ", b"MZ", "能够运行的文件（.exe）"),
        ("扫描.lnk", b"L\0\0\0", "能够运行的文件（.lnk）"),
        ("说明.html", b"<script>", "能够运行的文件（.html）"),
        ("图.svg", b"<svg>", "能够运行的文件（.svg）"),
        ("台账.xlsm", b"PK", "带宏的文件（.xlsm）"),
        ("台账.docx", packed("word/document.xml", "word/vbaProject.bin"), "里面带有宏"),
        ("身份证.pdf", b"MZ\x90\0", "内容是可执行程序，与名称不符"),
        ("身份证.jpg", b"\x7fELF", "内容是可执行程序，与名称不符"),
        ("申请.txt", b"#!/bin/sh", "内容是脚本，与名称不符"),
        ("加载项.xll", b"MZ", "能够运行的文件（.xll）"),
        ("台账.xls", OLD + "_VBA_PROJECT_CUR".encode("utf-16-le"), "里面带有宏"),
        ("台账.doc", OLD + b"\0" * (1 << 20) + "_VBA_PROJECT".encode("utf-16-le"), "里面带有宏"),
        ("台账.xlsx", packed("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "里面带有宏"),
        ("申请.doc", rb"{\rtf1{\object\objemb{\*\objdata 0105}}}", "里面嵌有对象"),
        ("答复\u202efdp.exe", b"MZ", "改变文字方向的符号"),
        ("答复\u202egpj.docx", b"PK", "改变文字方向的符号"),
    ],
)
def test_what_could_run_is_told_and_not_opened_unasked(
    desk: Desk, request_id: int, name: str, content: bytes, why: str
) -> None:
    said = danger_of(desk, add_content(desk, request_id, name, content))
    assert why in said
    assert "\u202e" not in said
    assert said.endswith("。")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("身份证.jpg", b"\xff\xd8\xff"),
        ("申请表.pdf", b"%PDF-1.7"),
        ("申请表.docx", packed("word/document.xml")),
        ("坏的.docx", b"PK\3\4 broken"),
        ("旧的.doc", OLD + "没有宏".encode("utf-16-le")),
        ("说明.rtf", rb"{\rtf1 plain}"),
        ("没有结尾", b"plain"),
    ],
)
def test_papers_are_opened_from_a_copy_that_cannot_be_written_to(
    desk: Desk, request_id: int, name: str, content: bytes
) -> None:
    file = add_content(desk, request_id, name, content)
    assert danger_of(desk, file) == ""
    for _ in range(2):
        copy = copy_to_open(desk, file)
        assert copy != path_of(desk, file)
        assert copy.read_bytes() == content
        assert not os.stat(copy).st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_a_kept_file_that_was_altered_is_not_opened_as_what_was_kept(
    desk: Desk, request_id: int
) -> None:
    file = add_content(desk, request_id, "公开件.pdf", b"%PDF-1.4 as it left")
    assert copy_to_open(desk, file).read_bytes() == b"%PDF-1.4 as it left"
    path_of(desk, file).write_bytes(b"%PDF-1.4 another")
    with pytest.raises(ClerkError, match="与存入时不一样"):
        copy_to_open(desk, file)


def test_copies_that_were_opened_go_with_the_program(tmp_path: Path) -> None:
    left = tmp_path / "disclosure-desk-open-killed"
    other = tmp_path / "disclosure-desk-open-at-work"
    for folder in (left, other):
        (folder / "ab").mkdir(parents=True)
        (folder / "ab" / "身份证.jpg").touch(0o400)
    os.utime(left, (1, 1))
    source = tmp_path / "身份证.jpg"
    source.write_bytes(b"scan")
    words = (
        "import sys; from pathlib import Path\n"
        "from casework.cases.handing_on import read_only_copy\n"
        "print(read_only_copy(Path(sys.argv[1]), 'ab' * 32, '身份证.jpg').read_bytes())"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", words, str(source)],
        env={**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)},
        cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "scan" in done.stdout
    assert list(tmp_path.glob("disclosure-desk-open-*")) == [other]
