"""The manual and the provisions that come with the program, by chapter, found by words."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from casework.programs import own_program
from rules.law import Basis, Regulation
from rules.provisions import (
    ARCHIVES_LAW,
    FEE_MEASURES,
    LITIGATION_LAW,
    OGI,
    RECONSIDERATION_LAW,
    SERVICE_INTERPRETATION,
)

_FOLDER = "资料"
_NAMES = {"manual": "使用手册", "law": "法规条文"}
_MOST_SEEN = 18
_DIGITS = frozenset("一二三四五六七八九十")
_CARRIED = frozenset(
    (OGI, FEE_MEASURES, SERVICE_INTERPRETATION, RECONSIDERATION_LAW, LITIGATION_LAW, ARCHIVES_LAW)
)
_ACTING = "办理"


class Chapter(NamedTuple):
    """A chapter of the manual or a part of one: its heading, its rank (2 or 3), its own text."""

    title: str
    rank: int
    text: str

    @property
    def words(self) -> str:
        """The heading without its number, which moves when a chapter comes before it."""
        number, mark, words = self.title.partition("、")
        return words if mark and set(number) <= _DIGITS else self.title


class Hit(NamedTuple):
    """Where words were found: the chapter, and the line around them."""

    chapter: Chapter
    line: str


class Help(NamedTuple):
    """What F1 is asked for: the words over it, a hint, its source, the form or place it is in."""

    title: str = ""
    hint: str = ""
    basis: Basis | None = None
    about: str = ""


# Where the manual speaks of a form, by its name, or of a place of the window.
_ABOUT: Mapping[str, str] = {
    "Registration": "收件",
    "Confirmation": "收件",
    "Assignment": "分办和流转",
    "SearchRecord": "检索",
    "Review": "审查和签发",
    "Approval": "审查和签发",
    "OutgoingCheck": "审查和签发",
    "Referral": "审查和签发",
    "ReferralAnswered": "审查和签发",
    "Guide": "作出答复",
    "Assistance": "征求意见和对方不回复",
    "Note": "办理",
    "PhoneCall": "办理",
    "CorrectionNotice": "补正",
    "CorrectionReceived": "补正",
    "Delivery": "每件文书的送达",
    "Extension": "延长和延迟答复",
    "ReasonsAsked": "延长和延迟答复",
    "ReasonsGiven": "延长和延迟答复",
    "Deferral": "延长和延迟答复",
    "Withdrawal": "办理",
    "ThirdPartyConsultation": "征求意见和对方不回复",
    "AgencyConsultation": "征求意见和对方不回复",
    "OpinionReceived": "征求意见和对方不回复",
    "FeeNotice": "收费",
    "FeePaid": "收费",
    "FeeRefund": "收费",
    "Reply": "作出答复",
    "MixedReply": "逐项答复",
    "Service": "每件文书的送达",
    "Returned": "退回的邮件",
    "Dispatch": "每件文书的送达",
    "LetterReturned": "退回的邮件",
    "SentCopy": "归档",
    "LetterRemade": "改错的文书",
    "Filing": "归档",
    "ReportRow": "年报",
    "ReconsiderationReceived": "复议和诉讼",
    "ReconsiderationAnswered": "复议和诉讼",
    "ReconsiderationDecided": "复议和诉讼",
    "Suit": "复议和诉讼",
    "Defence": "复议和诉讼",
    "Appeal": "复议和诉讼",
    "Judgment": "复议和诉讼",
    "ReplyOrdered": "答复以后",
    "AnswerOrdered": "答复以后",
    "PublicationReview": "研判",
    "AttachmentRemoval": "附件、遮盖和打包",
    "Redaction": "附件、遮盖和打包",
    "Office": "开始使用",
    "today": "今日和月历",
    "month": "今日和月历",
    "worklist": "办理",
    "receipt": "收件",
    "report": "年报",
    "analysis": "研判",
    "templates": "模板和占位",
    "letters_of_day": "邮寄和今日文书",
    "settings": "开始使用",
    "first_run": "开始使用",
    "import": "导入现有的台账",
    "check": "检查和查证",
    "as_of": "检查和查证",
}


def page(name: str) -> Path | None:
    """Return the page `manual` or `law` as it lies with the program, None where it does not."""
    packed = own_program.folder() / _FOLDER / f"{_NAMES[name]}.md"
    source = own_program.folder() / "docs" / f"{name}.md"
    return next((one for one in (packed, source) if one.is_file()), None)


def picture(name: str) -> Path:
    """Return where a picture of the manual lies, named as the manual names it: images/today.png."""
    packed = own_program.folder() / _FOLDER / "图片" / name.rpartition("/")[2]
    return packed if packed.is_file() else own_program.folder() / "docs" / name


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return the manual's chapters and their parts in order; none where it does not lie here."""
    found = page("manual")
    return () if found is None else tuple(cut(found.read_text(encoding="utf-8")))


def cut(text: str) -> Iterator[Chapter]:
    """Yield the chapters (##) and parts (###) of a page, each with the text under it alone."""
    heading, lines, is_code = None, list[str](), False
    for line in text.splitlines():
        is_code ^= line.startswith("```")
        marks, _, words = line.partition(" ")
        if marks in ("##", "###") and not is_code:
            if heading is not None:
                yield Chapter(*heading, "\n".join(lines).strip())
            heading, lines = (words.replace("`", "").strip(), len(marks)), []
        else:
            lines.append(line)
    if heading is not None:
        yield Chapter(*heading, "\n".join(lines).strip())


def chapter_about(name: str) -> Chapter | None:
    """Return where the manual speaks of a form (by its class) or a place of the window.

    None where the manual does not lie here; of a form that has no part of its own, that on acting.
    """
    wanted = _ABOUT.get(name, _ACTING)
    return next((one for one in chapters() if one.words.startswith(wanted)), None)


def search(words: str) -> list[Hit]:
    """Return where all the words typed stand in one chapter, those in a heading first."""
    parts = words.lower().split()
    if not parts:
        return []
    hits: list[tuple[bool, Hit]] = []
    for chapter in chapters():
        whole = f"{chapter.title}\n{chapter.text}".lower()
        if all(part in whole for part in parts):
            in_title = all(part in chapter.title.lower() for part in parts)
            hits.append((not in_title, Hit(chapter, _line(chapter, parts[0]))))
    return [hit for _, hit in sorted(hits, key=lambda one: one[0])]


def _line(chapter: Chapter, word: str) -> str:
    """Return the words around the first place a word stands, without the marks of the page."""
    plain = " ".join(chapter.text.replace("**", "").replace("|", " ").replace("`", "").split())
    at = max(plain.lower().find(word), 0)
    begin = max(at - _MOST_SEEN // 2, 0)
    seen = plain[begin : begin + 2 * _MOST_SEEN]
    return ("…" if begin else "") + seen + ("…" if begin + 2 * _MOST_SEEN < len(plain) else "")


@cache
def _provisions() -> dict[tuple[str, str], str]:
    found = page("law")
    if found is None:
        return {}
    kept, regulation = dict[tuple[str, str], str](), ""
    for part in cut(found.read_text(encoding="utf-8")):
        regulation = part.title if part.rank == 2 else regulation
        kept[regulation, part.title] = part.text
    return kept


def provision(basis: Basis) -> str:
    """Return the text of an article the program carries, or an empty text where it carries none."""
    if basis.regulation not in _CARRIED:
        # An earlier version has the same name, and other articles.
        return ""
    article = Basis(basis.regulation, basis.article, 0, 0).place
    return _provisions().get((basis.regulation.title, article), "")


def is_in_full(regulation: Regulation) -> bool:
    """Tell whether the articles of a regulation are carried word for word and not in substance."""
    head = _provisions().get((regulation.title, regulation.title), "")
    return bool(head) and "要点" not in head
