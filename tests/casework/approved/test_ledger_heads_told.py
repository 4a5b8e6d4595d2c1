"""Headers of ledgers at every edge, and cells of several things, held against what was approved."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from casework.importing import guards, several, ticked_columns
from casework.importing.columns import header_again, header_of, letter
from casework.importing.row_places import ON_ITS_SIDE, line_words, lines_words, place_words
from casework.importing.sheets import Merge, Sheet
from casework.importing.vocabulary import BY_NAME, FIELDS
from tests.casework.approved.test_ledgers_drawn_told import header_lines

Rows = Sequence[tuple[int, Sequence[Any]]]
HEAD = ("登记编号", "收到日期", "申请人", "申请内容")
LONG = "接收渠道（当面提交、邮政寄送、平常信函、网上平台、电子邮箱、传真、口头、上级转来，请选填）"
DATA = ("2026-1", "3.5", "林一帆", "批复")


def sheet_of(rows: Rows, merges: Sequence[Merge] = (), name: str = "台账") -> Sheet:
    return Sheet(name, partial(iter, rows), tuple(merges))


def rows_of(*rows: Sequence[Any], first: int = 1) -> Rows:
    return list(enumerate(rows, start=first))


HEADERS: dict[str, Sheet] = {
    "two known": sheet_of(rows_of(("申请人", "收到日期", "甲"), DATA)),
    "three known": sheet_of(rows_of(("申请人", "收到日期", "联系电话"), DATA)),
    "three, one twice": sheet_of(rows_of(("申请人", "收到日期", "收到日期"), DATA)),
    "three, none telling": sheet_of(rows_of(("联系电话", "电子邮箱", "邮政编码", "备注"), DATA)),
    "with 序号 and 备注 alone": sheet_of(rows_of(("序号", "备注", "申请人", "收到日期"), DATA)),
    "in row 60": sheet_of([*((at, ["标题"]) for at in range(1, 60)), (60, HEAD), (61, DATA)]),
    "in row 61": sheet_of([*((at, ["标题"]) for at in range(1, 61)), (61, HEAD), (62, DATA)]),
    "a long name among others": sheet_of(rows_of((*HEAD, LONG), DATA)),
    "a long title": sheet_of(rows_of((LONG * 2, "", "", ""), HEAD, DATA)),
    "titles of a year and a month": sheet_of(
        rows_of(("青枫区政务公开局",), ("2025年依申请公开台账", "三月份"), HEAD, DATA), name="2024年"
    ),
    "the name of the sheet": sheet_of(rows_of(HEAD, DATA), name="2024年5月"),
    "two years in one title": sheet_of(rows_of(("2024年至2025年台账",), HEAD, DATA), name="甲"),
    "a gap below": sheet_of([(1, HEAD), (3, ("", "", "姓名", "")), (4, DATA)]),
    "two alike, the first": sheet_of(rows_of(HEAD, HEAD, DATA)),
    "the fuller below": sheet_of(rows_of((*HEAD[:3], ""), (*HEAD, "联系电话"), DATA)),
    "names below that tell no more": sheet_of(rows_of(HEAD, ("", "", "（盖章）", ""), DATA)),
    "a group carried": sheet_of(
        rows_of(("编号", "收到日期", "申请人", "补正", "", "", "延期", ""), ("", "", "", "告知日期", "收到日期", "", "告知日期", "天数"))
    ),
    "a group merged": sheet_of(
        rows_of(("编号", "收到日期", "申请人", "行政复议", "", "", "行政诉讼", ""), ("", "", "", "日期", "结果", "机关", "日期", "法院")),
        [((0, 3), (0, 5)), ((0, 6), (0, 7)), ((0, 0), (1, 0))],
    ),
    "a merge wider than the row": sheet_of(
        rows_of(("编号", "收到日期", "申请人", "行政复议"), ("", "", "", "日期", "结果")), [((0, 3), (0, 9))]
    ),
    "a merge of another row": sheet_of(
        rows_of(("台账", "", "", ""), ("编号", "收到日期", "申请人", "补正", ""), ("", "", "", "日期", "期限")), [((0, 0), (0, 4))]
    ),
    "a group that ends": sheet_of(
        rows_of(("编号", "补正", "", "收到日期", "", "申请人"), ("", "告知", "收到", "", "日期", ""))
    ),
    "lower longer": sheet_of(rows_of(("编号", "收到日期", "申请人"), ("", "", "", "电话", "邮箱"), DATA)),
    "是否 under a group": sheet_of(rows_of((*HEAD, "延长答复期限", "", "收费情况", ""), ("", "", "", "", "是否", "天数", "有无", "金额"))),
    "ticks": sheet_of(
        rows_of((*HEAD, "予以公开", "部分公开", "不予公开", "网上", "当面"), (*DATA, "√", "", "", "√", ""), (*DATA, "", "无", "☑", "", "v"))
    ),
    "ticks under a group": sheet_of(
        rows_of((*HEAD, "接收渠道", "", "申请人类别", ""), ("", "", "", "", "网", "面", "甲", "乙"), (*DATA, "1", "", "是", ""), (*DATA, "", "有", "", "★"))
    ),
    "one tick alone": sheet_of(rows_of((*HEAD, "予以公开"), (*DATA, "√"))),
    "no tick at all": sheet_of(rows_of((*HEAD, "予以公开", "部分公开"), DATA, DATA)),
    "a word among ticks": sheet_of(rows_of((*HEAD, "予以公开", "部分公开"), (*DATA, "√", ""), (*DATA, "", "见附件"))),
    "a way of seven signs": sheet_of(rows_of((*HEAD, "网上平台系统申请", "网上平台在线"), (*DATA, "√", ""), (*DATA, "", "√"))),
    "是否 is no choice": sheet_of(rows_of((*HEAD, "是否公开", "有无公开", "公民", "法人"), (*DATA, "√", "", "√", ""), (*DATA, "", "√", "", "√"))),
    "a second mail number": sheet_of(rows_of((*HEAD, "邮件号", "邮件号", "邮件号"), DATA)),
    "signed for twice": sheet_of(rows_of(("登记编号", "签收日期", "申请人", "申请内容", "签收", "签收日"), DATA)),
    "signed for, received": sheet_of(rows_of((*HEAD, "签收日期"), DATA)),
    "the applicant with a telephone": sheet_of(rows_of(("登记编号", "收到日期", "申请人及联系电话", "申请内容"), DATA)),
    "the applicant twice": sheet_of(rows_of((*HEAD, "申请人/联系方式"), DATA)),
    "two days in one": sheet_of(rows_of((*HEAD, "收到日期和答复日期", "答复日期、文号", "收到日期及方式"), DATA)),
    "what is reckoned in one": sheet_of(rows_of((*HEAD, "法定到期日及是否逾期", "承办科室与承办人"), DATA)),
    "names nearly known": sheet_of(
        rows_of((*HEAD, "收到申请的日期", "补正通知的日期", "答复文书编", "电话码", "联系电活", "送达日朝", "第三方见", "复议结", "延长告知日其"))
    ),
    "below what they are not": sheet_of(
        rows_of((*HEAD, "行政复议", "", "应诉", "", "收费", ""), ("", "", "", "", "收到日期", "答复日期", "法院", "结果", "收到日期", "方式"))
    ),
}  # fmt: skip
CHOSEN: Sequence[dict[str, str]] = (
    {"申请内容": ""}, {"联系电话": "email", "备注": "handler"}, {"甲": "information_sought"}, {"申请人": "body_name"}, {"收到日期（2）": "replied_on"},
)  # fmt: skip


def test_headers_at_their_edges(approved) -> None:
    def tell() -> Iterator[str]:
        for name, sheet in HEADERS.items():
            yield f"== {name}"
            yield from header_lines(header_of(sheet))
        for chosen in CHOSEN:
            row = (
                "登记编号",
                "收到日期",
                "申请人",
                "申请内容",
                "联系电话",
                "备注",
                "甲",
                "收到日期",
            )
            yield f"== {chosen}"
            yield from header_lines(header_of(sheet_of(rows_of(row, DATA)), chosen))

    approved("headers_at_edges", tell())


def test_a_header_printed_again(approved) -> None:
    one = header_of(sheet_of(rows_of((*HEAD, "联系电话"), DATA)))
    deep = header_of(HEADERS["a group merged"])
    assert one is not None
    assert deep is not None
    rows: Sequence[Sequence[Any]] = (
        (*HEAD, "联系电话"), ("申请人", "登记编号", "收到日期", "申请内容"), ("登记编号", "收到日期", "申请人", "甲"), ("联系电话", "电子邮箱", "邮政编码", "收件人"),
        HEAD, ("登记编号", None, "申请人", "申请内容", "联系电话", "电子邮箱"), (), ("编号", "收到日期", "申请人", "行政复议", "", "", "行政诉讼", ""),
        ("编号", "收到日期", "申请人"), ("编号", "收到日期", "申请人", "行政复议", "结果"), ("申请人", "收到日期", "编号", "申请内容"),
    )  # fmt: skip

    def tell() -> Iterator[str]:
        for row in rows:
            for name, header in (("flat", one), ("deep", deep)):
                again = header_again(row, header)
                yield f"== {name} {list(row)}: {'the same' if again is header else ''}"
                if again is not header:
                    yield from header_lines(again)

    approved("headers_again", tell())


CELLS: Sequence[Any] = (
    '="0110"', '= "01""10" ', '=T("a")', "=1+1", "'0110", "' 甲", "’乙", "甲", 5, None, True, '="x', "=",
    1e15, 1e15 - 1, -1e15, 10**15, 999_999_999_999_999, float("nan"), "1.1E+17", "1E5", "1.1e+1234", "123456789012345000", "123456789012345001", "12345678901234000", "1101051949 1231002X",
    "#N/A", " #ref! ", "#DIV/0!", "#甲", "同上", "（同上）", "〃", "同 上", "同上同上同上同上同上同上同", "ditto", '"', "''", "同下", "",
)  # fmt: skip


def test_what_guards_a_cell(approved) -> None:
    def tell() -> Iterator[str]:
        for cell in CELLS:
            yield (
                f"{cell!r}: {guards.unguarded(cell)!r} lost {guards.has_lost_digits(cell)} "
                f"error {guards.is_error(cell)} ditto {guards.is_ditto(cell)}"
            )
        for text in ("√", "(√)", "（1）", "[V]", "v", "2", "", "是", "否", "○", "√√", " ★ "):
            yield f"{text}: {ticked_columns.is_tick(text)}"

    approved("guards_of_cells", tell())


SEVERAL: Sequence[tuple[str, Sequence[str]]] = (
    ("2026年3月20日 青公开答〔2026〕7号", ("replied_on", "document_number")), ("青公开答〔2026〕7号（2026.3.20）", ("replied_on", "document_number")), ("3月20日，网上", ("received_on", "channel")),
    ("网上 26.3.5", ("received_on", "channel")), ("邮寄EA123456789CN", ("channel", "mail_number")), ("1234567890123", ("channel", "mail_number")), ("12345678 邮寄", ("channel", "mail_number")),
    ("林一帆 13800138000", ("applicant_name", "phone")), ("林一帆\n0791-87654321", ("applicant_name", "phone")), ("林一帆，公民，138 0013 8000", ("applicant_name", "applicant_kind", "phone")),
    ("公民 林一帆", ("applicant_kind", "applicant_name")), ("林一帆（11010519491231002X）", ("applicant_name", "id_number")), ("青枫建材公司/13800138000/青枫区梧桐里6号", ("body_name", "phone", "address")),
    ("见附件", ("received_on", "document_number")), ("", ("received_on", "channel")), ("20日", ("received_on",)), ("3.5收到", ("received_on", "document_number")), ("第7号", ("document_number", "replied_on")),
    ("2026.3.20-3.21", ("replied_on", "document_number")), ("规划科 陈远", ("section", "handler")), ("陈远", ("section", "handler")), ("11010519491231002X 身份证", ("id_type", "id_number")),
    ("13800138000", ("applicant_name", "phone")), ("1.2.3", ("replied_on", "channel")), ("（网上）", ("received_on", "channel")), ("法人或其他组织", ("applicant_kind", "applicant_name")),
)  # fmt: skip


def test_cells_of_several_things_taken_apart(approved) -> None:
    approved(
        "cells_taken_apart",
        (f"{text!r} {list(names)}: {several.apart(text, names)}" for text, names in SEVERAL),
    )


def test_where_a_request_stands(approved) -> None:
    def tell() -> Iterator[str]:
        for at in (1, 2, 26, 27, 52, 53, 702, 703, 16384):
            yield f"{at}: {place_words('台账', at)} {place_words(f'台账{ON_ITS_SIDE}', at)} {letter(at - 1)}"
        for sheet in ("台账", f"台账{ON_ITS_SIDE}"):
            yield line_words(sheet, 3)
            yield from (lines_words(sheet, [3, 4], more) for more in (0, 1, 9))
        for one in FIELDS:
            short = [name for name in one.names if len(name) <= 4]
            yield f"{one.name} {one.label} {one.kind.name} {one.decides_days} {len(one.names)} {sorted(short)}"
        yield f"{len(BY_NAME)}"

    approved("places_and_fields", tell())
