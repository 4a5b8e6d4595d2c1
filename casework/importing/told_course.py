"""The course of a request told in a sentence: 3.5收，3.20延期，4.2答复公开.

Each clause with a day is one step; a clause whose step is not understood is told and stays with
the request as a note.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from casework.importing.cells import UNTIL, Years, days_in
from casework.importing.words import channel_of, reply_of

_CLAUSES = re.compile(r"[,，;；。\n→]+|(?<=[\u4e00-\u9fff])\s+(?=\d)|(?<=[\u4e00-\u9fff])、(?=\d)")
_DAY = re.compile(
    r"(?:(?:20)?\d\d\s*[年./\-])?\s*\d{1,2}\s*[月./\-]\s*\d{1,2}\s*[日号]?(?!\d)|\d{8}(?!\d)"
)
# In this order: a clause that speaks of a correction received also speaks of receiving.
_STEPS = (
    ("withdrawn_on", r"撤回|撤销申请|申请人撤|不再申请"),
    # What the office sends out comes before what it receives: 通知补正材料, 邮寄补正告知书.
    (
        "correction_noticed_on",
        r"(?<!按)(?<!按照)(?:通知|告知|要求)(?:申请人|其|当事人)?(?:限期|尽快|按期)?(?:提交|进行)?(?:补正|补充材料)"
        r"|补正(?:申请|材料|内容)?的?(?:告知|通知)",
    ),
    (
        "correction_received_on",
        r"(?:收到|收|已|完成|提交|交|寄)(?:到)?(?:了)?.{0,4}补正"
        r"|补正.{0,6}(?:收到|收悉|到|回|完毕|完成|材料|齐)|已补正",
    ),
    ("correction_noticed_on", r"补正|补件|补充材料"),
    (
        "third_party_answered_on",
        r"第三(?:方|人).{0,8}(?:回|复|同意|反对|答|意见收|反馈)|(?:收|回)(?:到)?第三(?:方|人)",
    ),
    ("third_party_sent_on", r"第三(?:方|人)"),
    (
        "agency_answered_on",
        r"(?:收到|回函|反馈).{0,8}(?:机关|单位|部门|局)"
        r"|(?:机关|单位|部门|局).{0,6}(?:回函|反馈|回复|复函)",
    ),
    ("agency_sent_on", r"征求.{0,10}意见|征求意见|发函"),
    ("extended_on", r"延期|延长"),
    ("fee_noticed_on", r"缴费(?:告知|通知)|(?:告知|通知|要求).{0,6}(?:缴|交费)"),
    ("fee_paid_on", r"缴费|已缴|交费|缴纳|到账"),
    ("fee_noticed_on", r"收费"),
    ("filed_on", r"归档|存档"),
    ("assigned_on", r"分办|转办|交办|转.{1,8}(?:科|股|处|室)|批转|派件"),
    # 邮寄收到, 快递申请 come in; 邮寄 alone, 邮寄申请人 goes out.
    (
        "received_on",
        r"(?:邮寄|邮政|寄来|来信|快递|挂号信?|信函|ems|EMS)(?:方式)?(?:申请(?!人)|提交|来件|收)"
        r"|收到?.{0,6}(?:邮寄|来信|寄来|快递).{0,4}(?:申请(?!人)|材料)",
    ),
    ("served_on", r"送达|寄出|邮寄|交邮|签收|领取|寄送|发出答复|发送"),
    ("replied_on", r"答复|办结|回复|公开|不予|不存在|告知|办理完|结案|提供|作出"),
    ("confirmed_on", r"确认"),
    ("registered_on", r"登记|录入|立项"),
    ("received_on", r"收|受理|来件|接到|提交|申请|到件|来访|来信"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _STEPS)
_PENDING = re.compile("拟|预计|计划|应于|须|需于|之前|前答复|到期|届满|截止|待")
# What did not happen, or came back; that a reply was given beside it may still be said.
_NOT_DONE = re.compile(
    "(?:未|没有?)(?:能|予|再|曾|按期|按时|及时|依法|收到|提交|作出|进行|申请|完成)*"
    "(?:收到|补正|补件|补充|征求|延|收费|缴|交费|撤|答复|办结|回复|反馈|告知|送达|寄|签收|领取|归档|分办|转办|确认|登记)"
    "|(?:不|无)(?:需要?|须|用|必|再)?(?:进行)?(?:补正|补件|征求|延|收费|缴|交费|撤)"
    "|退回|退件|拒收|申请延"
)
# A reconsideration or a suit is no receipt and no reply; a reply tells of the right to them.
_CHALLENGE = re.compile("复议|诉讼|起诉|应诉|上诉|法院|开庭")
_RIGHT = re.compile("答复.{0,12}(?:权利|途径|期限|救济)")
# What is handed in within the office has not come from the applicant.
_WITHIN = re.compile("(?:提交|报|送|呈|交).{0,6}(?:审|签|批|领导|局长|主任|法制)")
_UP_TO = re.compile(r"至\s*\d")


@dataclass(slots=True)
class Told:
    """What a text tells: the day of each field, the reply in words, and what was not understood."""

    days: dict[str, date] = field(default_factory=dict)
    reply: str = ""
    channel: str = ""
    not_understood: list[str] = field(default_factory=list)


def may_tell(text: str) -> bool:
    """Tell whether a text names at least one day and a step beside it."""
    plain = unicodedata.normalize("NFKC", text)
    return any(
        _DAY.search(clause) and any(verb.search(clause) for _, verb in _COMPILED)
        for clause in _CLAUSES.split(plain)
    )


def told_in(text: str, years: Years) -> Told:
    """Return what a text tells of the course; its days follow one another."""
    found = Told()
    anchor = years
    for raw in _CLAUSES.split(unicodedata.normalize("NFKC", text)):
        clause = raw.strip()
        if not clause:
            continue
        try:
            days = days_in(UNTIL.sub("", clause) if "延" in clause else clause, anchor)
        except ValueError:
            found.not_understood.append(clause)
            continue
        if not days:
            _without_a_day(clause, found)
            continue
        name = _step_in(_DAY.sub("", clause))
        up_to = "延" not in clause and _UP_TO.search(clause)
        if len(days) > 1 or not name or up_to or _PENDING.search(clause) or name in found.days:
            found.not_understood.append(clause)
            continue
        found.days[name] = days[0]
        anchor = Years(anchor=days[0])
        words = _DAY.sub("", clause).strip()
        if name == "received_on" and channel_of(words):
            found.channel = words
        if name in ("replied_on", "served_on") and not found.reply:
            found.reply = words if reply_of(words) else ""
    return found


def _without_a_day(clause: str, found: Told) -> None:
    """Take words without a day: the reply may follow its day after a comma."""
    if not found.reply and "replied_on" in found.days and reply_of(clause):
        found.reply = clause
    else:
        found.not_understood.append(clause)


def _step_in(words: str) -> str:
    """Return the step a clause speaks of, empty where it was not taken or is none of the reply."""
    done = _NOT_DONE.sub("", words)
    name = _step_of(done)
    if done != words and name != "replied_on":
        return ""
    if _CHALLENGE.search(done) and not _RIGHT.search(done):
        return ""
    return "" if name == "received_on" and _WITHIN.search(done) else name


def _step_of(words: str) -> str:
    return next((name for name, verb in _COMPILED if verb.search(words)), "")
