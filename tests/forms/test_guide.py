from datetime import date

import pytest

from forms.fields import read
from forms.guide import ANSWERS, QUESTIONS, Guide
from rules.replies import ReplyKind

TODAY = date(2026, 3, 9)
ROAD = {
    "on": TODAY,
    "clarity": "CLEAR",
    "nature": "REQUEST",
    "keeper": "THIS_AGENCY",
    "existence": "FOUND",
    "disclosure": "YES",
    "manner": "PROVIDED",
}


def guide(**changed: object) -> Guide | list[str]:
    found = read(Guide, ROAD | changed, today=TODAY)
    return found if isinstance(found, Guide) else [problem.field for problem in found]


def reply_of(**changed: object) -> ReplyKind | None:
    found = guide(**changed)
    assert isinstance(found, Guide), found
    return found.reply


def test_a_road_without_hindrance_ends_in_providing() -> None:
    assert reply_of() is ReplyKind.PROVIDED
    assert reply_of(manner="PUBLIC") is ReplyKind.ALREADY_PUBLIC


@pytest.mark.parametrize(
    ("question", "answer", "reply"),
    [
        ("nature", "ENQUIRY", ReplyKind.ENQUIRY),
        ("keeper", "OTHER_AGENCY", ReplyKind.NOT_THIS_AGENCY),
        ("existence", "NOT_FOUND", ReplyKind.NOT_EXISTING),
        ("disclosure", "PROCESS", ReplyKind.REFUSED_WORKING_PAPERS),
    ],
)
def test_the_first_answer_that_ends_the_road_decides(
    question: str, answer: str, reply: ReplyKind
) -> None:
    later = dict.fromkeys(QUESTIONS[QUESTIONS.index(question) + 1 :])
    assert reply_of(**{**later, question: answer, f"{question}_reason": "见核查记录"}) is reply


def test_the_questions_lead_to_every_kind_of_reply() -> None:
    led_to = {answer.reply for answers in ANSWERS.values() for answer in answers}
    assert led_to == {None, *ReplyKind}


def test_a_kind_of_reply_names_the_answer_that_leads_to_it() -> None:
    assert ANSWERS["keeper"]["OTHER_AGENCY"].reply is ReplyKind.NOT_THIS_AGENCY
    for kind in ReplyKind:
        (led,) = [one for answers in ANSWERS.values() for one in answers if one.reply is kind]
        assert (type(led).__name__, led.label) == (
            kind.answer.question.name.capitalize(),
            kind.answer.words,
        )


def test_an_answer_that_decides_needs_its_reason() -> None:
    later = {"existence": None, "disclosure": None, "manner": None}
    assert guide(keeper="OTHER_AGENCY", **later) == ["keeper_reason"]


def test_a_question_left_out_is_asked_for() -> None:
    assert guide(nature=None) == ["nature"]


def test_a_correction_comes_before_any_reply() -> None:
    later = dict.fromkeys(QUESTIONS[1:])
    assert reply_of(clarity="TO_CORRECT", **later) is None


def test_half_the_road_may_be_kept() -> None:
    assert reply_of(existence=None, disclosure=None, manner=None) is None
