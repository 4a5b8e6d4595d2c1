"""文书体检 of names: all who applied, and who acts for one, are told or not told as is right."""

from collections.abc import Callable

import pytest

from casework.acts import Done
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.letters import Letter, LetterKind, words
from casework.letters.examination import Facts, examine
from casework.letters.letter import record_of
from casework.letters.recalling import recalled
from casework.papers.document_check import examined
from casework.papers.issuing import case_facts, office_facts
from db import documents
from db.documents import Document

Do = Callable[..., Done]
THIRD = "青枫建材有限公司"


@pytest.fixture
def family(do: Do) -> int:
    """A child whose father acts for it, and two who applied beside it."""
    return do(
        "register", None, "2026-03-06", applicant_name="林小满", guardian="林大山",
        agent_name="郑洁", co_applicants="赵立、钱明", information_sought="桂苑社区补偿方案",
    ).request_id  # fmt: skip


def last(desk: Desk, request_id: int) -> Document:
    return documents.of_request(desk.store, request_id)[-1]


def test_a_reply_to_a_child_and_others_names_them_as_it_is_written(
    desk: Desk, do: Do, family: int
) -> None:
    do("decide", family, "2026-03-16", kind="PROVIDED", provided="补偿方案")
    assert "林小满（法定代理人：林大山）、赵立、钱明：" in last(desk, family).text
    assert list(examined(desk, last(desk, family)).findings) == []


@pytest.mark.parametrize(
    "name", ["林小满", "赵立", "钱明", "林大山", "赵立、钱明", "郑洁", "林小满、赵立、钱明"]
)
def test_a_letter_to_a_third_party_names_none_of_them(
    desk: Desk, do: Do, family: int, name: str
) -> None:
    do("consult_third_party", family, "2026-03-09", ref=THIRD, content="补偿方案")
    kept = last(desk, family)
    letter: Letter = recalled(record_of(LetterKind.THIRD_PARTY_CONSULTATION), kept.fields)
    facts = Facts(
        office=office_facts(desk), case=case_facts(desk, load(desk, family)), on=desk.today
    )
    plain = words(letter, desk.templates)
    assert examine(plain, letter, facts) == []
    told = [str(one) for one in examine([*plain, f"申请由{name}提出。"], letter, facts)]
    assert told != []
    assert all("发给第三方的文书不应披露，请删去" in one for one in told)


def test_a_missing_name_is_told(desk: Desk, do: Do, family: int) -> None:
    do("decide", family, "2026-03-16", kind="PROVIDED", provided="补偿方案")
    kept = last(desk, family)
    letter: Letter = recalled(record_of(LetterKind.DISCLOSURE), kept.fields)
    facts = Facts(
        office=office_facts(desk), case=case_facts(desk, load(desk, family)), on=desk.today
    )
    plain = [one.replace("、赵立、钱明", "") for one in words(letter, desk.templates)]
    told = [str(one) for one in examine(plain, letter, facts)]
    assert "没有写明申请人“林小满、赵立、钱明”，请核对称谓。" in told
