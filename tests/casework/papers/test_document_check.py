"""文书体检 on documents of a register, as acts wrote them and as a clerk changed them in Word."""

import dataclasses
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from casework.acts import Done
from casework.desk.desk import Desk
from casework.letters.recalling import brought_up_to_date, recalled
from casework.letters.sample import CASE, OFFICE, samples
from casework.papers.document_check import document_findings
from casework.papers.issuing import file_of
from db import documents, requests
from forms.items_asked import items_of_request as items_of
from rules.replies import ReplyKind

Do = Callable[..., Done]
# These need a correction or a fee to have been asked for, or are an act of their own.
ANOTHER_COURSE = (
    ReplyKind.STILL_UNCLEAR,
    ReplyKind.CORRECTION_LAPSED,
    ReplyKind.FEE_LAPSED,
    ReplyKind.WITHDRAWN,
)


def told(desk: Desk, request_id: int) -> list[str]:
    found = []
    for document in documents.of_request(desk.store, request_id):
        found += [str(finding) for finding in document_findings(desk, document)]
    return found


def test_what_tells_a_third_party_of_the_disclosure_has_no_finding(
    desk: Desk, do: Do, registered: int
) -> None:
    do("consult_third_party", registered, "2026-03-09", ref="某某公司", content="合同")
    do(
        "third_party_answered", registered, "2026-03-11", ref="某某公司", opinion="REFUSE",
        reasons="商业秘密",
    )  # fmt: skip
    done = do(
        "decide", registered, "2026-03-12", kind="PROVIDED", provided="工作要点",
        public_interest="关系居民安全",
    )  # fmt: skip
    assert len(done.documents) == 2
    assert told(desk, registered) == []


def edit(desk: Desk, request_id: int, old: str, new: str) -> None:
    """The clerk changes the latest letter in Word."""
    path = file_of(desk, documents.of_request(desk.store, request_id)[-1])
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts["word/document.xml"].decode()
    assert old in before
    parts["word/document.xml"] = before.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_what_acts_write_has_no_finding(desk: Desk, do: Do, registered: int) -> None:
    do("assign", registered, "2026-03-09", section="政务公开科", handler="李文")
    do(
        "extend",
        registered,
        "2026-03-20",
        reason="需要征求多个科室意见",
        days=10,
        approved_by="吴处长",
    )
    do("decide", registered, "2026-03-31", kind="PROVIDED", provided="《工作要点》")
    assert len(documents.of_request(desk.store, registered)) >= 3
    assert told(desk, registered) == []


@pytest.mark.parametrize(
    "kind",
    [kind for kind in ReplyKind if kind not in ANOTHER_COURSE],
    ids=lambda one: one.name,
)
def test_no_kind_of_reply_has_a_finding_as_it_is_written(
    desk: Desk, do: Do, registered: int, kind: ReplyKind
) -> None:
    said: dict[str, object] = {
        "reasons": "该信息由其他机关制作",
        "public_interest": "不公开不会对公共利益造成重大影响",
        "provided": "《工作要点》",
        "withheld": "附件中的联系电话——属于个人隐私",
        "access": "登录本机关网站查阅",
        "access_time": "每个工作日上午",
        "provision": "《不动产登记暂行条例》第二十七条",
        "other_body": "青枫区不动产登记中心",
        "contact": "0791-86000019",
        "course": "",
        "made_on": "2010-01-01",
        "nature": "MADE_BY_PARTY",
    }
    if kind is ReplyKind.PARTLY:
        said["grounds"] = ("THIRD_PARTY_RIGHTS",)
    prepare(do, registered, kind, said)
    do("decide", registered, "2026-03-20", kind=kind.name, **said)
    assert told(desk, registered) == []


def prepare(do: Do, registered: int, kind: ReplyKind, said: dict[str, object]) -> None:
    """Do what must have happened before a reply of a kind."""
    if kind in (ReplyKind.REFUSED_THIRD_PARTY_RIGHTS, ReplyKind.PARTLY):
        do(
            "consult_third_party", registered, "2026-03-09", ref="某某公司", content="合同",
            delivered_on="2026-03-09",
        )  # fmt: skip
        do(
            "third_party_answered", registered, "2026-03-11", ref="某某公司", opinion="REFUSE",
            reasons="商业秘密",
        )  # fmt: skip
    if kind in (ReplyKind.NOT_EXISTING, ReplyKind.WOULD_HAVE_TO_BE_MADE):
        do(
            "search", registered, "2026-03-10", searched_by="李文", scope="档案室",
            keywords="工作要点", result="NOT_FOUND",
        )  # fmt: skip
    if kind is ReplyKind.REFUSED_STATE_SECRET:
        said["in_spite"] = "密级由上级确定"
    if kind is ReplyKind.REPEATED:
        said |= {
            "earlier": "公开答〔2024〕3号，2024年5月6日",
            "in_spite": "早于本登记簿，已查纸质卷",
        }
    if kind is ReplyKind.RECORD_CORRECTION:
        said["course"] = "核对原件，记录确有一处笔误"
    if kind is ReplyKind.EXCESSIVE:
        do("ask_reasons", registered, "2026-03-09", facts="三个月46件", until="2026-03-16")
        do("give_reasons", registered, "2026-03-12", reasons="想了解", good_reason="否")
    if kind is ReplyKind.MERGED:
        other = do(
            "register", None, "2026-03-09", applicant_name="林一帆", information_sought="同一文件"
        )
        said["joined"] = re.search(r"编号(.+?号)", other.message)[1]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("林一帆", "林一凡", "称谓应为"),
        ("2026年3月6日", "2026年3月5日", "收到日期应为"),
        ("60日内", "30日内", "不是法定期限"),
        ("青枫区人民政府申请", "青枫区政务公开局申请", "行政复议机关"),
        ("第（二）项", "第（一）项", "不是本文书的依据"),
    ],
)
def test_what_the_clerk_spoilt_in_word_is_found(
    desk: Desk, do: Do, registered: int, old: str, new: str, expected: str
) -> None:
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="《工作要点》")
    edit(desk, registered, old, new)
    assert any(expected in sentence for sentence in told(desk, registered))


def test_a_draft_dated_after_the_due_day_is_found(desk: Desk, do: Do, registered: int) -> None:
    do("decide", registered, "2026-04-10", kind="PROVIDED", provided="《工作要点》")
    assert any("已经超过期限届满日" in sentence for sentence in told(desk, registered))


@pytest.mark.parametrize("letter", samples(), ids=lambda letter: letter.kind.key)
def test_a_letter_comes_back_from_the_register_as_it_was(letter) -> None:
    kept = json.loads(json.dumps(dataclasses.asdict(letter)))
    assert recalled(type(letter), kept) == letter
    assert brought_up_to_date(letter, OFFICE, CASE) == letter


def test_a_letter_follows_the_case() -> None:
    renamed = dataclasses.replace(CASE, applicant_name="沈知维", received_on=date(2026, 1, 29))
    letter = dataclasses.asdict(brought_up_to_date(samples()[1], OFFICE, renamed))
    assert letter["applicant"] == "沈知维"
    assert letter["received_on"] == "2026年1月29日"


def test_the_letters_of_the_sample_office_have_no_finding_but_that_one_is_late(
    tmp_path, sample_office
) -> None:
    desk = sample_office(tmp_path)
    try:
        checked, found = 0, []
        for request_id in [row.id for row in requests.every(desk.store)]:
            found += told(desk, request_id)
            checked += len(documents.of_request(desk.store, request_id))
        assert [one for one in found if "超过期限届满日" not in one] == []
        assert len(found) <= 1
        assert checked >= 24
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("sought", "items"),
    [
        (
            "申请公开：1．2023年工作要点；2．预算3.5万元的明细。",
            ["2023年工作要点", "预算3.5万元的明细"],
        ),
        ("一、甲文件\n二、乙文件", ["甲文件", "乙文件"]),
        ("（1）甲文件；（2）乙文件", ["甲文件", "乙文件"]),
        ("《关于印发工作要点的通知》（西府公开办字〔2023〕1号）", []),
        ("1．只有一项", []),
    ],
)
def test_the_items_of_a_request_are_those_it_numbers(sought: str, items: list[str]) -> None:
    assert items_of(sought) == items


def test_an_item_asked_and_not_answered_is_found(desk: Desk, do: Do) -> None:
    request_id = do(
        "register",
        None,
        "2026-03-06",
        applicant_name="林一帆",
        information_sought="1．2023年政务公开工作要点；2．办公楼维修合同；3．公务用车台账",
    ).request_id
    do(
        "decide_items",
        request_id,
        "2026-03-20",
        items="2023年政务公开工作要点——予以公开，提供信息\n"
        "办公楼维修合同——不予公开：过程性信息——尚在审计",
        in_spite="第三项另行答复",
    )
    assert [one for one in told(desk, request_id) if "第3项" in one]
    assert not [one for one in told(desk, request_id) if "第1项" in one or "第2项" in one]


def test_a_number_given_twice_is_found(desk: Desk, do: Do, registered: int) -> None:
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="《工作要点》")
    (reply,) = [one for one in documents.of_request(desk.store, registered) if one.serial]
    documents.add(
        desk.store,
        registered,
        kind="refusal",
        title="另一份",
        created_at=desk.now,
        year=reply.year,
        serial=reply.serial,
    )
    assert any("已经用于另一份文书" in one for one in map(str, document_findings(desk, reply)))
