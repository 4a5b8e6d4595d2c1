"""What single words, cells and lines are taken for, held against what was approved."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from casework.importing import (
    cells,
    identity_papers,
    numbering,
    numbers_in_cells,
    people_in_cells,
    words,
)
from casework.letters import tokens
from casework.outgoing.personal import masked, personal_numbers
from casework.receipt import values
from casework.redaction.addresses import addresses
from casework.redaction.characters import plainly
from casework.redaction.names import names
from casework.redaction.personal_numbers import numbers
from casework.redaction.personal_words import words as secret_words
from casework.reports.subjects import subject_of
from rules.outcomes import Outcome
from rules.replies import ReplyKind
from tests.casework.approved.plain import told

LATE = datetime.combine(date(2025, 3, 5), time(23, 59))
CELLS = (
    "2025.3.5",
    "2025年3月5日上午9点30分",
    "25.3.5",
    "20250305",
    20250305,
    45721,
    45721.5,
    "3月5日",
    "3.5",
    3.5,
    "3/5",
    "3月8日至15日",
    "2025.3.8-15",
    "2025.3.5、2025.3.9",
    "3.5发函，3.9答复",
    "去年3月5日",
    "次年1月6日",
    "同上",
    "已于2025年3月5日签收",
    "待定",
    "",
    None,
    0,
    2025,
    0.5,
    True,
    "2025-03-05T23:30:00.000+00:00",
    "2025-03-05T10:30:00.000+08:00",
    "3月5日（周三）",
    "3月5日（周四）",
    "二〇二五年三月五日",
    "2月29日",
    "2025.13.1",
    "5/3/2025",
    time(9, 30),
    date(2025, 3, 5),
    LATE,
    "12月30日",
    "1月6日",
    "2055.3.5",
    "3月5号前",
    "380元",
    "380.00",
    "1,380元",
    "叁佰元",
    "免收",
    "380.5",
    -1,
    1380.0,
    "是",
    "否",
    "√",
    "×",
    "/",
)
SAID = (
    "网上申请",
    "邮寄（EMS）",
    "信函",
    "当面",
    "窗口递交",
    "邮箱",
    "传真",
    "平台",
    "微信",
    "邮寄",
    "自取",
    "电子邮件",
    "当场阅读",
    "纸质",
    "光盘",
    "电子版",
    "直接送达",
    "留置送达",
    "公告",
    "短信",
    "同意",
    "不同意",
    "未答复",
    "逾期未答",
    "部分同意",
    "在办",
    "已办结",
    "办结",
    "待答复",
    "撤回",
    "未办结",
    "一审",
    "二审",
    "直接起诉",
    "复议后起诉",
    "予以公开",
    "部分公开",
    "不予公开",
    "不予公开（国家秘密）",
    "商业秘密",
    "个人隐私",
    "过程性信息",
    "内部事务信息",
    "执法案卷",
    "信息不存在",
    "本机关不掌握",
    "没有现成信息",
    "补正后仍不明确",
    "信访举报投诉",
    "重复申请",
    "要求提供公开出版物",
    "无正当理由大量反复申请",
    "确认或重新出具",
    "逾期不补正",
    "逾期不缴费",
    "其他处理",
    "非政府信息",
    "三安全一稳定",
    "工商登记资料",
    "视为放弃",
)
PEOPLE = (
    "林一帆",
    "林一帆（身份证110101199003071239）",
    "林一帆、周敏、赵立",
    "林一帆等3人",
    "青枫区远岫工程咨询有限公司",
    "青枫区远岫工程咨询有限公司（法定代表人：何清）",
    "林一帆（委托代理人：郑洁律师）",
    "林一帆 13800138000",
    "林一帆13800138000 lin@example.org",
    "林一帆，男，汉族，1990年3月7日出生",
    "申请人：林一帆；代理人：郑洁",
    "林 一 帆",
    "欧阳予安",
    "司马若水",
    "阿卜杜热合曼·买买提",
    "李某乙",
    "张先生",
    "匿名",
    "无名氏",
    "John Smith",
    "青枫律师事务所",
    "青枫律师事务所郑洁",
    "青枫区第一小学",
    "青枫村委会（联系人何清）",
    "（林一帆）",
    "林一帆（代）",
    "林一帆（周敏之子）",
    "林一帆/周敏",
    "何清　电话：0791-86000018",
)
LINES = (
    "住青枫区梧桐里6号2栋301室，电话0791-86000018转2",
    "联系电话：138 0013 8000，微信同号",
    "身份证号：110101 19900307 1239",
    "银行卡6217 0021 4400 1870 008，开户行：某某银行",
    "护照E12345678；军官证军字第1234567号",
    "车牌赣A·12345，号牌赣AD12345",
    "lin_yifan@example.org.cn",
    "出生于1990年3月7日",
    "统一社会信用代码91320500MA1MC7RL0X",
    "邮编330000",
    "330000",
    "申请公开：2025年度部门预算；文澜路18号规划许可证。",
    "请求公开某村土地征收批复及补偿方案",
    "关于印发《2025年政务公开工作要点》的通知（青府办发〔2025〕3号）",
    "项目代码2019-320102-48-03-123456",
    "姓名：林一帆　　性别：男",
    "户主：何清，妻子：周敏，长子：何远",
    "经办人李文、审核人孙悦",
    "南昌市西湖区朝阳街道向阳社区7号楼2单元402室",
    "某县某镇某村5组12号",
    "青枫区政务公开局",
    "合同金额3,256.80万元，第13800号",
    "110101199003071239",
    "11010119900307123X",
    "无",
    "/",
    "同上",
    "2026年3月5日",
    "二〇二六年三月五日",
    "2026.3.5",
    "二0二六年三月",
    "邮寄至上述地址",
)
Finder = Callable[[str], Iterable[Any]]
ANCHOR = date(2025, 2, 20)


def said(function: Callable[[Any], Any], value: object) -> Iterator[str]:
    """Yield what a function answers, or the sentence it refuses with."""
    try:
        answer = function(value)
    except (ValueError, TypeError) as refusal:
        answer = f"{type(refusal).__name__} {refusal}"
    if isinstance(answer, Iterator):
        answer = list(answer)
    yield from told({f"  {function.__name__}": answer})


def of_each(inputs: Iterable[object], *functions: Callable[[Any], Any]) -> Iterator[str]:
    for one in inputs:
        yield f"“{one}”"
        for function in functions:
            yield from said(function, one)


def test_cells_of_a_ledger(approved) -> None:
    def day_of(cell: Any) -> object:
        return cells.day_of(cell, cells.Years(anchor=ANCHOR))

    def days_in(cell: Any) -> object:
        return cells.days_in(cell, cells.Years(anchor=ANCHOR, until=date(2025, 12, 31)))

    def as_text(cell: Any) -> object:
        text = cells.text_of(cell)
        about = cells.is_nothing(text), cells.is_yes(text), cells.says_more(text)
        return text, about, cells.without_days(text), numbers_in_cells.year_in(text)

    def whole(cell: Any) -> object:
        return numbers_in_cells.whole_number_in(cells.text_of(cell))

    approved(
        "words_cells", of_each(CELLS, day_of, days_in, as_text, numbers_in_cells.yuan_of, whole)
    )


def test_words_of_a_ledger(approved) -> None:
    def stage(text: str) -> object:
        return words.court_stage_of(text)

    kinds = [*SAID, *(one.label for one in ReplyKind), *(one.label for one in Outcome)]
    approved(
        "words_ledger",
        of_each(
            kinds, words.channel_of, words.obtain_by_of, words.media_of, words.service_of,
            words.opinion_of, words.reply_of, words.outcome_of_row, words.is_open, words.is_closed,
            stage,
        ),
    )  # fmt: skip


def test_people_and_numbers_of_a_ledger(approved) -> None:
    def number_of(text: str) -> object:
        return numbering.number_of(text, "依申请〔{年}〕{号}号")

    def paper(text: str) -> object:
        label, number = identity_papers.labelled_number(text)
        return [identity_papers.paper_of(label, number, is_person=one) for one in (True, False)]

    approved(
        "words_people",
        of_each(
            (*PEOPLE, *LINES), people_in_cells.named_in, identity_papers.numbers_in, paper, number_of,
            numbering.bare_serial, numbering.plain_number,
        ),
    )  # fmt: skip


def test_values_of_an_application(approved) -> None:
    approved(
        "words_application",
        of_each(
            (*PEOPLE, *LINES), values.name_value, values.number_value, values.phone_value,
            values.address_value, values.email_value, values.postcode_value, values.sought_value,
            values.day_value, values.is_nothing, values.is_name, values.is_person, subject_of,
        ),
    )  # fmt: skip


def test_secrets_in_lines(approved) -> None:
    def found(finder: Finder, text: str) -> list[str]:
        tidy = plainly(text)
        hits = list(finder(tidy))
        kinds = [getattr(one, "kind", getattr(one, "label", "")) for one in hits]
        return [
            f"{getattr(kind, 'name', kind)} {tidy[one.start : one.end]}"
            for kind, one in zip(kinds, hits, strict=True)
        ]

    def tell() -> Iterator[str]:
        whole = "\n".join(LINES)
        for line in (*LINES, *PEOPLE, whole):
            yield f"“{line if line != whole else 'all of them'}”"
            for finder in (addresses, names, numbers, secret_words):
                if hits := found(finder, line):
                    yield f"  {finder.__name__}: {'，'.join(hits)}"
            for number, kind in personal_numbers(line):
                yield f"  personal: {number} {kind} {masked(number)}"
            yield from told(
                {"  dates": list(tokens.dates(line)), "  yuan": list(tokens.yuan(line))}
            )

    approved("words_secrets", tell())
