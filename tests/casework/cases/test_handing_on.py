import io
import os
import stat
import zipfile

import pytest

from casework.cases.attachments import add_content, path_of
from casework.cases.handing_on import copy_to_open, danger_of
from casework.desk.desk import Desk
from rules.errors import ClerkError


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    return out.getvalue()


@pytest.fixture
def request_id(registered: int) -> int:
    return registered


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
