"""The office itself: what its letters say of it, and its own patterns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.offices import OfficeKind, body_problem, court_doubt
from rules.provisions import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The facts about the office that stand in every letter."""

    title: ClassVar[str] = "本机关"

    name: Annotated[str, Label("机关全称", help="落款和标题用", group="本机关")]
    short_name: Annotated[str, Label("发文机关标志", help="红头上的名称；留空的用机关全称")] = ""
    kind: Annotated[OfficeKind, Label("机关类型", basis=Provision.BODY)] = (
        OfficeKind.COUNTY_DEPARTMENT
    )
    province: Annotated[
        str,
        Label(
            "所在省（自治区、直辖市）",
            help="本省另有信息处理费标准的按本省标准，没有的按全国标准",
            basis=Provision.HOW_TO_CHARGE,
            folded=True,
        ),
    ] = ""
    ogi_office: Annotated[str, Label("政府信息公开工作机构", basis=Provision.OGI_OFFICE)] = "办公室"
    address: Annotated[str, Label("办公地址", basis=Provision.GUIDE)] = ""
    postcode: Annotated[str, Label("邮政编码")] = ""
    phone: Annotated[str, Label("联系电话", basis=Provision.GUIDE)] = ""
    fax: Annotated[str, Label("传真", folded=True)] = ""
    email: Annotated[str, Label("电子邮箱", folded=True)] = ""
    website: Annotated[str, Label("网站", folded=True)] = ""
    hours: Annotated[str, Label("办公时间", folded=True)] = ""
    contact: Annotated[str, Label("联系人")] = ""
    reconsideration_body: Annotated[
        str, Label("行政复议机关", basis=Provision.BODY, group="救济")
    ] = ""
    reconsideration_address: Annotated[str, Label("复议机关地址")] = ""
    reconsideration_url: Annotated[
        str,
        Label(
            "复议机关互联网渠道", help="电子送达的答复须写明", basis=Provision.ONLINE_APPLICATION
        ),
    ] = ""
    court: Annotated[str, Label("管辖法院")] = ""
    register_pattern: Annotated[
        str,
        Label("登记编号样式", help="{年}、{号} 由程序填写", group="编号"),
    ] = "依申请〔{年}〕{号}号"
    red_head: Annotated[
        bool,
        Label(
            "文书用红头",
            help="发出的文书按公文格式加红色发文机关标志、红线、版记，页码单页居右、双页居左",
            folded=True,
        ),
    ] = False
    imprint: Annotated[
        str, Label("印发机关", help="版记中用，不填时为政府信息公开工作机构", folded=True)
    ] = ""
    document_pattern: Annotated[
        str,
        Label("文号样式", help="{字}、{年}、{号} 由程序填写"),
    ] = "公开{字}〔{年}〕{号}号"

    def doubts(self, on: date) -> Iterator[str]:
        """Yield what should be looked at once more: the court, and what the body shows by name."""
        for sentence in (
            body_problem(self.kind, self.name, self.reconsideration_body, on),
            court_doubt(self.kind, self.court),
        ):
            if sentence:
                yield sentence

    def problems(self) -> Iterator[Problem]:
        """Check that the patterns can tell two numbers apart."""
        for field, needed in (
            ("register_pattern", ("{年}", "{号}")),
            ("document_pattern", ("{字}", "{年}", "{号}")),
        ):
            pattern = getattr(self, field)
            for part in needed:
                if part not in pattern:
                    yield Problem(
                        field,
                        f"编号样式中缺少“{part}”，编号会重复，请补上，如“依申请〔{{年}}〕{{号}}号”。",
                    )
