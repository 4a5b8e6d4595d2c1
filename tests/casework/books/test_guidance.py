"""The library of cases: read from what is printed, shared, and beside a reply being drafted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from casework.acts import Done
from casework.books.entering import enter, entries
from casework.books.guidance import (
    GUIDANCE,
    closeness,
    from_case,
    guidance_words,
    precedents,
    questions_of,
)
from casework.books.guidance_files import (
    cases_in,
    cases_in_lines,
    export_guidance,
    import_guidance,
)
from casework.desk.desk import Desk
from forms.guidance import Authority, Fate, GuidanceCase
from rules.errors import ClerkError
from rules.replies import ReplyKind

Do = Callable[..., Done]
TODAY = date(2026, 3, 6)
PRINTED = """2025年政府信息公开典型案例
案例一：会议纪要能否一律不予公开
【基本案情】2024年5月6日，张某申请公开某局关于青枫路改造的会议纪要，某局以过程性信息为由不予公开。
【处理结果】复议机关认为答复没有说明理由，撤销该答复，责令重新作出答复。
【法律依据】条例第十六条第二款
【典型意义】以过程性信息不予公开的，应当说明公开对决策的影响。
案例二：征地补偿标准已经主动公开
一、基本案情
李某申请公开青枫路征地补偿标准。
二、处理结果
某局告知已经主动公开的网址，复议机关予以维持。
三、典型意义
告知获取途径应当具体到网址。
""".splitlines()
CASE = GuidanceCase(
    name="征地补偿标准", on=TODAY, facts="申请公开青枫路征地补偿标准",
    kind=ReplyKind.ALREADY_PUBLIC, reasoning="补偿标准已经公告。",
    fate=Fate.UPHELD, authority=Authority.OWN, source="12号",
)  # fmt: skip


def test_printed_cases_are_told_apart_with_their_parts() -> None:
    first, second = cases_in_lines(PRINTED, "典型案例", TODAY)
    assert first.name == "会议纪要能否一律不予公开"
    assert first.fate is Fate.CORRECTED
    assert first.authority is Authority.RECONSIDERATION
    assert first.on == date(2024, 5, 6)
    assert first.articles == "条例第十六条第二款"
    assert (second.kind, second.fate) == (ReplyKind.ALREADY_PUBLIC, Fate.UPHELD)
    assert second.facts == "李某申请公开青枫路征地补偿标准。"


@pytest.mark.parametrize(
    ("outcome", "fate"),
    [
        ("法院判决驳回原告要求撤销该答复的诉讼请求。", Fate.UPHELD),
        ("申请人请求撤销该答复，复议机关予以维持。", Fate.UPHELD),
        ("原告诉请确认违法，一审判决驳回。", Fate.UPHELD),
        ("二审撤销一审判决，驳回原告诉讼请求。", Fate.UPHELD),
        ("二审撤销一审判决，责令某局重新答复。", Fate.CORRECTED),
        ("驳回上诉请求，维持撤销该答复的判决。", Fate.CORRECTED),
        ("申请人要求撤销的理由成立，复议机关决定撤销该答复。", Fate.CORRECTED),
        ("申请人撤回复议申请，终止审理。", Fate.MEDIATED),
        ("某局公开了所申请的信息。", Fate.UNCHALLENGED),
    ],
)
def test_what_became_of_a_reply_is_not_what_was_asked_for(outcome: str, fate: Fate) -> None:
    (one,) = cases_in_lines(["案例一：名", "案情：甲", f"处理结果：{outcome}"], "集", TODAY)
    assert one.fate is fate


def test_a_word_a_page_and_a_package_are_read(desk: Desk, tmp_path: Path) -> None:
    word, page = tmp_path / "案例.docx", tmp_path / "案例.html"
    document = Document()
    for line in PRINTED:
        document.add_paragraph(line)
    document.save(str(word))
    page.write_text(
        "<html><body>" + "".join(f"<p>{line}</p>" for line in PRINTED) + "</body></html>",
        encoding="utf-8",
    )
    assert [one.name for one in cases_in(word, "2026-03-06")] == [
        "会议纪要能否一律不予公开", "征地补偿标准已经主动公开",
    ]  # fmt: skip
    assert len(cases_in(page, "2026-03-06")) == 2
    enter(desk, GUIDANCE, CASE)
    package = tmp_path / "案例包.dja"
    assert "已导出1例" in export_guidance(desk, package)
    (shared,) = cases_in(package, "2026-03-06")
    # What was one office's own is another's to whoever reads it.
    assert shared.authority is Authority.OTHER
    assert shared.source == "青枫区政务公开局12号"


@pytest.mark.apart
def test_a_file_is_taken_over_once(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "案例.txt"
    path.write_text("\n".join(PRINTED), encoding="utf-8")
    assert "新增2例" in import_guidance(desk, path)
    assert "新增0例，2例已在库中" in import_guidance(desk, path)
    assert len(entries(desk, GUIDANCE)) == 2


@pytest.mark.parametrize(
    "content", [b"{", b'{"format": 1}', b'{"format": "disclosure-desk guidance 1", "cases": [7]}']
)
def test_a_spoilt_package_is_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "坏.dja"
    path.write_bytes(content)
    with pytest.raises(ClerkError):
        cases_in(path, "2026-03-06")


def test_the_closest_replies_come_first_and_the_overturned_is_marked(
    desk: Desk, do: Do, clock: Any
) -> None:
    asked = {"applicant_name": "冯远", "information_sought": "青枫路南段征地补偿标准"}
    first = do("register", None, "2026-01-05", **asked).request_id
    do(
        "search",
        first,
        "2026-01-06",
        searched_by="李文",
        scope="档案室",
        keywords="补偿",
        result="FOUND",
    )
    do(
        "decide", first, "2026-01-08", kind="REFUSED_WORKING_PAPERS",
        reasons="补偿标准尚在讨论。",
    )  # fmt: skip
    do("serve", first, "2026-01-09", method="POST", mail_number="1")
    do("receive_reconsideration", first, "2026-02-02", body="青枫区人民政府")
    do("decide_reconsideration", first, "2026-03-02", result="CORRECTED")
    other = do(
        "register", None, "2026-03-04", applicant_name="沈括", information_sought="食品抽检结果"
    )
    mine = do("register", None, "2026-03-05", **(asked | {"applicant_name": "苏晴"})).request_id
    clock.day = TODAY
    enter(desk, GUIDANCE, CASE)
    found = precedents(desk, mine)
    assert {one.request_id for one in found} == {first, 0}
    overturned = next(one for one in found if one.request_id == first)
    assert overturned.is_overturned
    assert overturned.reasoning == "补偿标准尚在讨论。"
    assert precedents(desk, mine, "ALREADY_PUBLIC")[0].name == "征地补偿标准"
    assert precedents(desk, other.request_id) == []


def test_a_reply_given_on_the_day_the_other_was_overturned_stands(desk: Desk, do: Do) -> None:
    sought = {"information_sought": "青枫路南段征地补偿标准"}
    first = do("register", None, "2026-01-05", applicant_name="冯远", **sought).request_id
    do("decide", first, "2026-01-08", kind="REFUSED_WORKING_PAPERS", reasons="尚在讨论。")
    do("serve", first, "2026-01-09", method="POST", mail_number="1")
    do("receive_reconsideration", first, "2026-01-20", body="青枫区人民政府")
    do("decide_reconsideration", first, "2026-01-26", result="CORRECTED")
    do("order_reply", first, "2026-01-26", by="RECONSIDERATION", decision="12号")
    do("decide", first, "2026-01-26", kind="ALREADY_PUBLIC", access="网站")
    mine = do("register", None, "2026-03-05", applicant_name="苏晴", **sought).request_id
    assert [(one.on.day, one.fate) for one in precedents(desk, mine)] == [
        (26, Fate.UNCHALLENGED),
        (8, Fate.CORRECTED),
    ]
    taken = from_case(desk, "依申请〔2026〕1号")
    assert (taken.kind, taken.fate, taken.lesson) == (
        ReplyKind.ALREADY_PUBLIC,
        Fate.UNCHALLENGED,
        "",
    )


def test_closeness_is_of_what_is_asked_for() -> None:
    asked = "申请公开青枫路改造工程的施工许可证"
    same = closeness(asked, "请提供青枫路改造工程施工许可")
    assert same == 1.0
    assert closeness(asked, "青枫路改造工程的中标公告") < same
    assert closeness(asked, "2025年度部门决算") < closeness(asked, "青枫路改造工程的中标公告")


def test_an_own_case_goes_in_without_its_applicant(desk: Desk, do: Do) -> None:
    request_id = do(
        "register",
        None,
        "2026-03-06",
        applicant_name="王小明",
        information_sought="王小明户的补偿清单",
    ).request_id
    with pytest.raises(ClerkError, match="还没有作出答复"):
        from_case(desk, "依申请〔2026〕1号")
    do(
        "search", request_id, "2026-03-06", searched_by="李文", scope="档案室", keywords="补偿",
        result="NOT_FOUND",
    )  # fmt: skip
    do("decide", request_id, "2026-03-06", kind="NOT_EXISTING", course="检索档案室，未检索到")
    form = from_case(desk, "1号")
    assert "王小明" not in f"{form.name}{form.facts}{form.reasoning}"
    assert form.kind is ReplyKind.NOT_EXISTING
    assert "条例" in form.articles


def test_questions_are_made_of_the_library(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="还没有写明答复类型"):
        questions_of(desk)
    enter(desk, GUIDANCE, CASE)
    asked, answered = questions_of(desk).split("参考答案：")
    assert "青枫路征地补偿标准" in asked
    assert CASE.kind is not None
    assert CASE.kind.label not in asked
    assert CASE.kind.label in answered


def test_how_many_cases_there_are_and_how_many_did_not_stand(desk: Desk) -> None:
    assert guidance_words([]) == ""
    for fate in (Fate.UPHELD, Fate.CORRECTED, Fate.MEDIATED, Fate.UNCHALLENGED):
        enter(desk, GUIDANCE, replace(CASE, name=f"案例{fate.value}", fate=fate))
    assert guidance_words(entries(desk, GUIDANCE)) == "共4例，其中被纠正1例"
