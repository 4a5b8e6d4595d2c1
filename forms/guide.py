"""The seven questions of practice, answered one after the other, each answer kept with its reason.

补不补、是不是、谁负责、有没有、给不给、怎么给、怎么答: the first answer that ends the road says
which kind of reply the case comes to; the clerk decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.provisions import Provision
from rules.replies import Question, ReplyKind


class _Answer(Enum):
    """An answer: its words, and the kind of reply it leads to, where it ends the road."""

    def __init__(self, label: str, reply: ReplyKind | None) -> None:
        self.label = label
        self.reply = reply


def _leading_to_replies(question: Question) -> dict[str, tuple[str, ReplyKind]]:
    """Return the answers of a question that end the road: every kind of reply names its own."""
    return {
        kind.answer.name or kind.name: (kind.answer.words, kind)
        for kind in ReplyKind
        if kind.answer.question is question
    }


# The body of an `Enum` is where its members are made: what it is given there becomes one.
class Clarity(_Answer):
    """补不补: whether the request must be corrected (条例30)."""

    CLEAR = "内容明确，不需要补正", None
    TO_CORRECT = "内容不明确，先一次性告知补正", None
    vars().update(_leading_to_replies(Question.CLARITY))


class Nature(_Answer):
    """是不是: whether it is a request for government information at all (条例2、36、39)."""

    REQUEST = "是政府信息公开申请", None
    vars().update(_leading_to_replies(Question.NATURE))


class Keeper(_Answer):
    """谁负责: which agency answers for it (条例10、36(五))."""

    THIS_AGENCY = "本机关负责公开", None
    vars().update(_leading_to_replies(Question.KEEPER))


class Existence(_Answer):
    """有没有: whether a careful search finds it ready made (条例36(四)、38)."""

    FOUND = "检索到，是现成的信息", None
    vars().update(_leading_to_replies(Question.EXISTENCE))


class Disclosure(_Answer):
    """给不给: whether a provision stands against it (条例13—16、37)."""

    YES = "可以公开", None
    vars().update(_leading_to_replies(Question.DISCLOSURE))


class Manner(_Answer):
    """怎么给: how the applicant gets it (条例36(一)(二)、40)."""

    vars().update(_leading_to_replies(Question.MANNER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The seven questions on one case."""

    title: ClassVar[str] = "七问判断"

    on: Annotated[date, Label("日期")]
    clarity: Annotated[Clarity, Label("要不要补正", basis=Provision.CORRECTION, group="一、补不补")]
    clarity_reason: Annotated[str, Label("理由", lines=2)] = ""
    nature: Annotated[
        Nature | None,
        Label("是不是政府信息公开申请", basis=Provision.GOVERNMENT_INFORMATION, group="二、是不是"),
    ] = None
    nature_reason: Annotated[str, Label("理由", lines=2)] = ""
    keeper: Annotated[
        Keeper | None, Label("由谁负责公开", basis=Provision.RESPONSIBLE_AGENCY, group="三、谁负责")
    ] = None
    keeper_reason: Annotated[str, Label("理由", lines=2)] = ""
    existence: Annotated[
        Existence | None,
        Label("信息是否存在", basis=Provision.NOT_HELD, group="四、有没有"),
    ] = None
    existence_reason: Annotated[str, Label("理由", lines=2)] = ""
    disclosure: Annotated[
        Disclosure | None,
        Label("能不能公开", basis=Provision.DISCLOSURE_IS_THE_RULE, group="五、给不给"),
    ] = None
    disclosure_reason: Annotated[str, Label("理由", lines=2)] = ""
    manner: Annotated[
        Manner | None, Label("以什么方式提供", basis=Provision.MANNER, group="六、怎么给")
    ] = None
    manner_reason: Annotated[str, Label("理由", lines=2)] = ""
    wording: Annotated[
        str,
        Label("答复要点", lines=3, help="写给拟稿人看，不印在答复书上", group="七、怎么答"),
    ] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask for the question left out, and for the reason behind an answer that refuses."""
        answers = self.answers
        for name, answer in answers.items():
            if answer is None:
                later = list(answers)[list(answers).index(name) + 1 :]
                if any(answers[one] is not None for one in later):
                    yield Problem(name, "前一问还没有回答，请依次回答，答到能定结论为止。")
                return
            if answer.reply is not None and name != "manner":
                if not getattr(self, f"{name}_reason").strip():
                    yield Problem(f"{name}_reason", "这一问决定了答复的类型，请写明判断的理由。")
                return

    @property
    def answers(self) -> "dict[str, _Answer | None]":
        """The answers given, by question, in their order."""
        return {name: getattr(self, name) for name in QUESTIONS}

    @property
    def reply(self) -> ReplyKind | None:
        """The kind of reply the first answer that ends the road leads to."""
        if self.clarity is Clarity.TO_CORRECT:
            return None
        return next(
            (one.reply for one in self.answers.values() if one is not None and one.reply), None
        )


ANSWERS: "dict[str, type[_Answer]]" = {
    "clarity": Clarity,
    "nature": Nature,
    "keeper": Keeper,
    "existence": Existence,
    "disclosure": Disclosure,
    "manner": Manner,
}
QUESTIONS = tuple(ANSWERS)
