"""Review before release: no item leaves that nobody has found releasable."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.counsel import CounselFacts, CounselRules, is_press, largest_yuan, must_go
from rules.item_review import (
    ItemFinding,
    ReviewResult,
    SecrecyResult,
    disclosed_items,
    finding_of,
    unreviewed,
)
from rules.legality import legality_points
from rules.replies import ReplyKind
from rules.reply_conditions import ConditionStage, unmet
from rules.reply_course import Course, Decision

ON = date(2026, 4, 1)
K = ReplyKind


def finding(
    content: str,
    result: ReviewResult = ReviewResult.RELEASE,
    secrecy: SecrecyResult = SecrecyResult.CLEAR,
) -> ItemFinding:
    return ItemFinding(content, result, secrecy, "李文", "吴涛", "", ON)


REVIEWED = Course(on=ON, reviewed_on=ON, is_reviewed_by_item=True)
TWO = Decision(replies=(K.PROVIDED,), disclosed=("工作要点", "经费表"))


def forbidden(course: Course, decision: Decision) -> set[str]:
    return {one.name for one in unmet(course, decision, ConditionStage.SERVICE)}


def test_each_of_several_items_needs_its_own_review() -> None:
    one = replace(REVIEWED, findings=(finding("《工作要点》"),))
    assert forbidden(one, TWO) == {"items_reviewed"}
    both = replace(REVIEWED, findings=(finding("工作要点"), finding("2025年经费表（正文）")))
    assert forbidden(both, TWO) == set()


def test_a_review_of_before_there_were_items_covers_the_whole() -> None:
    assert forbidden(Course(on=ON, reviewed_on=ON), TWO) == set()
    assert forbidden(Course(on=ON), TWO) == {"reviewed"}


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (finding("经费表", ReviewResult.WITHHOLD), "items_not_withheld"),
        (finding("经费表", secrecy=SecrecyResult.SECRET), "items_not_withheld"),
        (finding("经费表", ReviewResult.DOUBT), "doubts_settled"),
        (finding("经费表", secrecy=SecrecyResult.DOUBT), "doubts_settled"),
    ],
)
def test_what_must_not_leave_does_not(found: ItemFinding, name: str) -> None:
    course = replace(REVIEWED, findings=(finding("工作要点"), found))
    assert forbidden(course, TWO) == {name}


def test_a_doubt_is_settled_by_a_later_decision_only() -> None:
    doubt = finding("经费表", ReviewResult.DOUBT)
    course = replace(REVIEWED, findings=(finding("工作要点"), doubt))
    assert forbidden(replace(course, doubts_settled_on=date(2026, 3, 31)), TWO)
    assert not forbidden(replace(course, doubts_settled_on=ON), TWO)


def test_counsel_and_the_sheet_bind_every_kind_of_reply() -> None:
    refused = Decision(replies=(K.REFUSED_INTERNAL_AFFAIRS,), counsel_reasons=("不予公开",))
    assert forbidden(Course(on=ON), refused) == {"counselled"}
    assert not forbidden(Course(on=ON, counselled_on=ON), refused)
    assert forbidden(Course(on=ON, is_sent_back=True), Decision(replies=(K.REPEATED,))) == {
        "not_sent_back"
    }


def test_items_are_the_lines_of_what_is_provided() -> None:
    assert disclosed_items("工作要点\n\n 经费表 \n") == ("工作要点", "经费表")
    assert unreviewed(("甲",), ()) == ("甲",)
    assert finding_of("《甲》", (finding("甲"),)) is not None
    assert unreviewed(("…",), (finding("甲"),)) == ("…",)


@pytest.mark.parametrize(
    ("rules", "facts", "reasons"),
    [
        (CounselRules(), CounselFacts((K.REFUSED_STATE_SECRET,), items=9, disputes=9), 0),
        (CounselRules(refused=True), CounselFacts((K.REFUSED_STATE_SECRET,)), 1),
        (CounselRules(refused=True), CounselFacts((K.PROVIDED,)), 0),
        (CounselRules(unable=True, declined=True), CounselFacts((K.NOT_EXISTING, K.REPEATED)), 2),
        (CounselRules(disputes=2), CounselFacts((K.PROVIDED,), disputes=1), 0),
        (CounselRules(disputes=2), CounselFacts((K.PROVIDED,), disputes=2), 1),
        (CounselRules(items=3), CounselFacts((K.PROVIDED, K.PARTLY), items=3), 1),
        (CounselRules(yuan=10_000), CounselFacts((K.PROVIDED,), yuan=Decimal(10_000)), 1),
        (CounselRules(press=True), CounselFacts((K.PROVIDED,), is_press=True), 1),
    ],
)
def test_the_office_decides_what_must_go(
    rules: CounselRules, facts: CounselFacts, reasons: int
) -> None:
    assert len(must_go(rules, facts)) == reasons


def test_sums_and_the_press_are_read_from_words() -> None:
    assert largest_yuan("合同金额1.5万元，另付300元") == Decimal(15_000)
    assert largest_yuan("没有金额") == 0
    assert is_press("青枫日报社")
    assert not is_press("青枫明远建材有限公司", "")


def test_the_legality_list_fits_the_reply() -> None:
    refused = {one.words for one in legality_points({K.REFUSED_STATE_SECRET})}
    partly = {one.words for one in legality_points({K.PARTLY}, {K.REFUSED_THIRD_PARTY_RIGHTS})}
    assert any("定密" in words for words in refused)
    assert not any("定密" in words for words in partly)
    assert any("公共利益" in words for words in partly)
    assert any("区分处理" in words for words in partly)
    day = date(2026, 3, 9)
    assert all(one.label(day) for one in legality_points(set(ReplyKind)))
