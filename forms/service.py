"""The service of every letter that is no reply: sent, received, refused, passed on, come back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.choices import HowReceived, ServiceMethod
from forms.fields import Label, Problem
from rules.provisions import Provision


def receipt_problems(
    how: HowReceived | None, received_by: str, presumed_from: str
) -> Iterator[Problem]:
    """Yield what a receipt of a kind must tell: who signed, or what it is presumed from."""
    if how is None:
        return
    if how.is_presumed and not presumed_from.strip():
        yield Problem(
            "presumed_from",
            f"“{how.value}”没有对方的签收，请写明依据（见证人、拍照留存、公告日期、投递记录等）。",
            Provision.LEFT_BEHIND,
        )
    if how.names_somebody and not received_by.strip():
        yield Problem("received_by", f"“{how.value}”的，请写明谁签收、与收件人的关系。", how.basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCopy:
    """The scan of a letter as it left: signed and sealed."""

    title: ClassVar[str] = "存发出件"

    ref: Annotated[str, Label("哪一件文书", suggest="letters")]
    file: Annotated[
        str, Label("发出件", suggest="attachments", help="签字盖章后的扫描件，先作为附件添加")
    ]
    reason: Annotated[str, Label("替换的原因", help="替换已存的发出件时填写", folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A letter left the office: how, under which number, and what is known of its receipt."""

    title: ClassVar[str] = "文书送达"

    ref: Annotated[str, Label("哪一件文书", suggest="outgoing_letters")]
    on: Annotated[
        date,
        Label("送出日期", help="交邮、当面送交、发送的日期", basis=Provision.DAY_OF_SERVICE),
    ]
    method: Annotated[ServiceMethod, Label("送达方式", basis=Provision.SERVICE_METHOD)] = (
        ServiceMethod.POST
    )
    mail_number: Annotated[
        str, Label("邮件单号", help="须由邮政企业寄递", basis=Provision.MAIL)
    ] = ""
    delivered_on: Annotated[date | None, Label("对方收到日期", help="知道后再填也可以")] = None
    how: Annotated[HowReceived | None, Label("收到的情形", basis=Provision.LEFT_BEHIND)] = None
    received_by: Annotated[str, Label("签收人", help="代收的写明与收件人的关系")] = ""
    presumed_from: Annotated[
        str, Label("推定收到的依据", help="见证人、拍照留存、公告、投递记录", lines=2)
    ] = ""
    place: Annotated[str, Label("送达地点", folded=True)] = ""
    note: Annotated[str, Label("送达情况", lines=2, folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Check the days, and what a receipt must tell."""
        if self.delivered_on is not None and self.delivered_on < self.on:
            yield Problem(
                "delivered_on",
                f"收到日期{self.delivered_on}早于送出日期{self.on}，请核对两个日期。",
            )
        if self.how is not None and self.delivered_on is None:
            yield Problem("delivered_on", "填写了收到的情形，请填写对方收到的日期。")
        yield from receipt_problems(self.how, self.received_by, self.presumed_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailNumber:
    """The number the post office gave a letter, learnt after its service was entered."""

    title: ClassVar[str] = "补登邮件单号"

    ref: Annotated[str, Label("哪一件文书", suggest="posted_letters")]
    mail_number: Annotated[
        str,
        Label("邮件单号", help="挂号信或者EMS，须由邮政企业寄递", basis=Provision.MAIL),
    ]
    reason: Annotated[str, Label("改变的原因", help="已有单号、需要改正时填写", folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRemade:
    """A letter made anew in the place of one that is wrong, or was written of what was wrong."""

    title: ClassVar[str] = "重新制作文书"

    ref: Annotated[str, Label("哪一件文书", suggest="letters_to_remake")]
    reason: Annotated[str, Label("原因", lines=2, help="如：更正登记后姓名改变；原件污损")]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReturned:
    """A letter that is no reply came back: its addressee has not received it."""

    title: ClassVar[str] = "文书退回"

    ref: Annotated[str, Label("哪一件文书", suggest="dispatched_letters")]
    on: Annotated[date, Label("退回日期")]
    reason: Annotated[str, Label("退回原因", lines=2)]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()
