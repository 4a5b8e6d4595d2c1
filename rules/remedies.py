"""The last paragraph of a letter: whether reconsideration comes first, where, and until when.

Since 2024-01-01 a refusal under 条例14–16 must be reconsidered before it can be sued over
(复议法23①(四)); the letter has to say so (23②). Before that day, and for every other reply, the
applicant chooses. Procedural notices carry no such paragraph.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from rules.errors import ClerkError
from rules.law import Dated, InForce
from rules.mixed_replies import is_withheld, outcome_of
from rules.outcomes import Outcome, Remedy
from rules.periods import (
    LITIGATION_AFTER_RECONSIDERATION_DAYS,
    LITIGATION_MONTHS,
    RECONSIDERATION_2024,
    RECONSIDERATION_DAYS,
)
from rules.practice import Practice
from rules.provisions import OGI_2007_IN_FORCE, OGI_2019_IN_FORCE, Provision
from rules.replies import ReplyKind

REFUSAL_REMEDY = Dated(
    InForce(OGI_2007_IN_FORCE, Remedy.EITHER, Provision.CHALLENGE),
    InForce(OGI_2019_IN_FORCE, Remedy.EITHER, Provision.CHALLENGE),
    InForce(RECONSIDERATION_2024, Remedy.RECONSIDERATION_FIRST, Provision.RECONSIDERATION_FIRST),
)
OTHER_REMEDY = Dated(
    InForce(OGI_2007_IN_FORCE, Remedy.EITHER, Provision.CHALLENGE),
    InForce(OGI_2019_IN_FORCE, Remedy.EITHER, Provision.CHALLENGE),
)
INTERNET_BASIS = Provision.ONLINE_APPLICATION
COURT_IN_GENERAL = "有管辖权的人民法院"


def remedy_for(kind: ReplyKind | Outcome, practice: Practice, on: date) -> Remedy:
    """Return the remedy against one reply, or against a row of the report, made on a day."""
    if isinstance(kind, ReplyKind):
        outcome = outcome_of(kind, practice)
        remedy = kind.remedy if outcome is kind.outcome else outcome.remedy
    else:
        outcome, remedy = kind, kind.remedy
    if outcome is Outcome.REGISTRY_QUERY:
        remedy = practice.registry_query_remedy
    if remedy is Remedy.RECONSIDERATION_FIRST:
        return REFUSAL_REMEDY.on(on).value
    return remedy


class Advice(NamedTuple):
    """The remedy against a whole letter.

    `in_part` says that reconsideration comes first only for what was refused, while the rest of
    the letter may be taken to either.
    """

    remedy: Remedy
    in_part: bool = False


def advice_for(kinds: Collection[ReplyKind], practice: Practice, on: date) -> Advice:
    """Return the remedy against a letter with these replies; the strictest reply decides.

    What was severed because it is no government information was not refused under 条例14–16.
    """
    grounds = [kind for kind in kinds if is_withheld(kind)]
    severed_only = grounds and not any(kind.outcome.is_refusal for kind in grounds)
    remedies = {
        Remedy.EITHER
        if severed_only and kind is ReplyKind.PARTLY
        else remedy_for(kind, practice, on)
        for kind in kinds
    }
    if Remedy.RECONSIDERATION_FIRST in remedies:
        in_part = Remedy.EITHER in remedies or ReplyKind.PARTLY in kinds
        return Advice(Remedy.RECONSIDERATION_FIRST, in_part)
    return Advice(Remedy.EITHER if Remedy.EITHER in remedies else Remedy.NONE)


def remedy_paragraph(
    advice: Advice | Remedy,
    *,
    body: str,
    on: date,
    court: str = "",
    url: str = "",
    document: str = "本答复",
) -> str:
    """Return the paragraph under the law of the day `on`; empty where none belongs there.

    `body` names the body or bodies for reconsideration, `court` the court for a direct suit (the
    competent court where it is empty), `url` the channel for filing on the internet, which a
    letter served electronically must give (复议法22②). Raises `ClerkError` without a body: a
    letter that does not name it gives the applicant a year (复议法20③). What is no longer one
    thought stands on a line of its own.
    """
    remedy, in_part = advice if isinstance(advice, Advice) else (advice, False)
    if remedy is Remedy.NONE:
        return ""
    if not body.strip():
        raise ClerkError(
            "尚未填写行政复议机关，答复书不能写明救济途径，请在设置中补上行政复议机关名称。",
            Provision.REMEDY_UNTOLD,
            "body",
        )
    days = RECONSIDERATION_DAYS.on(on).value
    months = LITIGATION_MONTHS.on(on).value
    after_days = LITIGATION_AFTER_RECONSIDERATION_DAYS.on(on).value
    either = (
        f"可以自收到{document}之日起{days}日内向{body.strip()}申请行政复议，"
        f"也可以自收到{document}之日起{months}个月内直接向"
        f"{court.strip() or COURT_IN_GENERAL}提起行政诉讼。"
    )
    if remedy is Remedy.EITHER:
        text = f"如对{document}不服，{either}"
    else:
        refused = f"{document}中不予公开的内容" if in_part else document
        text = (
            f"如对{refused}不服，应当自收到{document}之日起{days}日内先向{body.strip()}申请行政复议；"
            f"对行政复议决定仍不服的，可以自收到行政复议决定书之日起{after_days}日内"
            f"依法向{COURT_IN_GENERAL}提起行政诉讼。"
        )
        if in_part:
            text += f"\n如对{document}的其他内容不服，{either}"
    if url.strip() and on >= RECONSIDERATION_2024:
        text += f"\n行政复议申请书可以通过互联网渠道提交：{url.strip()}。"
    return text


def missing_channel(*, electronically: bool, url: str, on: date) -> ClerkError | None:
    """Return why a letter served electronically may not go out without the filing channel."""
    if electronically and not url.strip() and on >= RECONSIDERATION_2024:
        return ClerkError(
            "通过互联网渠道送达答复的，应当同时提供提交行政复议申请书的互联网渠道，请在设置中补上网址。",
            INTERNET_BASIS,
            "url",
        )
    return None
