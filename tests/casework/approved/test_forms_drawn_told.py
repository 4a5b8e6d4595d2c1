"""Forms drawn by lot, line by line and cell by cell: what each label is taken to ask, and what is
read of the whole, held against what was approved."""

import random
from collections.abc import Iterator, Sequence

from casework.receipt.blocks import PageArea, ReadCell, ReadRow
from casework.receipt.choices_said import choice_named, choices_named
from casework.receipt.entries import entries_of
from casework.receipt.label_words import asked_by, asked_loosely, section_of, without_ordinal
from casework.receipt.marks import has_marks, options_in
from casework.receipt.page_rows import laid_out
from casework.receipt.settling_entries import settled
from tests.casework.approved.plain import told
from tests.casework.receipt import test_page_rows

Draw = random.Random
WHOSE = ("", "申请人", "第一申请人", "申请人2", "共同申请人", "代理人", "委托代理人", "法定代理人", "监护人", "联系人", "法人", "单位", "被申请人", "受理机关", "第三人", "本人的", "申请人代理人")  # fmt: skip
WHAT = (
    "", "姓名", "名称", "姓名/单位", "电话", "手机号码", "联系方式", "证件号码", "证件名称及号码", "身份证", "统一社会信用代码", "通信地址", "住址", "户籍地", "邮编", "邮箱", "E-mail",
    "签名", "盖章", "申请日期", "收到日期", "用途", "工作单位", "理由", "文号", "文件名称", "证件类型", "获取方式", "载体", "申请方式", "类别", "所需信息内容", "内容描述", "申请事项", "法定代表人",
    "快递单号", "备注", "性别", "信息", "情况", "基本信息", "代表", "Tel", "Name", "ID No", "Address", "requested information",
)  # fmt: skip
BEFORE = ("", "1.", "（二）", "★", "第三、", "①", "您的", "请填写")
AFTER = ("", "：", ":", "（必填）", "？", "*", "。", "\n\n续", "12")


def asked_words(label: str) -> str:
    asked = asked_by(label)
    loosely = asked_loosely(label)
    section = section_of(label)
    said = "—" if asked is None else f"{asked.field} {asked.party.name} {asked.rank}"
    return f"{said} / {'—' if loosely is None else f'{loosely.field} {loosely.is_loose}'} / {section.name if section else '—'}"


def test_what_labels_ask_for(approved) -> None:
    def tell() -> Iterator[str]:
        for whose in WHOSE:
            for what in WHAT:
                yield f"{whose}{what}: {asked_words(whose + what)}"
        for seed in range(300):
            draw = Draw(f"label {seed}")
            label = draw.choice(WHOSE) + draw.choice(WHAT)
            if draw.random() < 0.4 and len(label) > 2:
                at = draw.randrange(len(label))
                label = draw.choice(
                    (
                        label[:at] + label[at + 1 :],
                        f"{label[:at]} {label[at:]}",
                        f"{label[:at]}的{label[at:]}",
                    )
                )
            label = draw.choice(BEFORE) + label + draw.choice(AFTER)
            yield f"{label!r}: {asked_words(label)} {without_ordinal(label)!r}"

    approved("labels_asked", tell())


BOXES = (
    "☑",
    "☐",
    "□",
    "■",
    "√",
    "（√）",
    "（ ）",
    "[x]",
    "[]",
    "○",
    "●",
    "◉",
    "✓",
    "（已选）",
    "□√",
    "",
)
CHOICES = ("公民", "法人或其他组织", "商业企业", "科研机构", "律师", "身份证", "护照", "其他", "邮寄", "当面领取", "电子邮件", "网上", "自行查阅", "纸质", "电子", "光盘", "传真", "a@b.cn", "统一社会信用代码")  # fmt: skip
HEADS = (
    "获取方式：",
    "提供载体",
    "申请人类别:",
    "证件类型：",
    "申请方式",
    "",
    "",
    "是否减免费用：",
    "姓名：林一帆 ",
    "获取信息的方式（可多选）\n",
)


def boxes_by_lot(draw: Draw) -> str:
    """Return a group of boxes, the mark before its words or behind them."""
    is_before = draw.random() < 0.6
    pair = draw.sample(BOXES, 2) if draw.random() < 0.7 else [draw.choice(BOXES)] * 2
    pieces = []
    for words in draw.sample(CHOICES, draw.randint(1, 4)):
        mark = draw.choice(pair)
        pieces.append(f"{mark}{words}" if is_before else f"{words}{mark}")
    return draw.choice(HEADS) + draw.choice((" ", "  ", "\n", "、", "；")).join(pieces)


def test_boxes_ticked_and_left_open(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(260):
            text = boxes_by_lot(Draw(f"boxes {seed}"))
            found = options_in(text)
            said = (
                "—"
                if found is None
                else f"{found.heading!r} {list(found.ticked)} {list(found.left_open)} {found.is_unnamed}"
            )
            yield f"{text!r} {has_marks(text)}: {said}"
        for name in ("obtain_by", "media", "applicant_kind", "id_type", "channel"):
            for words in (*CHOICES, "纸质邮寄", "电子版发邮箱", "都可以", ""):
                one = choice_named(name, words)
                yield f"{name} {words}: {one.name if one else '—'} {[each.name for each in choices_named(name, words)]}"

    approved("boxes_ticked", tell())


VALUES: dict[str, Sequence[str]] = {
    "name": ("林一帆", "江晓舟", "青枫建材有限公司", "林一帆、江晓舟", "林一帆（签字）", "", "____", "无", "林一帆 电话13800138000"),
    "number": ("11010519491231002X", "110105194912310021", "E12345678", "91320102MA1ABCDE2X", "1 1 0 1", "居民身份证 11010519491231002X"),
    "phone": ("13800138000", "0791-87654321", "lin@example.org", "13800138000、13900139000", "同上"),
    "place": ("青枫区梧桐里6号", "青枫区梧桐里6号 330000", "同身份证地址", "/"),
    "sought": ("某村征地批复", "1.批复\n2.补偿方案", "详见附件", "请公开某村征地批复，并邮寄给我。", "申请人：林一帆\n征地批复", "11010519491231002X", ""),
    "day": ("2026年3月5日", "二〇二六年三月五日", "2026.3", "年  月  日"),
}  # fmt: skip
ASKED = (
    ("申请人姓名", "name"), ("姓名", "name"), ("代理人姓名", "name"), ("联系人", "name"), ("法定代表人", "name"), ("共同申请人", "name"), ("证件号码", "number"), ("身份证号", "number"),
    ("联系电话", "phone"), ("电话", "phone"), ("邮箱", "phone"), ("通信地址", "place"), ("住址", "place"), ("邮编", "place"), ("所需信息内容描述", "sought"), ("用途", "sought"),
    ("申请日期", "day"), ("签名", "name"), ("单位名称", "name"), ("文号", "number"), ("文件名称", "sought"), ("备注", "place"), ("监护人", "name"), ("所需信息的內容描述", "sought"),
)  # fmt: skip
LINES = ("申请人信息", "代理人信息：", "公民", "所需信息情况", "填写说明", "以下由受理机关填写", "此致", "敬礼", "2026年3月5日", "申请人（签字）：林一帆  2026年3月5日", "现依法申请公开以下信息：", "请于法定期限内答复。", "")  # fmt: skip


def form_by_lot(draw: Draw) -> list[ReadRow]:
    """Return the rows of a form: lines with labels in them, rows of a table, boxes, headings."""
    rows: list[ReadRow] = []
    for at in range(draw.randint(4, 13)):
        place = PageArea(0, 0.1, at * 0.05, 0.5, 0.03) if draw.random() < 0.3 else None
        sure = draw.choice((1.0, 1.0, 1.0, 0.61, 0.59))
        kind = draw.randrange(8)
        label, sort = draw.choice(ASKED)
        value = draw.choice(VALUES[sort])
        if kind < 3:
            cells = [label, value]
            if draw.random() < 0.5:
                other, sort = draw.choice(ASKED)
                cells += [other, draw.choice(VALUES[sort])]
            if sort == "number" and draw.random() < 0.3:
                cells = [label, *draw.choice(VALUES["number"])[:18]]
            if draw.random() < 0.15:
                cells.insert(0, draw.choice(LINES))
            rows.append(
                ReadRow(tuple(ReadCell(text, place, sure) for text in cells), in_table=True)
            )
        elif kind == 3:
            heads = draw.sample(ASKED, 3)
            rows.append(
                ReadRow(tuple(ReadCell(name, place, sure) for name, _ in heads), in_table=True)
            )
            rows.append(
                ReadRow(
                    tuple(ReadCell(draw.choice(VALUES[one]), place, sure) for _, one in heads),
                    in_table=True,
                )
            )
        elif kind < 6:
            text = f"{label}{draw.choice(('：', ':', ' ', ''))}{value}"
            if draw.random() < 0.4:
                other, sort = draw.choice(ASKED)
                text += f"{draw.choice(('  ', '，', '；'))}{other}：{draw.choice(VALUES[sort])}"
            rows.extend(ReadRow((ReadCell(one, place, sure),)) for one in text.split("\n"))
        elif kind == 6:
            in_table = draw.random() < 0.5
            cells = (
                [draw.choice(("获取方式", "申请人类别", "证件类型", label)), boxes_by_lot(draw)]
                if in_table
                else [boxes_by_lot(draw)]
            )
            rows.append(
                ReadRow(tuple(ReadCell(text, place, sure) for text in cells), in_table=in_table)
            )
        else:
            rows.append(
                ReadRow((ReadCell(draw.choice(LINES), place, sure),), in_table=draw.random() < 0.3)
            )
    return rows


def test_forms_drawn_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(150):
            rows = form_by_lot(Draw(f"form {seed}"))
            yield f"== {seed}"
            found = entries_of(rows)
            for one in found.labelled:
                ticked = "" if one.options is None else f" {list(one.options.ticked)}"
                yield f"  {one.asked.field} {one.asked.party.name} {one.label!r} {one.value!r} {one.order} {one.sureness} {one.own_line}{ticked}"
            yield from (f"  loose {one.order} {one.text!r}" for one in found.loose)
            reading = settled(found)
            for name, field in reading.fields.items():
                yield f"  → {name}: {field.value!r} of {field.source} {field.doubt} {field.place is not None}"
            yield f"  rest {[one.text for one in reading.rest]} signed {reading.signed_on}"

    approved("forms_drawn", tell())


def test_words_on_a_page_laid_out_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(70):
            draw = Draw(f"page {seed}")
            words = []
            top = 0.1
            for _ in range(draw.randint(1, 6)):
                left = draw.choice((0.1, 0.12, 0.3, 0.55))
                for _ in range(draw.randint(1, 3)):
                    label, sort = draw.choice(ASKED)
                    text = draw.choice((label, draw.choice(VALUES[sort]).replace("\n", "") or "某"))
                    right = left + 0.02 * len(text)
                    words.append(
                        test_page_rows.word(
                            text,
                            left,
                            top + draw.choice((0, 0, 0.004, 0.012)),
                            right,
                            draw.choice((0.5, 0.9)),
                        )
                    )
                    left = right + draw.choice((0.004, 0.015, 0.03, 0.1))
                top += draw.choice((0.015, 0.025, 0.03, 0.06))
            lines = test_page_rows.TABLE if draw.random() < 0.4 else []
            yield f"== {seed}"
            for row in laid_out(words, lines, page=1, ratio=0.7):
                yield from told([row], "  ")

    approved("pages_laid_out_drawn", tell())
