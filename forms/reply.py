"""The reply: which kind, on what facts; and its service."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from forms.choices import HowReceived, ServiceMethod
from forms.fields import Label, Problem, RowSummary
from forms.reply_facts import FACT_FIELD, ReplyFacts, fields_asked
from forms.service import receipt_problems
from rules.mixed_replies import conflicts
from rules.provisions import Provision
from rules.replies import ReplyKind
from rules.report_rows import BASIS as REPORT_BASIS


@dataclass(frozen=True, kw_only=True)
class _Dated:
    """A reply bears the day on which it is made."""

    on: Annotated[date, Label("成文日期", help="印在答复书上；是否按期看送达日，不看成文日期")]


@dataclass(frozen=True, kw_only=True)
class Reply(ReplyFacts, _Dated):
    """The decision on a request and the facts its letter must state (条例36—39)."""

    title: ClassVar[str] = "作出答复"

    in_spite: Annotated[
        str, Label("仍然这样答复的理由", help="程序提示缺少某一步时填写", lines=2, folded=True)
    ] = ""
    drafted_by: Annotated[str, Label("承办人", suggest="handlers", folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that every fact the kind of reply must state is given, and its grounds."""
        yield from self.missing()


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """An item repeats what the applicant asked for."""

    content: Annotated[str, Label("申请的内容", help="取自申请原文", lines=2)]


@dataclass(frozen=True, kw_only=True)
class ReplyItem(ReplyFacts, _Asked):
    """One item of a request, answered in its own way with the facts its kind demands."""

    title: ClassVar[str] = "一项答复"

    def problems(self) -> Iterator[Problem]:
        """Check what its kind must state; what ends the whole request is no answer to an item."""
        if self.kind.closes_the_whole_request:
            yield Problem(
                "kind", f"“{self.kind.label}”针对整件申请，不能用于其中一项，请改用“作出答复”。"
            )
        yield from self.missing()

    @classmethod
    def asked_by(cls, values: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the fields the kind chosen must fill, and those it leaves out of sight."""
        all_facts = frozenset(FACT_FIELD.values()) | {"grounds"}
        kind = values.get("kind")
        chosen = kind if isinstance(kind, ReplyKind) else ReplyKind.__members__.get(str(kind or ""))
        if chosen is None:
            return frozenset(), all_facts
        needed, possible = fields_asked(chosen)
        return needed, all_facts - needed - possible

    HEADS: ClassVar[tuple[str, str, str]] = (
        "申请的内容（取自原文）", "答复类型", "这一类型要写明的",
    )  # fmt: skip
    # 公开、部分、掌握不了、转告: what answers most items, by the letter that stands for it.
    KEYS: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "G": {"kind": ReplyKind.PROVIDED.name},
        "B": {"kind": ReplyKind.PARTLY.name},
        "M": {"kind": ReplyKind.NOT_EXISTING.name},
        "Z": {"kind": ReplyKind.NOT_THIS_AGENCY.name},
        "Y": {"kind": ReplyKind.ALREADY_PUBLIC.name},
    }

    @classmethod
    def summary(cls, values: Mapping[str, Any], on: date) -> RowSummary:
        """Return what an item says of itself while it is closed, citing the law of a day."""
        kind = values.get("kind")
        chosen = kind if isinstance(kind, ReplyKind) else ReplyKind.__members__.get(str(kind or ""))
        # Several facts may stand in one field: it is said once.
        named = dict.fromkeys(FACT_FIELD.values())
        facts = [str(values.get(name) or "").strip() for name in named]
        return RowSummary(
            str(values.get("content") or ""),
            "" if chosen is None else chosen.label,
            "" if chosen is None or not chosen.bases else chosen.bases[0].on(on).short,
            "；".join(" ".join(fact.split()) for fact in facts if fact),
        )

    @classmethod
    def in_words(cls, line: str) -> dict[str, Any]:
        """Return the values of an item from one line of the former form: 内容——类型——理由."""
        text, _, rest = line.strip().partition("——")
        words, _, reason = rest.partition("——")
        kind = kind_named(words)
        field = "reasons" if kind is None else _SAID_IN.get(kind, "reasons")
        # What is handed over was often not named a second time.
        said = reason.strip() or (text.strip() if kind is ReplyKind.PROVIDED else "")
        return {"content": text.strip(), "kind": kind, field: said}


_SAID_IN = {
    ReplyKind.PROVIDED: "provided",
    ReplyKind.ALREADY_PUBLIC: "access",
    ReplyKind.ACCESS_TOLD: "access",
    ReplyKind.PUBLICATION: "access",
    ReplyKind.NOT_EXISTING: "course",
    ReplyKind.REPEATED: "earlier",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedReply:
    """One letter that answers several items, each in its own way (条例36、37)."""

    title: ClassVar[str] = "逐项答复"

    on: Annotated[date, Label("成文日期")]
    items: Annotated[
        tuple[ReplyItem, ...], Label("逐项答复", help="申请的每一项各填一行", basis=Provision.REPLY)
    ]
    in_spite: Annotated[
        str, Label("仍然这样答复的理由", help="程序提示缺少某一步时填写", lines=2, folded=True)
    ] = ""
    drafted_by: Annotated[str, Label("承办人", suggest="handlers", folded=True)] = ""

    @property
    def kinds(self) -> tuple[ReplyKind, ...]:
        """The reply to each item, with what withheld parts rest on."""
        return tuple(kind for item in self.items for kind in item.kinds)

    def problems(self) -> Iterator[Problem]:
        """Check that there are several items and that their replies may stand together."""
        if len(self.items) == 1:
            yield Problem("items", "只有一项的，请用“作出答复”办理。")
        for sentence in conflicts(self.kinds) if len(self.items) > 1 else ():
            yield Problem("items", sentence, Provision.REPLY)
        asked = [item.content for item in self.items]
        for number, text in enumerate(asked, start=1):
            if asked.index(text) < number - 1:
                yield Problem(
                    f"items.{number}.content",
                    f"第{number}项与第{asked.index(text) + 1}项内容相同，请改正或者并成一项。",
                )


def kind_named(words: str) -> ReplyKind | None:
    """Return the kind of reply that words name: its label, or a part of just one label."""
    wanted = words.strip().replace(":", "：")
    if not wanted:
        return None
    exact = [kind for kind in ReplyKind if kind.label == wanted]
    partly = [kind for kind in ReplyKind if wanted in kind.label]
    return (exact or partly)[0] if exact or len(partly) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The reply reaches the applicant; this day decides whether it is in time (235号四)."""

    title: ClassVar[str] = "送达"

    on: Annotated[
        date,
        Label(
            "送达计算日",
            help="邮寄填交邮日，当面和委托填签收日，电子填发送日",
            basis=Provision.DAY_OF_SERVICE,
        ),
    ]
    method: Annotated[ServiceMethod, Label("送达方式", basis=Provision.SERVICE_METHOD)] = (
        ServiceMethod.POST
    )
    mail_number: Annotated[
        str, Label("邮件单号", help="须由邮政企业寄递", basis=Provision.MAIL)
    ] = ""
    received_by: Annotated[
        str, Label("签收人", help="直接送达、委托送达填写", basis=Provision.DAY_OF_SERVICE)
    ] = ""
    how: Annotated[
        HowReceived | None, Label("收到的情形", basis=Provision.LEFT_BEHIND, folded=True)
    ] = None
    presumed_from: Annotated[
        str,
        Label("留置、公告等情况", help="见证人、拍照留存、公告日期", lines=2, folded=True),
    ] = ""
    place: Annotated[str, Label("送达地点", folded=True)] = ""
    note: Annotated[str, Label("送达情况", lines=2, folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Service by hand needs the name of who signed, or what happened instead."""
        yield from receipt_problems(self.how, self.received_by, self.presumed_from)
        is_presumed = self.how is not None and self.how.is_presumed
        if self.method.is_signed_for and not self.received_by and not is_presumed:
            yield Problem(
                "received_by",
                f"{self.method.value}以申请人签收之日为准，请填写签收人。",
                Provision.DAY_OF_SERVICE,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A posted letter came back."""

    title: ClassVar[str] = "邮件退回"

    on: Annotated[date, Label("退回日期")]
    reason: Annotated[str, Label("退回原因", lines=2)]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """The report counts the request elsewhere than its reply says, for a reason."""

    title: ClassVar[str] = "改变年报归类"

    on: Annotated[date, Label("决定日期")]
    outcome_row: Annotated[int, Label("表三行次", help="3至23", basis=REPORT_BASIS)]
    reason: Annotated[str, Label("改变的原因", lines=2, basis=REPORT_BASIS)]

    def problems(self) -> Iterator[Problem]:
        """Only rows 3 to 23 hold results."""
        if not 3 <= self.outcome_row <= 23:
            yield Problem("outcome_row", "表三的办理结果为第3至23行，请改正行次。", REPORT_BASIS)
