"""What is public already: the list taken over, found while a matter is typed, put in a reply."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casework.importing.published_list import documents_in, import_list
from casework.published.index import SURE, Fit, PublicIndex
from casework.published.public_list import fitting, how_many
from db import public_documents
from db.public_documents import PublicDocument
from rules.errors import ClerkError
from tests.casework.importing.ledger_samples import Cell, write

POINTS = "青枫区2024年政务公开工作要点"
ROWS: list[list[Cell]] = [
    ["青枫区主动公开目录"],
    ["序号", "信息名称", "发文字号", "发布日期", "网址"],
    [1, POINTS, "青府办发〔2024〕4号", "2024.3.1", "http://www.example.gov.cn/1.html"],
    [2, "桂苑社区征地补偿安置方案公告", "", "2025-06-05", "http://www.example.gov.cn/2.html"],
    [3, "2023年青枫区部门预算", "", "2023年2月10日", "http://www.example.gov.cn/3.html"],
]


@pytest.fixture
def listed(desk, tmp_path) -> str:
    return import_list(desk, write(tmp_path / "目录.xlsx", ROWS))


def test_a_list_is_taken_over_once(desk, tmp_path, listed) -> None:
    assert listed == "“目录.xlsx”读到3条，新增3条；公开目录现有3条。"
    again = import_list(desk, write(tmp_path / "目录.xlsx", ROWS))
    assert "新增0条" in again
    assert how_many(desk) == 3


def test_what_fits_is_shown_with_its_address(desk, listed) -> None:
    (fit,) = fitting(desk, "申请公开青枫区2024年政务公开工作要点")
    assert fit.words == (
        f"《{POINTS}》（青府办发〔2024〕4号，2024-03-01） http://www.example.gov.cn/1.html"
    )
    assert fit.score >= SURE
    assert fitting(desk, "青府办发[2024]4号")[0].document.title == POINTS
    assert fitting(desk, "桂苑社区征地补偿")[0].document.published_on == "2025-06-05"


def test_another_year_is_another_document(desk, listed) -> None:
    assert fitting(desk, "2024年青枫区部门预算") == []
    assert len(fitting(desk, "2023年青枫区部门预算")) == 1


def test_a_page_of_links_is_a_list_too(tmp_path: Path) -> None:
    page = tmp_path / "目录.html"
    page.write_text(
        '<html><meta charset=utf-8><base href="http://www.example.gov.cn/zw/"><ul>'
        '<li><a href="/a.html" title="桂苑社区征地补偿公告">桂苑…'
        '</a><span>2025-06-05</span></li><li><a href="javascript:0">更多信息公开</a></li></ul>',
        encoding="utf-8",
    )
    assert documents_in(page) == [
        PublicDocument("桂苑社区征地补偿公告", "", "2025-06-05", "http://www.example.gov.cn/a.html")
    ]


def test_a_csv_is_a_list_and_what_lists_nothing_is_said(tmp_path: Path) -> None:
    text = tmp_path / "目录.csv"
    text.write_text("标题,链接\n甲文件目录,http://x\n", encoding="utf-8")
    assert documents_in(text)[0].address == "http://x"
    wrong = write(tmp_path / "别的.xlsx", [["甲", "乙"], [1, 2]])
    with pytest.raises(ClerkError, match="没有找到公开目录"):
        documents_in(wrong)


def test_what_was_released_on_a_request_joins_the_list_with_its_place(desk, do) -> None:
    request_id = do(
        "register",
        None,
        "2026-03-02",
        applicant_name="林一帆",
        information_sought="澄湖村水质检测报告",
    ).request_id
    do("withdraw", request_id, "2026-03-03", note="")
    do(
        "review_publication", request_id, "2026-03-05", decision="PUBLISHED",
        published_on="2026-03-05", place="http://www.example.gov.cn/water.html",
    )  # fmt: skip
    (fit,) = fitting(desk, "请提供澄湖村的水质检测报告")
    assert fit.document.address == "http://www.example.gov.cn/water.html"


def test_a_reply_begins_with_the_place_of_what_is_public(desk, do, listed) -> None:
    from casework.acts import ACTS
    from casework.cases.case_file import load

    request_id = do(
        "register", None, "2026-03-02", applicant_name="林一帆", information_sought=POINTS
    ).request_id
    start = ACTS["decide"].start(desk, load(desk, request_id))
    assert start["access"] == (
        f"《{POINTS}》（青府办发〔2024〕4号）已主动公开，可在http://www.example.gov.cn/1.html查阅"
    )


def _desk(store: str) -> Any:
    return SimpleNamespace(store=store)


def test_the_list_is_made_ready_again_only_where_it_changed(monkeypatch) -> None:
    kept: dict[str, list[PublicDocument]] = {"甲": [PublicDocument(POINTS)], "乙": []}
    made: list[str] = []

    def every(store: str) -> list[PublicDocument]:
        made.append(store)
        return kept[store]

    monkeypatch.setattr(public_documents, "every", every)
    monkeypatch.setattr(public_documents, "state", lambda store: (len(kept[store]), 0))
    desk, other = (_desk(store) for store in kept)
    for _ in range(3):
        assert len(fitting(desk, POINTS)) == 1
        assert fitting(other, POINTS) == []
    assert made == ["甲", "乙"]
    kept["甲"].append(PublicDocument(POINTS.replace("要点", "方案")))
    assert len(fitting(desk, "2024年政务公开工作方案")) == 2
    assert made == ["甲", "乙", "甲"]


def test_of_a_list_of_many_thousands_a_keystroke_compares_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = PublicIndex(
        PublicDocument(f"关于印发第{number}号青枫路{number % 97}期改造工程立项批复的通知")
        for number in range(5_000)
    )
    compared: list[int] = []
    score = PublicIndex._score

    def counted(self: PublicIndex, place: int, wanted: set[str], sought: str) -> float:
        compared[-1] += 1
        return score(self, place, wanted, sought)

    monkeypatch.setattr(PublicIndex, "_score", counted)
    sought = "申请公开青枫路42期改造工程立项批复"
    for length in range(1, len(sought) + 1):
        compared.append(0)
        index.fits(sought[:length])
    assert 0 < max(compared) <= 200


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (POINTS, f"《{POINTS}》"),
        (f"《{POINTS}》", f"《{POINTS}》"),
        (f"关于印发《{POINTS}》的通知", f"《关于印发〈{POINTS}〉的通知》"),
        (f"《{POINTS}》解读", f"《〈{POINTS}〉解读》"),
        ("《甲办法》《乙办法》", "《〈甲办法〉〈乙办法〉》"),
    ],
)
def test_a_title_within_a_title_stands_in_single_brackets(title: str, shown: str) -> None:
    fit = Fit(PublicDocument(title, "青府办发〔2024〕4号", "", "http://x"), 1.0)
    assert fit.words == f"{shown}（青府办发〔2024〕4号） http://x"
    assert fit.access == f"{shown}（青府办发〔2024〕4号）已主动公开，可在http://x查阅"


def test_a_number_in_the_title_is_not_told_twice() -> None:
    number = "青府办发〔2024〕4号"
    for title in (f"《工作要点》（{number}）", f"工作要点（{number}）", "工作要点"):
        fit = Fit(PublicDocument(title, number, "", ""), 1.0)
        assert fit.access == f"《工作要点》（{number}）已主动公开"
