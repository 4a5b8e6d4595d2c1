"""What the clerk wrote for a reply, and the phrases every reply and every item makes of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rules.law import Basis
from rules.replies import ReplyKind
from rules.reply_facts import PartyNature

REASON_MARKS = ("——", "：理由", "|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the clerk wrote for a reply; the names are those of the reply form.

    `provided` and `withheld` hold one item a line, a withheld one with its reason after ——.
    """

    reasons: str = ""
    public_interest: str = ""
    provided: str = ""
    withheld: str = ""
    access: str = ""
    access_time: str = ""
    provision: str = ""
    other_body: str = ""
    contact: str = ""
    earlier: str = ""
    joined: str = ""
    nature: PartyNature | None = None
    course: str = ""
    bases: Sequence[Basis] = field(default=())
    grounds: tuple[ReplyKind, ...] = ()
    enclosures: Sequence[str] = field(default=())

    @property
    def access_words(self) -> str:
        """The way to the information and, where there is one, its time."""
        return "；".join(body_words(one) for one in (self.access, self.access_time) if one.strip())

    @property
    def earlier_words(self) -> str:
        """The former reply with its day and number, within a sentence."""
        return self.earlier.strip().rstrip("。")


REFUSAL_GROUNDS = {
    ReplyKind.REFUSED_STATE_SECRET: "依法确定为国家秘密的政府信息",
    ReplyKind.REFUSED_BARRED_BY_LAW: "法律、行政法规禁止公开的政府信息",
    ReplyKind.REFUSED_SECURITY_OR_STABILITY: (
        "公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息"
    ),
    ReplyKind.REFUSED_THIRD_PARTY_RIGHTS: "公开会对第三方合法权益造成损害的政府信息",
    ReplyKind.REFUSED_INTERNAL_AFFAIRS: "行政机关的内部事务信息",
    ReplyKind.REFUSED_WORKING_PAPERS: "行政机关在履行行政管理职能过程中形成的过程性信息",
    ReplyKind.REFUSED_ENFORCEMENT_FILE: "行政执法案卷信息",
}


def sentence(text: str) -> str:
    """Return a text that ends as a sentence; nothing stays nothing.

    Brackets at its end are part of a sentence, unless they hold the whole or one of their own.
    """
    tidy = text.strip()
    ends = not tidy or tidy[-1] in "。！？：；"
    if tidy[-1:] in ("）", ")"):
        ends = tidy[0] in "（(" or tidy[:-1].endswith(("。", "！", "？"))
    return tidy if ends else f"{tidy.rstrip('，、,.')}。"


def body_words(text: str) -> str:
    """Return a text that stands within a sentence: one line, without its full stop."""
    lines = [line.strip().rstrip("。，；;") for line in text.splitlines() if line.strip()]
    return "；".join(lines)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def names_of(text: str) -> list[str]:
    """Return the lines of a text, each without the mark it ends with: a letter sets its own."""
    return [name for line in lines_of(text) if (name := line.rstrip("。；，; "))]


def listed(text: str) -> str:
    """Return the lines of a text as one enumeration."""
    return "、".join(names_of(text))


_WAYS = {
    "纸质": "以纸质形式",
    "邮寄": "以邮寄方式",
    "电子邮件": "以电子邮件方式",
    "当面领取": "以当面领取方式",
    "网上": "通过网上平台",
    "网上平台": "通过网上平台",
    "现场查阅": "以安排现场查阅的方式",
}


def way_words(obtain_by: str) -> str:
    """Return how information is handed over, in front of 提供."""
    if not obtain_by:
        return "随本答复书"
    return _WAYS.get(obtain_by, f"以{obtain_by.removeprefix('以').removesuffix('方式')}方式")


_CITATIONS_ONLY = re.compile(
    r"^(?:(?:《[^》]+》|第[零〇一二三四五六七八九十百\d]+[条款]|第[（(][一二三四五六七八九十\d]+[）)]项|"
    r"[、，和及以及\s]|的规定)+)[。；]?$"
)


def provision_words(kind: ReplyKind, provision: str) -> str:
    """Return a further provision as a sentence; a bare citation is no sentence."""
    tidy = body_words(provision).removesuffix("的规定")
    if not tidy:
        return ""
    if not _CITATIONS_ONLY.match(tidy):
        return sentence(provision)
    if kind is ReplyKind.REFUSED_STATE_SECRET:
        return f"该信息依照{tidy}的规定确定为国家秘密。"
    if kind is ReplyKind.REFUSED_BARRED_BY_LAW:
        return f"{tidy}禁止公开该信息。"
    return f"有关规定见{tidy}。"


_ASKS_TO_TURN_THERE = re.compile(
    r"[，,；;]?请(?:你|你们|你单位|申请人)?向(.{0,30}?)(?:提出|申请).*$"
)


_MAY_TURN_THERE = re.compile(
    r"^请?(?:你们?|你单位)?(?:可以|可)?(?:通过|依法)?(?:向)?|(?:提出(?:申请)?|反映|咨询)$"
)


def channel_words(said: Said) -> str:
    """Return where something may be brought up, without the words that the letter itself has."""
    return _MAY_TURN_THERE.sub("", body_words(said.other_body)) + (
        f"（{body_words(said.contact)}）" if said.contact.strip() else ""
    )


def named_body(said: Said) -> str:
    """Return the name of another body, without the advice that the letter itself gives."""
    words = body_words(said.other_body)
    asks = _ASKS_TO_TURN_THERE.search(words)
    if asks is None:
        return words.rstrip("，；")
    # Where nothing stands before the advice the name stands within it.
    return words[: asks.start()].rstrip("，；") or asks[1]


def responsible_words(said: Said, you: str) -> str:
    """Return who answers for the information and how to reach it (条例36(五)); empty if unknown."""
    name = named_body(said)
    if not name:
        return ""
    contact = f"（联系方式：{body_words(said.contact)}）" if said.contact.strip() else ""
    return f"负责公开该信息的行政机关是{name}{contact}，请{you}向该机关提出申请。"


def severed_words(grounds: Sequence[ReplyKind]) -> str:
    """Return what makes severance due, as found: withheld, no government information, or both."""
    other = ReplyKind.NOT_GOVERNMENT_INFORMATION in grounds
    withheld = any(kind is not ReplyKind.NOT_GOVERNMENT_INFORMATION for kind in grounds)
    if other and withheld:
        return "不应当公开的内容和不属于政府信息的内容"
    return "不属于政府信息的内容" if other else "不应当公开的内容"


def split_reason(line: str) -> tuple[str, str]:
    """Return a withheld part and why it is withheld, from one line of the form."""
    mark = next((mark for mark in REASON_MARKS if mark in line), "——")
    text, _, reason = line.partition(mark)
    return text.strip(), reason.lstrip("：").strip()


def withheld_words(said: Said) -> str:
    """Return every withheld part with its reason, within a sentence."""
    parts = []
    for line in lines_of(said.withheld):
        text, reason = split_reason(line)
        why = f"，{reason.rstrip('。；')}" if reason else ""
        parts.append(f"{text.rstrip('。；')}{why}")
    return "；".join(parts)
