"""What an act writes: nothing before it is allowed, and to whom it tells what."""

from typing import Any

import pytest

from casework.acts import ACTS, running
from casework.acts.remaking import letters_to_remake
from casework.cases.case_file import load
from casework.desk.desk import Desk
from db import settings
from forms.fields import read
from rules.errors import ClerkError
from tests.casework.conftest import OFFICE
from tests.casework.doings import Do, letter_text

A = "甲公司"


def test_what_the_law_refuses_is_refused_before_a_letter_is_written(
    do: Do, registered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Any] = []
    monkeypatch.setattr(running, "issue", lambda *given: written.append(given))
    with pytest.raises(ClerkError, match="早于收到申请之日"):
        do("ask_correction", registered, "2026-03-05", items="名称")
    assert written == []


def test_a_third_party_is_told_where_its_unsound_objection_gives_way(
    desk: Desk, do: Do, registered: int
) -> None:
    """条例32: who objected in vain is told of the disclosure; a refusal tells it nothing."""
    do("consult_third_party", registered, "2026-03-09", ref=A, content="合同",
       delivered_on="2026-03-09")  # fmt: skip
    do("third_party_answered", registered, "2026-03-10", ref=A, opinion="REFUSE",
       reasons="未说明", good_reason=False)  # fmt: skip
    file = load(desk, registered)

    def letters(name: str, **typed: Any) -> list[str]:
        form = read(ACTS[name].form, {"on": desk.today, "in_spite": "已经核实", **typed})
        assert not isinstance(form, list), form
        plan = ACTS[name].plan(desk, file, form)
        assert ("告知第三方的文书1份" in plan.message) is (len(plan.letters) > 1)
        return [one.kind.key for one in plan.letters]

    both = ["disclosure", "third_party_disclosure"]
    assert letters("decide", kind="PROVIDED", provided="合同") == both
    for kept in (
        {"kind": "REFUSED_WORKING_PAPERS", "reasons": "过程稿"},
        {"kind": "ALREADY_PUBLIC", "access": "网站"},
    ):
        assert len(letters("decide", **kept)) == 1
    given = {"content": "规划图", "kind": "PROVIDED", "provided": "规划图"}
    refused = {
        "content": "合同", "kind": "REFUSED_THIRD_PARTY_RIGHTS", "reasons": "商业秘密",
        "public_interest": "没有重大影响",
    }  # fmt: skip
    assert len(letters("decide_items", items=[given, refused])) == 1
    assert len(letters("decide_items", items=[given, {**given, "content": "合同"}])) == 2


def test_a_letter_whose_act_would_refuse_it_now_is_made_anew_of_what_it_said(
    desk: Desk, do: Do, replied: int
) -> None:
    # Since the reply left, nobody knows any more where a reconsideration is to be asked for.
    settings.put(desk.store, "office", {**OFFICE, "reconsideration_body": "", "phone": "110"})
    desk.forget_settings()
    (ref,) = (one for one in letters_to_remake(desk, load(desk, replied)) if "答复书" in one)
    done = do("remake_letter", replied, "2026-03-24", ref=ref, reason="错字")
    text = letter_text(done)
    assert "公开答〔2026〕2号" in text
    assert "公开答〔2026〕1号" not in text
    assert "向青枫区人民政府申请行政复议" in text
    assert "2026年3月24日" in text
    assert "电话：110" in text
