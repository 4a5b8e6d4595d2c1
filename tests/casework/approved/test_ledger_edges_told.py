"""Single cells of a ledger at the edge of what they may be, held against what was approved."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest

from casework.importing import cells, identity_papers, numbers_in_cells, words
from casework.importing.cells import ContradictedDayError, Years
from casework.importing.left_out import Left, left_out
from casework.importing.numbering import bare_serial, number_of, plain_number
from casework.importing.people_in_cells import named_in
from casework.importing.told_course import may_tell, told_in
from rules.outcomes import Outcome
from rules.replies import ReplyKind
from tests.casework.approved.plain import short, told

YEARS: dict[str, Callable[[], Years]] = {
    "nothing known": Years, "anchor 2025-03-05": lambda: Years(anchor=date(2025, 3, 5)), "until 2025-03-05": lambda: Years(until=date(2025, 3, 5)), "year 2025": lambda: Years(year=2025),
    "anchor and until": lambda: Years(anchor=date(2024, 12, 30), until=date(2025, 1, 2)), "March 2024": lambda: Years(year=2024, month=3), "month alone": lambda: Years(month=3), "anchor 2023-03-01": lambda: Years(anchor=date(2023, 3, 1)),
}  # fmt: skip
DAYS: Sequence[Any] = (
    36_525, 36_526, 38_352, 38_353, 46_000.75, 51_501, 51_502, 54_788, 54_789, "36525", "46000", "51501", "54789", 20_031_231, 20_040_101, 20_401_231, 20_410_101, 20_251_301, 2025.5, 3.04, 12.31, 3.1, 3.3, 0, 0.0, -1, float("inf"),
    "2003-12-31", "2004-01-01", "2040-12-31", "2041-01-01", "1999.1.1", date(2003, 12, 31), datetime.combine(date(2041, 1, 1), time()), time(8), False, "3.4", "3.5", "3.6", "2.29", "12.30", "1.2", "1.3", "3月", "31日", "32日", "5日", "5日（上午）", "（周三）5日",
    "2025年3月5日9时", "2025-03-05 09:05:33.5", "2025-03-05T09:05:00+08:00", "2025-03-05T15:59:59Z", "2025-03-05T16:00:00Z", "2025-03-05 23:00 -05:30", "2025-03-05 01:00 +1400", "2025-12-31T16:00:00UTC", "2025-13-05T16:00:00Z", "2025-03-05T25:00:00Z", "2025-03-05 07:59 GMT",
    "2025.3.5（星期三）", "2025.3.5周二", "2025.3.9星期天", "2025.3.9礼拜日", "二〇二五年三月五日", "二零二五年十二月三十一日", "二○二五年十月二十日", "二〇二五年十一月三十日", "二〇二五年三月", "2025、3、5", "2025。3。5", "2025·3·5", "2025,3,5", "25年3月5日", "25-3-5", "25.3-5", "99.3.5",
    "2025.3.5-3.6", "5/3/2025", "5-3-2025", "2025 3 5", "2025.3.5.", "2025.03.05号", "收2025.3.5", "2025.3.55", "12025.3.5", "2025.3.5 第3号", "20250305", "120250305", "2025年3月5日至6日", "x" * 41, "甲" * 40, "无", "暂无", "不适用", "N/A", "－", "——",
)  # fmt: skip


def _tried(ask: Callable[[], Any]) -> str:
    try:
        return str(short(ask()))
    except ContradictedDayError as error:
        return f"✗{error} [{error.day}]"
    except ValueError as error:
        return f"✗{error}"


def test_days_at_their_edges(approved) -> None:
    def tell() -> Iterator[str]:
        for cell in DAYS:
            answers: dict[str, list[str]] = {}
            for name, years in YEARS.items():
                own = years()
                one = f"{_tried(lambda: cells.day_of(cell, own))} | {_tried(lambda: cells.days_in(cell, own))} inferred {own.inferred}"  # noqa: B023
                answers.setdefault(one, []).append(name)
            yield f"{cell!r}:"
            yield from (f"  {one}  ({', '.join(names)})" for one, names in answers.items())

    approved("days_at_edges", tell())


def test_words_and_sums_at_their_edges(approved) -> None:
    texts = (
        "没有", "没 有 ", "暂无记录", "不适用", "不适用的", "   n/a", "无无无无无无无", "0", "00", "是", " 是", "需要", "yes", "true了", "是是是是是是是", "☑", "", "2025", "2049年", "2050", "12025", "2024、2025", "3月", "03月份", "13月", "2025年3月", "2025年度3月份台账", "十月", "十二月", "十三月", "3月至4月", "3月和4月", "三月台账", "3月5日",
    )  # fmt: skip
    sums: Sequence[Any] = (
        "380",
        "380元",
        "380元整",
        "¥380",
        "￥1,380.00",
        "380.5",
        "-1",
        "1e3",
        "1e12",
        "999999999999",
        "inf",
        "nan",
        "免",
        "免费",
        "不收费",
        "减免",
        "",
        0,
        380.0,
        380.25,
        True,
    )
    counts = (
        "20",
        "20个工作日",
        "20-30",
        "999999",
        "1000000",
        "二十",
        "十",
        "十一",
        "九十九",
        "三日",
        "五件",
        "百",
        "十十",
        "",
        "第3页",
        "２０",
    )

    def tell() -> Iterator[str]:
        for text in texts:
            yield f"{text!r}: nothing {cells.is_nothing(text)} yes {cells.is_yes(text)} year {numbers_in_cells.year_in(text)} month {numbers_in_cells.month_in(text)}"
        for amount in sums:
            yield f"{amount!r}: {_tried(lambda: numbers_in_cells.yuan_of(amount))}"  # noqa: B023
        for text in counts:
            yield f"{text!r}: {numbers_in_cells.whole_number_in(text)}"
        for cell in (
            True,
            False,
            3.0,
            3.5,
            1e16,
            datetime.combine(date(2025, 3, 5), time(9)),
            date(2025, 3, 5),
            time(9),
            None,
            " 甲_x000D_\r\n乙\x07\t丙\r ",
            "甲_x000D_",
            7,
        ):
            yield f"{cell!r}: {cells.text_of(cell)!r}"
        for text in (
            "2025.3.5",
            "2025.3.5（挂号信）",
            "吴涛 25年3月5日",
            "20250305吴涛",
            "3月5日9时",
            "(3.5)",
            "3.5/吴涛，",
            "甲3-5号乙",
        ):
            yield f"{text}: more {cells.says_more(text)} without {cells.without_days(text)!r}"

    approved("words_at_edges", tell())


NUMBERS = (
    "依申请〔2025〕12号", "依申请[2025]012号", "依申请（2025）第12号", "公开〔2025〕12号-答", "公开〔2025年〕12", "2025-012", "2025年第12号", "公2025-12", "2025012", "公20250012", "20250305001", "2025/12", "2025.12", "12", "第012号", "0", "123456", "12345", "依申请〔2025〕0号", "2025-000", "1999-12", "1899-12", "甲", "", "依申请 〔２０２５〕 12 号", "公开〔2025〕123456号", "依申请〔2025〕1234567号", "公开〔2025〕12号2",
)  # fmt: skip


def test_numbers_of_registers_at_their_edges(approved) -> None:
    def tell() -> Iterator[str]:
        for pattern in (
            "依申请〔{年}〕{号}号",
            "{年}-{号}",
            "甲{号}号",
            "{年}{年}第{号}号{号}",
            "申[{年}]{号}",
        ):
            yield f"== {pattern}"
            for text in NUMBERS:
                if (found := number_of(text, pattern)) is not None:
                    yield f"{text}: {found.year} {found.serial} {found.series!r}"
        yield from (f"{text}: {bare_serial(text)} {plain_number(text)}" for text in NUMBERS)

    approved("numbers_at_edges", tell())


PAPERS = (
    "11010519491231002X", "110105491231002", "81000019491231002X", "83000019491231002x", "84000019491231002X", "91360100MA35AAAA1X", "913601001234567890", "110105199003070011", "E12345678", "EA1234567", "E1234567", "I12345678", "141234567", "161234567", "AB123456", "A1234567", "ABC123456", "H12345678", "H1234567890", "12345678", "ABC123456789012", "91234567890123456", "912345678901234567", "1234567890123456", "12345678901234567", "1234567890123456789", "12345678901234567890", "123456789012345678901", "123456789", "12345-6789", "1234567", "1101****002X", "110×002", "", "某",
)  # fmt: skip


def test_papers_at_their_edges(approved) -> None:
    def tell() -> Iterator[str]:
        for number in PAPERS:
            for is_person in (True, False):
                one = identity_papers.paper_of("", number, is_person=is_person)
                yield f"{number!r} person {is_person}: {one.id_type.name} guessed {one.is_guessed} sure {one.is_sure}"
        for label in (
            "身份证",
            "居民身份证",
            "护照",
            "港澳居民来往内地通行证",
            "台湾居民居住证",
            "营业执照",
            "登记证书",
            "证件",
            "有效证件",
            "工作证",
            "律师执业证",
            "",
        ):
            for number in ("81000019491231002X", "11010519491231002X", "E12345678"):
                yield f"{label} {number}: {identity_papers.paper_of(label, number, is_person=True)}"
        for text in (
            "身份证号码：11010519491231002X",
            "护照E12345678",
            " 身份证 1101051949****002X ",
            "证11",
            "某某公司工商营业执照注册号码某12",
            "（护照）E12345678",
            "11010519491231002x",
            "11010519491231002X，110105194912310038",
            "a11010519491231002X",
        ):
            yield f"{text}: {identity_papers.labelled_number(text)} {identity_papers.numbers_in(text)}"

    approved("papers_at_edges", tell())


REPLIES = (
    "同意公开", "不同意公开", "不予公开，部分公开", "依法公开（个人隐私除外）", "已提供，涉及国家秘密", "不涉及国家秘密", "非涉密", "不属于国家秘密", "逾期未按补正告知补正", "不补正", "未在期限内缴费", "不明确", "重新出具", "大量申请", "不是政府信息", "禁止公开", "社会稳定", "商业秘密", "人事管理", "讨论记录", "本人案卷", "行政执法", "登记查询", "档案馆", "党务", "需制作", "不属我局", "不归该镇", "非本机关", "职责范围", "不掌握", "没有相关信息", "没有这样的一份信息", "投诉", "向住建局申请", "向十五个字的机关名称的某某申请", "由区规划局负责公开", "咨询", "重复", "公报", "转区住建局办理", "已转住建局", "移送", "并案", "更正", "其他", "其它处理", "终止", "不再处理", "告知查询", "告知获取的时间", "公开", "暂缓公开", "不便答复", "主动公开", "撤回", "13", "第13行", "第2行", "属于国家秘密", "一、予以公开", "PROVIDED", "provided", "",
)  # fmt: skip


def test_replies_at_their_edges(approved) -> None:
    def tell() -> Iterator[str]:
        for text in REPLIES:
            kind = words.reply_of(text)
            yield f"{text}: {kind and kind.name} row {words.outcome_of_row(text)} name {words.is_name_of_reply(text)} group {words.is_group_of_replies(text)} open {words.is_open(text)} closed {words.is_closed(text)}"
        yield f"{words.reply_of('看不出', '', '信息不存在')} {words.reply_of()}"
        for article in (
            "13",
            "14",
            "15",
            "16",
            "十五",
            "十六",
            "二十",
            "三十五",
            "三十六",
            "37",
            "三十七",
            "三十八",
            "38",
            "39",
            "三十九",
            "40",
        ):
            for part in (
                "",
                "第一款",
                "第2款",
                "第二款第三项",
                "第(四)项",
                "第五项",
                "6项",
                "（七）项",
                "第八项",
            ):
                kind = words.reply_of(f"根据条例第{article}条{part}")
                if kind is not None:
                    yield f"第{article}条{part}: {kind.name}"
        for outcome in Outcome:
            yield f"{outcome.row} {outcome.label}: {words.default_reply(outcome).name}"
        for kind in ReplyKind:
            yield f"{kind.label}: {words.reply_of(kind.label)} {words.reply_of(kind.name)} {words.is_name_of_reply(kind.label)}"
        for text in (
            "在办",
            "待答复的申请的事项啊",
            "待答复的申请的事项",
            "否",
            "未",
            "未知",
            "拟稿",
            "正在办理中的某件申请",
            "期限内",
            "未办结",
            "已办结",
            "未归档",
            "办理中，已答复",
            "已公开",
        ):
            yield f"{text}: open {words.is_open(text)} closed {words.is_closed(text)}"
        for text in ("未经复议", "直接起诉", "复议后", "经复议", "一审", ""):
            yield f"{text}: {words.court_stage_of(text)}"

    approved("replies_at_edges", tell())


COURSES = (
    "3.5收，3.20延期，4.2答复公开", "3月5日收到→3月9日补正→3月16日补正到", "3月5日收 3月9日告知补正", "3月5日收、3月9日补正", "20250305收到；20250309补正", "3.5收，4.2答复，信息不存在", "4.2答复，公开，再公开", "3.5邮寄收到，3.6登记", "3.5网上申请，3.6确认", "3.9拟补正", "应于4.2前答复", "3.9征求第三方意见，3.18第三方回复同意", "3.9发函住建局，3.20住建局复函", "3.9征求意见，3.20收到局里反馈", "3.20收费，3.25缴费", "3.6转规划科，3.7批转", "4.2寄出，4.3归档", "3.5收，3.5收到", "3.5开会", "3.5、3.6收", "收到，补正", "", "2025.13.9补正", "3.9撤回", "3.9补充材料，3.16已补正", "3.6转至规划科", "3.20延期至4.30", "延期至4.30", "办至3.20答复", "3.24作出答复，3.25交邮", "12.30收，1.6补正",
)  # fmt: skip


def test_courses_told_in_a_sentence(approved) -> None:
    def tell() -> Iterator[str]:
        for text in COURSES:
            found = told_in(text, Years(year=2025))
            days = {name: day.isoformat() for name, day in found.days.items()}
            yield f"{text}: {may_tell(text)} {days} reply {found.reply!r} channel {found.channel!r} not {found.not_understood}"

    approved("courses_told", tell())


PEOPLE = (
    "林", "林一帆", "林一帆江晓", "林一帆江晓舟", "买买提·吐尔逊", "SMITH, JOHN", "John Smith", "申请人：林一帆", "林一帆先生", "林一帆、江晓舟", "林一帆 江晓舟", "林一帆及江晓舟", "林一帆以及江晓舟", "林一帆等", "林一帆等3人", "林一帆等三人共同", "某某公司等两家", "某某公司等2户", "林一帆（代理人：江晓舟）", "林一帆（委托江晓舟律师代理）", "林一帆（江晓舟代）", "林一帆，代理人江晓舟，电话13800138000", "某某公司（法定代表人：江晓舟）", "某某公司 江晓舟", "某某公司\n江晓舟", "某某（上海）有限公司", "某某合伙企业（有限合伙）", "某某公司（上海某某分公司的注册地）", "林一帆（男，35岁）", "林一帆，男，汉族", "林一帆（已撤回）", "林一帆（江晓舟）", "（林一帆）", "林一帆（与江晓舟共同申请）", "林一帆（另有周小舟、吴用）", "林一帆（另有一份补充材料）", "林一帆 联系人周小舟", "林一帆，青枫区梧桐里6号", "林一帆，青枫里", "林  帆", "林一帆 110105194912310 02X", "林一帆11010519491231002X", "林一帆(0791-87654321转5)", "林一帆/某某公司", "林一帆；备注内容比较长的一段", "林一帆；待核", "张三、李四等5人", "", "、", "公民", "ＡＢ林一帆",
)  # fmt: skip


def test_people_at_their_edges(approved) -> None:
    def tell() -> Iterator[str]:
        for text in PEOPLE:
            yield f"{text!r}: {' '.join(line.strip() for line in told([named_in(text)]))}"

    approved("people_at_edges", tell())


@pytest.mark.parametrize("kind", list(Left))
def test_only_what_is_there_already_needs_no_correction(kind: Left) -> None:
    assert kind.is_to_be_corrected is (kind.value != "已在登记簿中")
    assert (
        left_out("台账", 3, "甲", kind, "《台账》第4行：不对。").reason == "《台账》第4行：不对。"
    )
