"""合法性审查要点: what a lawyer looks for in a reply, fitted to its kinds."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from rules.law import Basis
from rules.outcomes import Group
from rules.provisions import Provision
from rules.replies import ReplyKind
from rules.reply_course import GIVING_OUT


class ListedPoint(NamedTuple):
    """A point of the list and where it is written."""

    words: str
    basis: Basis | None = None

    def label(self, day: date) -> str:
        """Return the point with its article as it stood on a day."""
        return self.words if self.basis is None else self.words + self.basis.noted(day)


_ALWAYS = (
    ListedPoint("收到申请之日认定正确，答复在期限内", Provision.RECEIPT),
    ListedPoint("本机关是负责公开的机关，或者已写明由谁负责", Provision.RESPONSIBLE_AGENCY),
    ListedPoint("申请的每一项都有答复，没有遗漏和超出", Provision.REPLY),
    ListedPoint("引用的条款与答复类型相符，写明全称和条款项", Provision.REPLY),
    ListedPoint("理由针对本件的具体信息，不是照抄条文"),
    ListedPoint("告知了复议机关、法院和期限", Provision.REMEDY_UNTOLD),
)
_GIVEN_OUT = (
    ListedPoint("拟公开的每一项经过公开审查和保密审查", Provision.REVIEW),
    ListedPoint("涉及第三方的已征求意见，或者内容不损害其权益", Provision.THIRD_PARTY_ASKED),
    ListedPoint("证件号码、电话、账号等个人信息已经遮盖", Provision.THIRD_PARTY_RIGHTS),
    ListedPoint("提供的方式是申请人要求的方式，或者说明了不能", Provision.MANNER),
)
_PARTLY = (
    ListedPoint("能够区分处理的已经区分，不公开的只是应当不公开的部分", Provision.SEVERANCE),
    ListedPoint("不公开的部分逐处写明了依据", Provision.SEVERANCE),
)
_REFUSED = (
    ListedPoint("不公开的事由有证据支持，证据留在案卷中", Provision.REFUSED),
    ListedPoint("不能区分处理的写明了原因", Provision.SEVERANCE),
)
_OF_A_KIND: dict[ReplyKind, tuple[ListedPoint, ...]] = {
    ReplyKind.REFUSED_STATE_SECRET: (
        ListedPoint("有定密依据，密级和期限有效", Provision.STATE_SECRET),
    ),
    ReplyKind.REFUSED_THIRD_PARTY_RIGHTS: (
        ListedPoint("第三方的意见有合理理由，公共利益已经衡量", Provision.THIRD_PARTY_ASKED),
    ),
    ReplyKind.REFUSED_WORKING_PAPERS: (
        ListedPoint("信息形成于决定之前，法律法规没有规定应当公开", Provision.WORKING_PAPERS),
    ),
    ReplyKind.REFUSED_INTERNAL_AFFAIRS: (
        ListedPoint("信息只涉及内部管理，对外不产生影响", Provision.INTERNAL_AFFAIRS),
    ),
    ReplyKind.NOT_EXISTING: (
        ListedPoint("检索的范围、方式、关键词写明，尽到合理检索义务", Provision.NOT_HELD),
        ListedPoint("没有混同“不存在”与“不掌握”", Provision.NOT_HELD),
    ),
    ReplyKind.WOULD_HAVE_TO_BE_MADE: (
        ListedPoint("确实没有现成信息，需要加工、分析", Provision.WOULD_HAVE_TO_BE_MADE),
    ),
    ReplyKind.REPEATED: (
        ListedPoint("前次答复是对同一申请人、同一内容的实体答复", Provision.REPEATED),
    ),
    ReplyKind.EXCESSIVE: (
        ListedPoint("要求说明过理由，理由不合理的认定有依据", Provision.EXCESSIVE),
    ),
    ReplyKind.PETITION_OR_COMPLAINT: (
        ListedPoint("申请确属信访、投诉、举报，没有夹带信息公开申请", Provision.PETITION),
    ),
    ReplyKind.NOT_THIS_AGENCY: (
        ListedPoint("写明了负责公开的机关名称和联系方式", Provision.ELSEWHERE),
    ),
}


def legality_points(
    kinds: Collection[ReplyKind], grounds: Collection[ReplyKind] = ()
) -> tuple[ListedPoint, ...]:
    """Return the points for a reply of these kinds, each once, the common ones first.

    `grounds` are what a part is withheld on.
    """
    return tuple(dict.fromkeys(_points({*kinds}, {*grounds})))


def _points(kinds: set[ReplyKind], grounds: set[ReplyKind]) -> Iterator[ListedPoint]:
    yield from _ALWAYS
    if kinds & GIVING_OUT:
        yield from _GIVEN_OUT
    if ReplyKind.PARTLY in kinds:
        yield from _PARTLY
    if any(kind.group is Group.REFUSED for kind in kinds | grounds):
        yield from _REFUSED
    for kind, points in _OF_A_KIND.items():
        if kind in kinds | grounds:
            yield from points
