"""A case is found by what is noted, how it was posted, what its files are called, however read."""

from pathlib import Path

import pytest

from casework.cases.attachments import add_file
from casework.cases.projection import differences
from db import requests
from db.requests import Query


@pytest.fixture
def case(desk, do, tmp_path) -> int:
    request_id = do(
        "register", None, "2026-03-02", applicant_name="解放", agent_name="曾律师",
        guardian="单雄信",
        information_sought="青枫路批复", mail_number="XA12345678901", channel="SIGNED_POST",
    ).request_id  # fmt: skip
    do("note", request_id, "2026-03-03", text="电话询问过进度，答应月底回音")
    source: Path = tmp_path / "现场照片三张.txt"
    source.write_text("图", encoding="utf-8")
    add_file(desk, request_id, source)
    return request_id


@pytest.mark.parametrize(
    "words",
    [
        "月底回音",
        "XA12345678901",
        "现场照片",
        "xiefang",
        "jiefang",
        "zenglvshi",
        "cenglvshi",
        "单雄信",
        "shanxiongxin",
        "danxiongxin",
    ],
)
def test_a_case_is_found_by_more_than_its_columns(desk, case, words) -> None:
    assert list(requests.ids(desk.store, Query(text=words))) == [case]


def test_what_it_is_searched_by_is_borne_out_by_its_steps(desk, case) -> None:
    assert list(differences(desk)) == []
