"""What the sample office does beside its requests: enquiries, the year's work, training."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from casework.books.book import OfficeBook
from casework.books.duties import DUTIES, make_year, mark_done
from casework.books.enquiries import ENQUIRIES
from casework.books.entering import enter, entries
from casework.books.guidance import GUIDANCE
from casework.books.guide import EDITIONS
from casework.books.often_asked import OFTEN_ASKED
from casework.books.training import TRAININGS
from casework.desk.desk import Desk
from casework.sample_county import publish_county_year
from casework.year.periods import periods_of, write_bulletin
from forms.fields import read
from rules.errors import ClerkError

Doing = Callable[[Desk], object]


def affairs() -> Sequence[tuple[date, Doing]]:
    """Return what the office does on which day, each done with the clock set to it."""
    return (
        (date(2026, 1, 4), lambda desk: make_year(desk, 2026)),
        *((day, _done(words, result)) for day, words, result in _DONE),
        *((day, _asked(question, answer, way)) for day, question, answer, way in _ASKED),
        (date(2026, 6, 29), _entered(OFTEN_ASKED, **_OFTEN)),
        (date(2026, 3, 30), _entered(EDITIONS, place="https://gongkai.example.org/zhinan")),
        *((day, _learnt(values)) for day, values in _LEARNT),
        *((day, _taught(topic, content, who)) for day, topic, content, who in _TAUGHT),
        (date(2026, 4, 9), _bulletin_of_the_first_quarter),
        (date(2026, 3, 20), publish_county_year),
    )


def _bulletin_of_the_first_quarter(desk: Desk) -> object:
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    quarter = next(
        one
        for one in periods_of(desk, 2026)
        if (one.figures.span.first, one.figures.span.last) == (first, last)
    )
    return write_bulletin(desk, quarter)


_DONE = (
    (date(2026, 1, 9), "上年第四季度", "已印发各科室"),
    (date(2026, 1, 28), "年度报告", "已在门户网站公布"),
    (date(2026, 3, 30), "指南和目录", "更新了办公时间和网上申请渠道"),
    (date(2026, 4, 10), "第一季度", "已印发各科室"),
    (date(2026, 6, 12), "上半年", "培训32人，全部通过测试"),
    (date(2026, 6, 29), "多人申请", "提出2项纳入主动公开的意见"),
    (date(2026, 7, 10), "第二季度", "已印发各科室"),
    (date(2026, 9, 28), "听取", "局长办公会专题听取一次"),
    (date(2026, 10, 16), "第三季度", "国庆假期后印发"),
    (date(2026, 11, 13), "评估审查", "评估18件，2件可以公开"),
)
_ASKED = (
    (date(2026, 1, 15), "怎么申请政府信息公开，要带什么", "告知当面、邮寄、网上三种方式和申请表下载地址", "PHONE"),
    (date(2026, 2, 3), "我的申请办到哪一步了", "告知正在检索，3月6日前答复", "PHONE"),
    (date(2026, 3, 17), "青枫路南段征地补偿标准在哪里查", "告知在门户网站“征地信息”栏目", "COUNTER"),
    (date(2026, 4, 22), "老旧小区改造的通知什么时候下来", "告知由区住建局印发，附联系电话", "PHONE"),
    (date(2026, 5, 19), "信息公开收不收费", "告知30页以下和每月10件以下不收费", "ONLINE"),
    (date(2026, 7, 8), "青枫路南段地块的规划条件能不能看", "告知在规划展示厅和网站可以查", "COUNTER"),
    (date(2026, 9, 2), "学校划片的文件在哪里", "告知由区教育局公布，附网址", "PHONE"),
    (date(2026, 10, 21), "去年的政务公开工作要点还有没有", "告知在门户网站“工作要点”栏目", "VISIT"),
    (date(2026, 11, 12), "怎么给网上申请补充材料", "告知用原账号上传", "ONLINE"),
    (date(2026, 11, 19), "澄湖路拓宽的施工图能不能复印", "", "PHONE"),
)  # fmt: skip
_OFTEN = {
    "matter": "《江西省人民政府政务公开办公室关于印发2023年江西省政务公开工作要点的通知》（赣府公开办字〔2023〕2号）",
    "number": "赣府公开办字〔2023〕2号",
    "asked": "2次，2个申请人",
    "decision": "PUBLISH",
    "on": date(2026, 6, 22),
    "decided_by": "王建国",
    "published_on": date(2026, 6, 26),
    "place": "门户网站“政府信息公开”专栏“工作要点”栏目",
}
_LEARNT: tuple[tuple[date, dict[str, Any]], ...] = (
    (
        date(2026, 5, 22),
        {
            "name": "会议纪要不能一律按过程性信息不予公开",
            "authority": "RECONSIDERATION",
            "source": "青枫区行政复议典型案例（2025年）",
            "on": date(2025, 12, 19),
            "facts": "申请公开道路改造工程的会议纪要。机关以过程性信息为由不予公开，没有说明理由。",
            "kind": "REFUSED_WORKING_PAPERS",
            "reasoning": "会议纪要所议事项已经作出决定并实施的，不再具有过程性。",
            "articles": "条例第16条第2款",
            "fate": "CORRECTED",
            "lesson": "先看决定是否已经作出；仍不公开的，说明公开对决策有什么影响。",
        },
    ),
    (
        date(2026, 5, 22),
        {
            "name": "政务公开工作要点已经主动公开的答复",
            "authority": "SUPERIOR",
            "source": "案例指导〔2026〕2号",
            "on": date(2026, 4, 30),
            "facts": "申请公开年度政务公开工作要点的通知，该通知已在门户网站公布。",
            "kind": "ALREADY_PUBLIC",
            "reasoning": "该文件已经主动公开，告知具体网址和栏目，不再提供纸质件。",
            "articles": "条例第36条第1项",
            "fate": "UPHELD",
            "lesson": "获取途径应当具体到网址，不能只写网站名称。",
        },
    ),
)
_TAUGHT = (
    (
        date(2026, 6, 11),
        "不予公开怎样说理",
        "以被复议纠正的案件讲解过程性信息、内部事务信息的认定，逐件改写答复理由。",
        "周敏、李文、孙悦、吴涛、郑洁",
    ),
)


def _entered(book: OfficeBook[Any], **values: object) -> Doing:
    def doing(desk: Desk) -> int:
        form = read(book.form, {**book.start(desk), **values}, today=desk.today)
        if isinstance(form, list):
            raise ClerkError(f"样例“{book.title}”未填妥：{form[0].message}")
        return enter(desk, book, form)

    return doing


def _asked(question: str, answer: str, way: str) -> Doing:
    return _entered(ENQUIRIES, question=question, answer=answer, way=way, owner="周敏")


def _learnt(values: dict[str, Any]) -> Doing:
    return _entered(GUIDANCE, **values)


def _taught(topic: str, content: str, who: str) -> Doing:
    return _entered(
        TRAININGS,
        topic=topic,
        content=content,
        attendees=who,
        teacher="郑洁",
        place="三楼会议室",
        hours=4,
    )


def _done(words: str, result: str) -> Doing:
    def doing(desk: Desk) -> object:
        open_ = [
            one for one in entries(desk, DUTIES) if words in one.title and one.state == "未完成"
        ]
        return mark_done(desk, open_[-1].id, result)

    return doing
