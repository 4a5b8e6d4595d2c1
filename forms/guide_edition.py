"""An edition of the office's guide (政府信息公开指南, 条例12): what the settings do not say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.provisions import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideEdition:
    """One edition; `text` is the whole guide as it was, `office_then` the settings it was made of.

    Both are kept by the program, so that what has changed since can be shown.
    """

    title: ClassVar[str] = "公开指南"

    on: Annotated[date, Label("编制日期", basis=Provision.GUIDE)]
    classes: Annotated[
        str, Label("信息的分类", help="一行一类", lines=4, basis=Provision.GUIDE)
    ] = (
        "机构职能：机构设置、职责、办公地址、联系方式\n"
        "法规文件：规范性文件、政策解读\n"
        "规划计划：规划、工作计划和总结\n"
        "财政信息：预算、决算\n"
        "行政执法：权责清单、许可和处罚的依据、条件、程序和结果"
    )
    arrangement: Annotated[str, Label("编排体系", lines=2, basis=Provision.GUIDE)] = (
        "按信息类别和生成日期编排，每条信息列明索引号、名称、内容概述、生成日期。"
    )
    obtained: Annotated[str, Label("主动公开信息的获取方式", help="一行一种", lines=3)] = (
        "本机关门户网站“政府信息公开”专栏\n政务服务大厅、国家档案馆、公共图书馆的查阅场所"
    )
    channel_notes: Annotated[
        str,
        Label("申请渠道的说明", help="网上、邮箱、传真等渠道的注意事项", lines=2),
    ] = "通过互联网、电子邮箱、传真提交的，以双方确认之日为收到申请之日，请留下能够联系到的电话。"
    supervisor: Annotated[str, Label("投诉举报的受理机关和电话")] = ""
    place: Annotated[str, Label("公布的网址", help="公布之后填写")] = ""
    text: Annotated[str, Label("全文", folded=True)] = ""
    office_then: Annotated[str, Label("编制时的设置", folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()
