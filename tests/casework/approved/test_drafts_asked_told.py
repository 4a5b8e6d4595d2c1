"""Letters drafted with one field, or two, or all of them still open: where each gap stands."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from casework.acts import ACTS, starting_values
from casework.acts.drafting import GAP_BEGINS, GAP_ENDS, draft_letter, gaps_in
from casework.desk.desk import Desk
from forms.fields import read
from tests.casework.doings import Do

Typed = Mapping[str, Any]
PROVIDED: Typed = {"content": "会议纪要", "kind": "PROVIDED", "provided": "会议纪要"}
UNMADE: Typed = {"content": "评估报告", "kind": "NOT_EXISTING", "reasons": "没有制作"}
ELSEWHERE: Typed = {"content": "规划图", "kind": "NOT_THIS_AGENCY", "reasons": "不归本机关", "other_body": "区规划局", "contact": "86000099"}  # fmt: skip
ARCHIVED: Typed = {
    "kind": "IN_ARCHIVES",
    "made_on": "2010-05-04",
    "other_body": "区档案馆",
    "contact": "86000088",
    "reasons": "已移交",
}
PARTLY: Typed = {"kind": "PARTLY", "provided": "纪要", "withheld": "电话——属于个人隐私", "grounds": ("THIRD_PARTY_RIGHTS",), "public_interest": "没有重大影响", "reasons": "含电话"}  # fmt: skip
REPEATED: Typed = {
    "kind": "REPEATED",
    "earlier": "公开答〔2025〕9号，2025年5月6日",
    "in_spite": "早于本登记簿",
}

UNREADY: Typed = {"kind": "WOULD_HAVE_TO_BE_MADE", "reasons": "没有现成统计"}

ASKED: tuple[tuple[str, Typed], ...] = (
    ("decide", {"kind": "PROVIDED", "provided": "会议纪要", "in_spite": "由本机关作出"}),
    ("decide", {**ARCHIVED, "in_spite": "已查"}),
    ("decide", {**PARTLY, "in_spite": "由本机关作出"}),
    ("decide", REPEATED),
    ("decide_items", {"items": [PROVIDED, ELSEWHERE], "in_spite": "另查"}),
    ("decide_items", {"items": [{**PARTLY, "content": "纪要"}, {**ARCHIVED, "content": "图"}, UNMADE], "in_spite": "另查"}),
    ("notice_fee", {"method": "BY_PAGE", "units": 45, "account": "缴款码"}),
    ("notice_fee", {"method": "BY_PAGE", "units": 120, "decided_yuan": 1000, "reason": "减收"}),
    ("ask_correction", {"items": "名称", "days": 15, "defects": ("CONTENT",), "guidance": "写明文号"}),
    ("extend", {"reason": "量大", "days": 10, "approved_by": "吴处长"}),
    ("ask_reasons", {"facts": "本月已申请40件", "until": "2026-03-20"}),
    ("consult_third_party", {"ref": "甲公司", "content": "合同", "ref_address": "澄湖路1号", "tell_applicant": True}),
    ("consult_agency", {"ref": "区住建局", "role": "JOINT_MAKER", "content": "报告", "tell_applicant": True}),
    ("refer", {"body": "区保密局", "content": "可否公开", "answer_by": "2026-03-20"}),
    ("assign", {"section": "规划科", "handler": "李文"}),
    ("withdraw", {"how": "书面", "note": "已自行取得"}),
    ("serve", {"method": "POST"}),
)  # fmt: skip
REGISTRATIONS: tuple[Typed, ...] = (
    {"applicant_name": "江晓", "information_sought": "规划图", "channel": "IN_PERSON"},
    {"applicant_name": "江晓", "information_sought": "规划图", "channel": "ORAL", "phone": "13800138000", "address": "梧桐里6号"},
    {"applicant_name": "江晓", "information_sought": "规划图", "channel": "ORDINARY_POST", "arrived_on": "2026-02-02", "confirmed_on": "2026-03-09", "late_reason": "地址不详"},
    {"applicant_name": "江晓", "information_sought": "更正年龄", "channel": "IN_PERSON", "nature": "CORRECTION"},
)  # fmt: skip


def without(values: Typed, *places: str) -> dict[str, Any]:
    """Return values with some left out; a place in a row is `items.2.reasons`."""
    left: dict[str, Any] = {}
    for name, value in values.items():
        if name in places:
            continue
        if isinstance(value, list):
            value = [
                {key: one for key, one in row.items() if f"{name}.{number}.{key}" not in places}
                for number, row in enumerate(value, start=1)
            ]
        left[name] = value
    return left


def places_of(values: Typed) -> Iterator[str]:
    for name, value in values.items():
        yield name
        if isinstance(value, list):
            yield from (f"{name}.{at}.{key}" for at, row in enumerate(value, 1) for key in row)


def drafted(desk: Desk, name: str, request_id: int | None, values: Typed) -> Iterator[str]:
    draft = draft_letter(desk, ACTS[name], request_id, values)
    if draft is None:
        form = read(ACTS[name].form, dict(values), today=desk.today)
        missing = gaps_in(ACTS[name], form) if isinstance(form, list) else ()
        yield f"    no letter {[f'{one.field} {one.words}' for one in missing]}"
        return
    texts = [
        line.text.replace(GAP_BEGINS, "〔").replace(GAP_ENDS, "〕") for line in draft.page.lines
    ]
    yield f"    {len(texts)} lines, gaps {[f'{one.field} {one.words}' for one in draft.gaps]}"
    yield from (f"      {text}" for text in texts if "〔" in text.replace("〔20", ""))


def test_where_each_gap_of_a_letter_stands(approved, desk: Desk, do: Do) -> None:
    asked = "1.会议纪要；2.评估报告；3.规划图"
    case = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought=asked
    ).request_id
    do(
        "search",
        case,
        "2026-03-09",
        searched_by="李文",
        scope="档案室",
        keywords="评估报告",
        result="NOT_FOUND",
    )
    waiting = do(
        "register", None, "2026-03-06", applicant_name="江晓", information_sought="合同"
    ).request_id
    other = do(
        "register", None, "2026-03-09", applicant_name="江晓", information_sought="统计表；图"
    ).request_id
    do("consult_third_party", waiting, "2026-03-09", ref="乙公司", content="合同")

    def tell() -> Iterator[str]:
        for name, typed in ASKED:
            begun = starting_values(desk, ACTS[name], case)
            values = {**begun, **typed}
            yield f"== {name} {typed.get('kind', '')}"
            yield from drafted(desk, name, case, values)
            every = list(places_of(typed))
            pairs = [one for one in combinations(every, 2) if one[0] not in ("kind", "items")]
            for some in (*combinations(every, 1), *pairs[-8:], every):
                yield f"  without {' '.join(some)}"
                yield from drafted(desk, name, case, without(values, *some))
        begun = starting_values(desk, ACTS["decide"], waiting)
        for typed in (
            ASKED[0][1],
            UNREADY,
            without(UNREADY, "reasons"),
            {**UNREADY, "in_spite": "另查"},
        ):
            yield f"== decide while a third party is asked {' '.join(map(str, typed.values()))}"
            yield from drafted(desk, "decide", waiting, {**begun, **typed})
        rows = [{**UNREADY, "content": "统计表"}, {"content": "图", "kind": "PROVIDED"}]
        yield "== decide_items of what there is not ready"
        yield from drafted(desk, "decide_items", other, {"on": desk.today, "items": rows})
        for typed in REGISTRATIONS:
            values = {**starting_values(desk, ACTS["register"], None), **typed}
            yield f"== register {' '.join(map(str, typed.values()))}"
            yield from drafted(desk, "register", None, values)
            for place in (*typed, "arrived_on"):
                yield f"  without {place}"
                yield from drafted(desk, "register", None, without(values, place))

    approved("drafts_asked", tell())
