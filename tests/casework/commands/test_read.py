"""`read`: what a file fills in, what is in doubt, and what has no field, for another program."""

import json
from pathlib import Path

import pytest

from casework.commands import read as command
from casework.receipt.reading import read_file


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process what the program reads in a child."""
    monkeypatch.setattr(command, "read_application", lambda path: read_file(path, recognise=False))


def test_it_names_fields_as_the_registration_does(tmp_path: Path) -> None:
    path = tmp_path / "来信.txt"
    path.write_text(
        "收文章 2026年3月6日\n申请人类型：公民\n姓名：林一帆\n联系电话：13800000001\n"
        "所需信息：某村征地批复\n获取方式：邮寄\n2026年3月4日\n",
        encoding="utf-8",
    )
    answer = command.read_json(path)
    assert json.loads(json.dumps(answer)) == answer
    assert answer == {
        "fields": {
            "applicant_kind": "NATURAL_PERSON",
            "applicant_name": "林一帆",
            "phone": "13800000001",
            "information_sought": "某村征地批复",
            "obtain_by": "POST",
            "arrived_on": "2026-03-06",
        },
        "doubtful": ["arrived_on"],
        "rest": "申请上写的日期：2026-03-04",
    }


def test_what_has_no_field_is_told_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "来信.eml"
    path.write_text(
        "From: =?utf-8?b?5p6X5LiA5biG?= <lin@example.org>\nTo: office@example.org\n"
        "Subject: apply\nDate: Wed, 04 Mar 2026 09:00:00 +0800\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        "姓名：周敏\n所需信息：某村征地批复\n",
        encoding="utf-8",
    )
    answer = command.read_json(path)
    assert answer["rest"] == "发件人：林一帆\n邮件主题：apply"
