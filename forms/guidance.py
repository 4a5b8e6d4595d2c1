"""A case to learn from (案例指导): its facts, how it was decided, why, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.replies import ReplyKind


class Authority(Enum):
    """Whose case it is."""

    OWN = "本机关案件"
    SUPERIOR = "上级案例指导"
    RECONSIDERATION = "行政复议案例"
    COURT = "法院裁判"
    OTHER = "其他机关案件"


class Fate(Enum):
    """What became of the reply when it was challenged."""

    UNCHALLENGED = "未经复议诉讼"
    UPHELD = "维持"
    MEDIATED = "调解、撤回"
    CORRECTED = "被纠正"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceCase:
    """One case of the library."""

    title: ClassVar[str] = "指导案例"

    name: Annotated[str, Label("案例名称")]
    authority: Annotated[Authority, Label("来源类别")] = Authority.SUPERIOR
    source: Annotated[str, Label("出处", help="文号、案号或者编号")] = ""
    on: Annotated[date, Label("日期", help="答复、裁判或者发布的日期")]
    facts: Annotated[str, Label("基本情况", help="申请什么、怎么办的", lines=4)]
    kind: Annotated[ReplyKind | None, Label("答复类型")] = None
    reasoning: Annotated[str, Label("说理", help="可以填入答复理由的文字", lines=4)] = ""
    articles: Annotated[str, Label("依据条文", lines=2)] = ""
    fate: Annotated[Fate, Label("复议诉讼结果")] = Fate.UNCHALLENGED
    lesson: Annotated[str, Label("指导意见", help="为什么维持或者被纠正，今后怎样办", lines=3)] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask what is to be learnt where a reply did not stand."""
        if self.fate is Fate.CORRECTED and not self.lesson.strip():
            yield Problem("lesson", "被纠正的案例请写明为什么被纠正、今后怎样办。")
