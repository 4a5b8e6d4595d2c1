from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db import requests
from db.integrity import problems, rebuild_search
from db.opening import open_store
from db.request_row import SEARCHED_COLUMNS
from db.requests import Query
from db.search_text import fold, grams, is_exact, sieve, words
from db.store import Store

A_REQUEST = {
    "register_number": "依申请〔2026〕12号", "applicant_name": "单雄信", "agent_name": "吴律师",
    "co_applicants": "秦琼、程咬金", "phone": "13800001234", "id_number": "110101194910010011",
    "matter": "房屋征收补偿方案",
    "information_sought": "东关街道C++项目的批准文件，2018年以来",
    "document_number": "信公复〔2026〕7号",
    "letters_text": "经审查，现予公开。\n附件：ＡＢ座平面图",
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "单", "雄信", "单雄信", "征收补偿", "补偿方", "收补", "案", "sxx", "SXX", "shanxiong", "x",
        "shan", "qinqiong", "cyj", "律师", "138", "1380000", "1234", "0011", "110101194910010011",
        "2026", "12号", "〔2026〕12号", "[2026]12", "（2026）12号",
        "依申请〔2026〕12号", "公复", "c++",
        "C++项目", "项目的批准文件，2018", "ab座", "AB座平面图", "ＡＢ", "，", "、", "+", "++",
        "  单 征收 ", "征收\u3000单", "wls 平面图 7号", "",
    ],
)  # fmt: skip
def test_a_request_is_found_by_any_piece_of_what_it_says(store: Store, text: str) -> None:
    request_id = requests.insert(store, A_REQUEST)
    assert requests.ids(store, Query(text)).tolist() == [request_id]
    assert requests.count(store, Query(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["收征", "补偿房屋", "单雄信吴", "单 没有", "139", "12345", "20268", "案东", "xsx", "-", "“",
     "号单", '"', "*", "AND", "征收 OR 没有", "NEAR", "'; drop table request; --"],
)  # fmt: skip
def test_a_request_is_not_found_by_what_it_does_not_say(store: Store, text: str) -> None:
    requests.insert(store, A_REQUEST)
    assert requests.ids(store, Query(text)).tolist() == []
    assert requests.count(store, Query(text)) == 0


def test_words_that_are_gone_are_not_found_any_more(store: Store) -> None:
    request_id = requests.insert(store, A_REQUEST)
    requests.update(store, request_id, {"matter": "规划许可证", "letters_text": ""})
    assert requests.ids(store, Query("补偿")).tolist() == []
    assert requests.ids(store, Query("平面图")).tolist() == []
    assert requests.ids(store, Query("规划 单")).tolist() == [request_id]
    assert problems(store) == []


@pytest.mark.parametrize("silent", [0, 3, 5, 15, 40])
@pytest.mark.parametrize("descending", [False, True])
def test_common_words_far_down_the_list_are_found(
    store: Store, silent: int, descending: bool
) -> None:
    serials = range(1, silent + 26)
    speaking = serials[:25] if descending else serials[silent:]
    requests.insert_many(
        store,
        (
            {"year": 2026, "serial": serial, "matter": "规划" * (serial in speaking)}
            for serial in serials
        ),
    )
    query = Query("规划", order_by="register_number", descending=descending)
    found = requests.rows(store, requests.ids(store, query, limit=1))
    assert [row.serial for row in found] == [speaking[-1 if descending else 0]]


PIECES = "征收补偿方案王伟12号a〔〕()，ＡA b\n"
TEXTS = st.text(PIECES, max_size=8)
ENTRIES = st.fixed_dictionaries(
    {"matter": TEXTS, "phone": TEXTS, "letters_text": TEXTS},
    optional={"pinyin": TEXTS, "watch_on": st.sampled_from(["2026-03-02", "2026-03-03"])},
)


def says(row: requests.RequestRow, text: str) -> bool:
    """Look the plainest way whether a request says all the words."""
    columns = [fold(getattr(row, name)) for name in SEARCHED_COLUMNS]
    return all(any(word in column for column in columns) for word in words(text))


@pytest.mark.parametrize("many", [0, 2, 20_000], ids=["walking", "either", "fetching"])
@hypothesis_settings(max_examples=40)
@given(
    entries=st.lists(ENTRIES, min_size=1, max_size=6),
    changes=st.lists(st.tuples(st.integers(0, 5), ENTRIES), max_size=3),
    text=TEXTS,
    descending=st.booleans(),
    column=st.sampled_from(["matter", "phone", "watch_on", "applicant_name"]),
)
def test_a_search_finds_what_looking_at_every_request_finds(
    tmp_path_factory: pytest.TempPathFactory,
    many: int,
    entries: list[dict[str, str]],
    changes: list[tuple[int, dict[str, str]]],
    text: str,
    descending: bool,
    column: str,
) -> None:
    path = tmp_path_factory.getbasetemp() / "search.db"
    path.unlink(missing_ok=True)
    with open_store(path) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(store.words), "many_hits", many)
        ids = requests.insert_many(store, ({"pinyin": "", **entry} for entry in entries))
        for at, entry in changes:
            requests.update(store, ids[at % len(ids)], entry)
        query = Query(text, order_by=column, descending=descending)
        everything = requests.ids(store, Query(order_by=column, descending=descending))
        expected = [row.id for row in requests.every(store) if says(row, text)]
        found = requests.ids(store, query).tolist()
        assert found == [request_id for request_id in everything if request_id in expected]
        for limit in (1, 2, 9):
            assert requests.ids(store, query, limit=limit).tolist() == found[:limit]
        assert requests.count(store, query) == len(expected)
        assert problems(store) == []


@given(TEXTS)
def test_text_once_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_any_text_can_be_searched_for(text: str) -> None:
    words(text)
    fold(text).encode()


def test_a_search_index_gone_wrong_is_noticed_and_made_anew(register_path: Path) -> None:
    with open_store(register_path) as store:
        request_id = requests.insert(store, A_REQUEST)
        store.words.clear_pieces(store.connection)
        assert "检索" in problems(store)[0]
        rebuild_search(store)
        assert problems(store) == []
        assert requests.ids(store, Query("征收")).tolist() == [request_id]


def test_text_searched_in_that_no_longer_fits_is_noticed(store: Store) -> None:
    requests.insert(store, A_REQUEST)
    store.run("update request set matter = '另一件事'")
    assert "1件申请" in problems(store)[0]
    rebuild_search(store)
    assert problems(store) == []
    assert requests.count(store, Query("另一件事")) == 1


@pytest.mark.parametrize(
    ("word", "pieces", "decides"),
    [
        ("规", "规", True), ("(", "", False), ("--", "", False), ("规划", "规划", True),
        ("规划局", "规划 划局", False), ("规规规", "规规", False), ("a", "a", True),
        ("ab", "ab", True), ("abc", "abc", True), ("abcd", "abcd", True),
        ("abcde", "abcd bcde", False), ("7号", "7号", True), ("12号", "2号 12", False),
        ("2026-17", "2026 17", False), ("a-b", "a b", False), ("规(划)", "规 划", False),
        ("c++", "c", False), ("甲1-乙", "甲1", False),
    ],
)  # fmt: skip
def test_the_pieces_a_word_is_looked_for_by(word: str, pieces: str, decides: bool) -> None:
    assert sieve(word) == pieces.split()
    assert is_exact(word) is decides
    # Each of them is a piece of every text that holds the word.
    for text in (word, f"前{word}后", f"x {word} y"):
        assert set(pieces.split()) <= set(grams(text).split())


def test_the_pieces_of_a_text() -> None:
    assert grams("") == ""
    assert grams("规划 (局) b12 a") == "1 12 2 a b b1 b12 划 局 规 规划"
    assert grams("abcde") == "a ab abc abcd b bc bcd bcde c cd cde d de e"
