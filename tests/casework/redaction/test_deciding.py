"""What is decided on a paper, place by place, and the way back."""

from pathlib import Path

import pytest

from casework.redaction.deciding import Decisions, Mark, MarkDecision
from casework.redaction.places import Box
from casework.redaction.preparing import prepare
from casework.redaction.secret_kinds import SecretKind
from casework.redaction.suggesting import suggest
from forms.redaction import CoverGround
from tests.casework.redaction.pdf_samples import Sample

COVERED, KEPT, PENDING = MarkDecision.COVERED, MarkDecision.KEPT, MarkDecision.PENDING
LINES = (
    ("林一帆，电话13912345678", "身份证110101199003074227", "住青枫区梧桐里6号2栋301室"),
    ("林一帆，电话13812345679", "文澜路18号规划许可证"),
)


@pytest.fixture
def decided(tmp_path: Path) -> Decisions:
    sample = Sample()
    for at, lines in enumerate(LINES):
        if at:
            sample.page()
        for number, line in enumerate(lines):
            sample.text(60, 760 - 30 * number, line)
    source = tmp_path / "纸.pdf"
    source.write_bytes(sample.bytes())
    folder = tmp_path / "pages"
    folder.mkdir()
    prepared = prepare(source, folder)
    return Decisions(prepared, suggest([page.text for page in prepared.pages]))


def of_kind(decided: Decisions, kind: SecretKind) -> list[Mark]:
    return [mark for mark in decided.marks if mark.found.kind is kind]


def test_a_change_is_taken_back_one_at_a_time(decided: Decisions) -> None:
    assert not decided.can_go_back
    before = decided.marks
    mobiles = of_kind(decided, SecretKind.MOBILE)
    assert len(mobiles) == 2
    decided.decide(mobiles, COVERED)
    decided.decide(mobiles[:1], KEPT, "已公开")
    assert [one.state for one in of_kind(decided, SecretKind.MOBILE)] == [KEPT, COVERED]
    assert of_kind(decided, SecretKind.MOBILE)[0].reason == "已公开"
    decided.back()
    assert {one.state for one in of_kind(decided, SecretKind.MOBILE)} == {COVERED}
    assert decided.can_go_back
    decided.back()
    assert decided.marks == before
    decided.back()
    assert not decided.can_go_back


def test_what_is_covered_again_gives_no_reason(decided: Decisions) -> None:
    mobiles = of_kind(decided, SecretKind.MOBILE)
    decided.decide(mobiles, KEPT, "已公开")
    decided.decide(mobiles, COVERED, "没有意义")
    assert {one.reason for one in of_kind(decided, SecretKind.MOBILE)} == {""}


def test_groups_stand_in_the_order_of_the_pages_with_their_first_ground(decided: Decisions) -> None:
    decided.cover_pending()
    assert decided.groups(PENDING) == []
    groups = decided.groups(COVERED)
    assert [one.page for one in groups] == sorted(one.page for one in groups)
    mobile = next(one for one in groups if one.key == (SecretKind.MOBILE, ""))
    assert (mobile.label, mobile.ground, mobile.reason) == ("13912345678 等手机号码", 2, "")
    identity = next(one for one in groups if one.key[0] is SecretKind.IDENTITY)
    assert identity.label == "110101199003074227"
    assert decided.count(COVERED) == len(decided.marks)
    assert decided.count(COVERED, 0) + decided.count(COVERED, 1) == len(decided.marks)
    assert decided.count(PENDING, 0) == 0


def test_a_ground_is_given_by_its_number_and_added_once(decided: Decisions) -> None:
    mobiles = of_kind(decided, SecretKind.MOBILE)
    for number in (0, 3):
        decided.set_ground(mobiles, number)
    assert not decided.can_go_back
    assert decided.add_ground(CoverGround.TRADE_SECRET) == 3
    assert decided.add_ground(CoverGround.TRADE_SECRET) == 3
    assert decided.add_ground(CoverGround.PRIVACY) == 2
    decided.set_ground(mobiles[:1], 3)
    assert [one.ground for one in of_kind(decided, SecretKind.MOBILE)] == [3, 2]
    decided.decide(mobiles, COVERED)
    assert decided.used_grounds() == [CoverGround.PRIVACY, CoverGround.TRADE_SECRET]
    assert dict(decided.places_by_ground()) == {3: 1, 2: 1}
    assert decided.legends() == {
        0: f"遮盖处的数字：3＝商业秘密（{CoverGround.TRADE_SECRET.basis}）。",
        1: f"遮盖处的数字：2＝个人隐私（{CoverGround.PRIVACY.basis}）。",
    }
    assert decided.covered_words().splitlines() == [
        "手机号码——1处，个人隐私", "手机号码——1处，商业秘密",
    ]  # fmt: skip


def test_words_are_covered_wherever_they_stand(decided: Decisions) -> None:
    assert decided.search("没有的词") == 0
    assert not decided.can_go_back
    assert decided.search("规划许可证") == 1
    (term,) = of_kind(decided, SecretKind.TERM)
    assert (term.state, term.found.places[0][0]) == (COVERED, 1)
    # What is there already is covered where it stands, and not twice.
    count = len(decided.marks)
    mobile = of_kind(decided, SecretKind.MOBILE)[0]
    decided.decide([mobile], KEPT, "已公开")
    assert decided.search("规划许可证") == 1
    assert len(decided.marks) == count
    decided.remove(term)
    assert of_kind(decided, SecretKind.TERM) == []


def test_an_area_too_small_to_be_meant_is_none(decided: Decisions) -> None:
    assert decided.mark_area(0, Box(10, 10, 12.9, 40)) is None
    assert decided.mark_area(0, Box(10, 10, 40, 12.9)) is None
    area = decided.mark_area(0, Box(10, 10, 13, 13), 2)
    assert area is not None
    assert (area.state, area.ground, area.found.kind) == (COVERED, 2, SecretKind.AREA)
    assert decided.at(0, 11, 11) == area
    assert decided.at(1, 11, 11) is None
    assert decided.at(0, 300, 300) is None
    above = decided.mark_area(0, Box(10, 10, 20, 20))
    assert decided.at(0, 11, 11) == above
    label = next(one.label for one in decided.groups(COVERED) if one.key[0] is SecretKind.AREA)
    assert label == "手工框选"
    assert "其他内容——1处，个人隐私" in decided.covered_words()


def test_a_draft_is_gone_on_with(decided: Decisions, tmp_path: Path) -> None:
    decided.add_ground(CoverGround.WORKING_PAPERS)
    decided.search("规划许可证")
    decided.mark_area(1, Box(10, 10, 40, 40), 3)
    mobiles = of_kind(decided, SecretKind.MOBILE)
    decided.decide(mobiles[:1], KEPT, "已公开")
    decided.decide(mobiles[1:], COVERED)
    draft = decided.as_draft()
    again = Decisions(decided.prepared, suggest([page.text for page in decided.prepared.pages]))
    again.take_draft(draft)
    assert again.as_draft() == draft
    assert again.grounds == decided.grounds
    assert again.bars() == decided.bars()
    # What is found no longer is passed over, unless it was covered or marked by hand.
    for one in draft["marks"]:
        one["places"] = [[page, [[side + 300 for side in box] for box in boxes]]
                         for page, boxes in one["places"]]  # fmt: skip
    other = Decisions(decided.prepared, suggest([p.text for p in decided.prepared.pages]))
    other.take_draft(draft)
    assert [one.state for one in of_kind(other, SecretKind.MOBILE)] == [PENDING, PENDING, COVERED]
    assert len(of_kind(other, SecretKind.AREA)) == len(of_kind(other, SecretKind.TERM)) == 1
