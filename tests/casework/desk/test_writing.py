"""What goes through the one door is whole, leaves no file behind, and is told once."""

import ast
from functools import partial
from pathlib import Path

import pytest

import casework
from casework.acts.undoing import undo
from casework.desk.changes import Changed, What
from casework.desk.writing import writing
from casework.pages.office_settings import expect_units, set_practice, units_expected
from casework.pages.register_check import problems
from casework.papers.case_papers import possible_papers, write_paper
from casework.papers.proofs import print_proof
from db import documents, history, requests, settings
from db.faults import ConflictError, ServerError
from rules.errors import ClerkError

ROOT = Path(casework.__file__).resolve().parents[1]
# The rows that say which file belongs to which register are written before there is a desk.
# The last one notes an encryption in a fresh file that is no desk's yet.
MAY_OPEN_A_TRANSACTION = {
    "casework/desk/writing.py",
    "casework/desk/desk.py",
    "casework/safekeeping/encrypting.py",
}
WRITES = {
    "settings": {"put", "forget"},
    "documents": {"add", "change"},
    "steps": {"append"},
    "requests": {"insert", "update"},
    "attachments": {"add", "change"},
    "calendar_days": {"replace_year", "put_days"},
    "numbers": {"reserve", "give_back"},
}


def calls_in(folder: str):
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield path.relative_to(ROOT).as_posix(), node.func


@pytest.mark.parametrize("folder", ["casework", "desktop"])
def test_a_transaction_is_opened_in_one_place(folder: str) -> None:
    found = {path for path, call in calls_in(folder) if call.attr == "atomic"}
    assert found <= MAY_OPEN_A_TRANSACTION


def test_no_widget_writes_a_row() -> None:
    found = [
        f"{path}: {call.value.id}.{call.attr}"
        for path, call in calls_in("desktop")
        if isinstance(call.value, ast.Name) and call.attr in WRITES.get(call.value.id, set())
    ]
    assert found == []


@pytest.fixture
def heard(desk):
    told: list[Changed] = []
    desk.changes.follow(told.append)
    return told


def test_an_act_is_told_once_and_names_its_request(registered, heard, do) -> None:
    do("assign", registered, "2026-03-07", section="规划科")
    assert heard == [Changed(What.CASE, frozenset({registered}))]


def test_what_fails_is_not_told(desk, heard) -> None:
    def half() -> None:
        with writing(desk, "a try", What.CASE):
            settings.put(desk.store, "half", 1)
            raise ClerkError("磁盘已满，没有写入。")

    with pytest.raises(ClerkError):
        half()
    assert heard == []
    assert settings.value(desk.store, "half", None) is None
    expect_units(desk, ["青枫区卫生健康局"])
    assert heard == [Changed(What.REPORT)]


def test_a_change_inside_another_is_told_with_it(desk, heard) -> None:
    with writing(desk, "outer", What.CASE, request_id=1):
        expect_units(desk, ["青枫区卫生健康局"])
        assert heard == []
    assert heard == [Changed(What.REPORT), Changed(What.CASE, frozenset({1}))]
    assert units_expected(desk) == ["青枫区卫生健康局"]


def test_the_entry_of_the_history_says_what_it_was_about(desk) -> None:
    set_practice(desk, "answer_day_counts", True)
    entry = history.latest(desk.store)
    assert entry is not None
    assert {"note": "set_practice"} in entry.notes


def test_a_practice_that_is_none_changes_nothing(desk, heard) -> None:
    with pytest.raises(ClerkError):
        set_practice(desk, "answer_day_counts", "有时")
    assert heard == []


@pytest.mark.parametrize("what", ["paper", "proof"])
def test_a_paper_whose_row_fails_leaves_no_file(desk, registered, monkeypatch, what: str) -> None:
    request_id = registered

    def refuse(*_: object, **__: object) -> None:
        raise ClerkError("磁盘已满，没有写入。")

    before = sorted(desk.folder.rglob("*.docx"))
    monkeypatch.setattr("casework.papers.issuing.documents.add", refuse)
    offer = possible_papers(desk, request_id)[0]
    make = {"paper": partial(write_paper, offer=offer), "proof": partial(print_proof, place=0)}
    with pytest.raises(ClerkError):
        make[what](desk, request_id)
    assert sorted(desk.folder.rglob("*.docx")) == before


def test_a_paper_stands_when_the_step_before_it_is_taken_back(desk, registered, do) -> None:
    done = do("assign", registered, "2026-03-09", section="规划科")
    proof = print_proof(desk, registered, 0)
    undo(desk, registered, done.step_id or 0)
    assert documents.one(desk.store, proof.document_id).status == "issued"
    assert Path(proof.path).is_file()


@pytest.mark.parametrize("times", [1, 2, 3])
def test_an_act_that_met_another_is_done_again_and_leaves_no_gap(
    desk, do, registered, monkeypatch, times: int
) -> None:
    met: list[int] = []
    commit = desk.store._commit

    def meet(written) -> None:
        if len(met) < times:
            met.append(1)
            raise ServerError("40001", "刚才的操作与别人同时的操作冲突，没有保存。")
        commit(written)

    monkeypatch.setattr(desk.store, "_commit", meet)
    typed = {"applicant_name": "李四", "information_sought": "2025年工作要点"}
    if times < 3:
        done = do("register", None, "2026-03-06", **typed)
        assert requests.one(desk.store, done.request_id).serial == 2
    else:
        with pytest.raises(ConflictError, match="冲突"):
            do("register", None, "2026-03-06", **typed)
        assert requests.how_many(desk.store) == 1
    assert len(met) == times
    assert list(problems(desk)) == []
