"""Every letter that can be edited can be made: by an act, or as a paper of a case."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casework import acts, books, papers, year
from casework.acts import Done
from casework.desk.desk import Desk
from casework.letters.by_kind import letter_kind_of
from casework.letters.kinds import LetterKind
from casework.papers.case_papers import possible_papers, write_paper
from db import documents
from rules.replies import ReplyKind

Do = Callable[..., Done]


def test_no_letter_is_only_a_template() -> None:
    source = "\n".join(
        path.read_text("utf-8")
        for room in (acts, papers)
        for path in Path(room.__path__[0]).glob("*.py")
    )
    made = {kind for kind in LetterKind if f"LetterKind.{kind.name}" in source}
    made |= {letter_kind_of(kind) for kind in ReplyKind}
    books_source = "\n".join(
        path.read_text("utf-8")
        for room in (books, year)
        for path in Path(room.__path__[0]).glob("*.py")
    )
    # The papers of the books are named as their builders are.
    made |= {kind for kind in LetterKind if f" {kind.key}(" in books_source}
    # The day's list of mail is written by its own builder.
    made |= {LetterKind.MAILING_REGISTER} if "mailing_register(" in source else set()
    assert set(LetterKind) == made | {LetterKind.TIME_LIMIT_PROOF}


def texts(desk: Desk, request_id: int, kind: str) -> list[str]:
    return [one.text for one in documents.of_request(desk.store, request_id) if one.kind == kind]


def test_a_confirmation_has_its_record(desk: Desk, do: Do) -> None:
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="文件",
        channel="INTERNET", phone="13800000000",
    ).request_id  # fmt: skip
    do("confirm", request_id, "2026-03-09", how="电话", note="本人确认提交")
    (text,) = texts(desk, request_id, "confirmation_record")
    assert "2026年3月9日" in text
    assert "本人确认提交" in text
    assert "第三十一条第（三）项" in text


def test_a_call_has_its_record(desk: Desk, do: Do, registered: int) -> None:
    do(
        "phone", registered, "2026-03-09", at="上午9时", subject="核对补正内容",
        text="申请人表示会补充文号", settled="等待补正", incoming=True,
    )  # fmt: skip
    (text,) = texts(desk, registered, "phone_record")
    assert "2026年3月9日上午9时" in text
    assert "对方来电" in text
    assert "申请人表示会补充文号" in text


def test_another_unit_is_asked_for_help_and_no_clock_stops(
    desk: Desk, do: Do, registered: int
) -> None:
    from casework.cases.case_file import load

    before = load(desk, registered).case.due_on
    do(
        "ask_assistance", registered, "2026-03-09", ref="青枫区城建档案馆", task="检索2023年竣工图",
        answer_by="2026-03-16",
    )  # fmt: skip
    (text,) = texts(desk, registered, "assistance_request")
    assert "请于2026年3月16日前（含当日）" in text
    assert load(desk, registered).case.due_on == before


@pytest.mark.parametrize("tells", [True, False])
def test_the_applicant_may_be_told_of_a_consultation(
    desk: Desk, do: Do, registered: int, tells: bool
) -> None:
    do(
        "consult_agency", registered, "2026-03-09", ref="昌江区人民政府办公室", content="文件",
        tell_applicant=tells,
    )  # fmt: skip
    found = texts(desk, registered, "consultation_notice")
    assert len(found) == tells
    if tells:
        assert "书面征求昌江区人民政府办公室的意见" in found[0]
        assert "征求意见所需时间不计算在答复期限内" in found[0]


def test_who_is_represented_signs_a_power_of_attorney(desk: Desk, do: Do) -> None:
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="文件",
        agent_name="周律师",
    ).request_id  # fmt: skip
    offer = next(
        one for one in possible_papers(desk, request_id)
        if one.kind is LetterKind.POWER_OF_ATTORNEY
    )  # fmt: skip
    write_paper(desk, request_id, offer)
    (text,) = texts(desk, request_id, "power_of_attorney")
    assert "代理人：周律师" in text


def test_nobody_represented_needs_none(desk: Desk, registered: int) -> None:
    kinds = [one.kind for one in possible_papers(desk, registered)]
    assert LetterKind.POWER_OF_ATTORNEY not in kinds
