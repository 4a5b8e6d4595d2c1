"""A sample office: requests of every channel and outcome, each walked through the real acts.

The office and the people are invented; the documents asked for are real and publicly released.
Every step is an act done on its day, with the clock set to that day, so that the sample register
is made exactly as a clerk would have made it.
"""

import zlib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from casework.acts import ACTS, perform
from casework.desk.counsel_rules import keep_counsel_rules
from casework.desk.desk import Desk, open_desk
from casework.desk.people import keep_absence, keep_person
from casework.sample_affairs import affairs
from casework.sample_doings import DOCUMENTS, Doing, Story
from casework.sample_stories import stories
from casework.year.report_keeping import keep_text
from db import settings
from forms.fields import read
from forms.people import AbsenceForm, PersonForm
from forms.reviewing import CounselRulesForm
from rules.errors import ClerkError
from rules.law import cite
from rules.people import OfficePart
from rules.provisions import FEE_MEASURES, Provision
from rules.report_rows import Applicant
from rules.report_texts import WRITTEN_PARTS

TODAY = date(2026, 11, 20)
OFFICE = {
    "name": "青枫区政务公开局",
    "kind": "COUNTY_DEPARTMENT",
    "ogi_office": "青枫区政务公开局办公室",
    "address": "青枫区澄湖路18号",
    "postcode": "330000",
    "phone": "0791-86000018",
    "contact": "办公室政务公开岗",
    "email": "gongkai@example.org",
    "website": "https://gongkai.example.org",
    "hours": "工作日上午9时至12时、下午1时30分至5时",
    "reconsideration_body": "青枫区人民政府",
    "reconsideration_address": "青枫区澄湖路1号",
    "reconsideration_url": "https://fuyi.example.org",
    "court": "青枫区人民法院",
}


__all__ = ["DOCUMENTS", "OFFICE", "TODAY", "make_sample_office"]


class _Clock:
    """A clock a story can set."""

    def __init__(self) -> None:
        self.set(date(2025, 12, 1))

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date, minute: int = 0) -> None:
        self.now = datetime.combine(day, time(9, minute))


def make_sample_office(path: Path) -> Desk:
    """Make the sample register at `path` and return its desk, on the sample's own day.

    Raises `ClerkError` where a register is already there.
    """
    if path.exists():
        raise ClerkError(f"“{path.name}”已经存在，请换一个文件夹，或者先移走原来的样例。")
    path.parent.mkdir(parents=True, exist_ok=True)
    clock = _Clock()
    desk = open_desk(path, clock=clock, clerk="周敏")
    settings.put(desk.store, "office", OFFICE)
    settings.put(desk.store, "clerk", "周敏")
    desk.forget_settings()
    _people(desk)
    events: list[tuple[date, int, int, Story, Doing | None]] = []
    for number, story in enumerate(stories()):
        confirmed_on = _confirmed_on(desk, story)
        entered_on = confirmed_on or story.arrived_on
        events.append((max(entered_on, story.arrived_on), number, -1, story, None))
        for place, doing in enumerate(story.doings):
            day = desk.outlook.safe.nth_after(story.arrived_on, doing.after_days)
            if day <= TODAY:
                events.append((day, number, place, story, doing))
    events.sort(key=lambda event: event[:3])
    ids: dict[int, int] = {}
    beside = sorted(affairs(), key=lambda one: one[0])
    for minute, (day, number, _place, story, what) in enumerate(events):
        while beside and beside[0][0] < day:
            on, do = beside.pop(0)
            clock.set(on, minute % 60)
            do(desk)
        clock.set(day, minute % 60)
        if what is None:
            ids[number] = _register(desk, story)
        else:
            _act(desk, ids[number], what)
    for on, do in beside:
        clock.set(on, 59)
        do(desk)
    clock.set(TODAY)
    keep_counsel_rules(desk, CounselRulesForm(refused=True, items=3, press=True))
    for heading, text in _report_texts().items():
        keep_text(desk, TODAY.year, heading, text)
    return desk


def _people(desk: Desk) -> None:
    """Enter who works in the office; the leader is away on the sample's own day."""
    clerk, section, reviewer = OfficePart.CLERK, OfficePart.SECTION, OfficePart.REVIEWER
    for name, own, post, *parts in (
        ("周敏", "办公室", "政务公开岗", clerk),
        ("李文", "政务公开科", "科长", section, reviewer),
        ("孙悦", "综合科", "科员", section),
        ("赵立", "财务科", "科长", section),
        ("吴涛", "办公室", "机要员", OfficePart.SECRECY),
        ("郑洁", "", "公职律师", OfficePart.COUNSEL),
        ("何清", "局领导", "副局长", OfficePart.LEADER),
        ("王建国", "局领导", "局长", OfficePart.LEADER),
    ):
        form = PersonForm(
            name=name, section=own, post=post, parts=tuple(parts),
            phone=f"0791-8600{_own_number(name) % 10_000:04d}",
        )  # fmt: skip
        keep_person(desk, form)
    away = (date(2026, 11, 18), date(2026, 11, 25))
    for name, instead, reason in (("王建国", "何清", "出差"), ("孙悦", "李文", "休假")):
        form_away = AbsenceForm(
            who=name, first_on=away[0], last_on=away[1], stand_in=instead, reason=reason
        )
        keep_absence(desk, form_away)


def _report_texts() -> dict[str, str]:
    """Return the written parts of the year's report; its figures are those of the tables."""
    period = cite(Provision.REPORT, Provision.REPORT_CONTENTS)
    return {
        WRITTEN_PARTS[0]: (
            f"本报告依据{period}编制，数据的统计期限为{TODAY.year}年1月1日至{TODAY.year}年12月31日。\n"
            "（一）主动公开。及时公开本机关机构职能、规划计划、财政预决算等信息，"
            "公开指南和目录按机构调整情况更新2次。\n"
            "（二）依申请公开。本年新收政府信息公开申请{{本年新收}}件，上年结转{{上年结转}}件；"
            "本年办结{{办结总数}}件，结转下年度继续办理{{结转下年度}}件。"
            "申请统一登记、逐件审查，期限逐日核算，答复文书写明救济途径。\n"
            "（三）政府信息管理。拟公开的信息一律先经公开审查和保密审查，"
            "对以前不予公开的信息开展一次定期评估审查。\n"
            "（四）政府信息公开平台建设。门户网站“政府信息公开”专栏保持规范，"
            "一楼查阅点每个工作日对外开放。\n"
            "（五）监督保障。明确办公室为政府信息公开工作机构，全年组织业务培训2次；"
            "没有发生因政府信息公开工作受到责任追究的情况。"
        ),
        WRITTEN_PARTS[1]: (
            "存在的主要问题：一是个别申请的办理时间偏长，有的到期限届满前才送达；"
            "二是不予公开的理由写得不够充分，有的被行政复议机关纠正。\n"
            "改进情况：一是把检索、审查的内部时限提前，期限届满前五个工作日仍未办结的逐件督办；"
            "二是对被纠正的案件逐件复盘，修订不予公开的说理范本，并组织承办科室学习。"
        ),
        WRITTEN_PARTS[2]: (
            f"依据{FEE_MEASURES}，本年发出收费通知{{{{收费通知件数}}}}件，"
            "通知总金额{{收费通知金额}}元，实际收取信息处理费的总金额{{实收金额}}元。"
            "没有其他需要报告的事项。"
        ),
    }


def _confirmed_on(desk: Desk, story: Story) -> date | None:
    if story.confirmed_after_days is None:
        return None
    return desk.outlook.safe.nth_after(story.arrived_on, story.confirmed_after_days)


def _own_number(name: str) -> int:
    """Return a number of a name, the same in every run."""
    return zlib.crc32(name.encode()) % 100_000


def _register(desk: Desk, story: Story) -> int:
    values: dict[str, Any] = {
        "applicant_name": story.applicant,
        "applicant_kind": story.kind,
        "id_type": "RESIDENT_ID" if story.kind is Applicant.NATURAL_PERSON else "CREDIT_CODE",
        "channel": story.channel,
        "arrived_on": story.arrived_on,
        "confirmed_on": _confirmed_on(desk, story),
        "information_sought": story.sought or DOCUMENTS[story.document].words,
        # Each applicant has a telephone and a house of her own: who shares them is one person.
        "phone": f"138000{_own_number(story.applicant):05d}",
        "address": f"青枫区样例路{_own_number(story.applicant) % 900 + 1}号",
        **(story.extra or {}),
    }
    return _filled(desk, "register", None, values)


def _act(desk: Desk, request_id: int, doing: Doing) -> None:
    values = {
        name: desk.outlook.safe.nth_after(desk.today, int(value[1:]))
        if isinstance(value, str) and value[:1] == "+" and value[1:].isdecimal()
        else value
        for name, value in doing.values.items()
    }
    _filled(desk, doing.act, request_id, {"on": desk.today, **values})


def _filled(desk: Desk, name: str, request_id: int | None, values: Mapping[str, Any]) -> int:
    act = ACTS[name]
    form = read(act.form, values, today=desk.today)
    if isinstance(form, list):
        raise ClerkError(f"样例“{act.label}”未填妥：{form[0].message}")
    return perform(desk, act, request_id, form).request_id
