"""Texts worn by hands and machines: what is still read of them, held against what was approved.

Each is drawn by lot, always the same, and damaged in a few of the ways in which papers are.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from casework.importing import cells, identity_papers, numbering, numbers_in_cells, people_in_cells
from casework.outgoing.personal import masked, personal_numbers
from casework.receipt import values
from casework.receipt.reading import read_text
from casework.redaction.addresses import addresses
from casework.redaction.characters import plainly
from casework.redaction.doors import count_pages, read_pdf
from casework.redaction.names import names
from casework.redaction.personal_numbers import numbers
from casework.redaction.personal_words import words
from casework.redaction.suggesting import suggest
from casework.reports.subjects import subject_of
from rules.errors import ClerkError
from tests.casework.approved.plain import short, told
from tests.casework.receipt.applications import KINDS
from tests.casework.redaction.planted import PDF_MAKERS
from tests.casework.redaction.secrets import KINDS as SECRETS
from tests.casework.redaction.secrets import PLATE_LETTERS

Draw = random.Random
FULL = str.maketrans("0123456789:()", "０１２３４５６７８９：（）")


def _lines(text: str, change: Callable[[list[str]], None]) -> str:
    lines = text.split("\n")
    change(lines)
    return "\n".join(lines)


def _dropped(draw: Draw, text: str) -> str:
    def change(lines: list[str]) -> None:
        del lines[draw.randrange(len(lines))]

    return _lines(text, change)


def _joined(draw: Draw, text: str) -> str:
    def change(lines: list[str]) -> None:
        at = draw.randrange(len(lines))
        lines[at : at + 2] = ["".join(lines[at : at + 2])]

    return _lines(text, change)


def _swapped(draw: Draw, text: str) -> str:
    def change(lines: list[str]) -> None:
        at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]

    return _lines(text, change)


def _cut(draw: Draw, text: str) -> str:
    at = draw.randrange(len(text))
    return text[:at] + "\n" + text[at:]


def _spaced(draw: Draw, text: str) -> str:
    at = draw.randrange(len(text))
    return text[:at] + " ".join(text[at : at + 12]) + text[at + 12 :]


def _lost(draw: Draw, text: str) -> str:
    at = draw.randrange(len(text))
    return text[:at] + text[at + draw.choice((1, 1, 3)) :]


def _doubled(draw: Draw, text: str) -> str:
    def change(lines: list[str]) -> None:
        at = draw.randrange(len(lines))
        lines.insert(draw.randrange(len(lines)), lines[at])

    return _lines(text, change)


def _colons(draw: Draw, text: str) -> str:
    return text.replace("：", draw.choice((":", " ", "", "： ", "﹕")))


def _full(_: Draw, text: str) -> str:
    return text.translate(FULL)


WEAR = (_dropped, _joined, _swapped, _cut, _spaced, _lost, _doubled, _colons, _full)


def worn(draw: Draw, text: str, times: int) -> str:
    """Return a text damaged so many times."""
    for _ in range(times):
        text = draw.choice(WEAR)(draw, text) or text
    return text


def test_applications_that_are_worn(approved) -> None:
    def tell() -> Iterator[str]:
        for kind in KINDS:
            for seed in range(36):
                draw = Draw(f"{kind.__name__} {seed}")
                text = worn(draw, kind(draw).text, seed % 5 + 1)
                reading = read_text(text)
                yield f"== {kind.__name__} {seed}"
                yield from (f"  > {line}" for line in text.splitlines())
                yield from told(reading.fields)
                yield from told([reading.rest, reading.signed_on])

    approved("applications_worn", tell())


def _digits(draw: Draw, count: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(count))


def _a_line(draw: Draw) -> str:
    """Return a line with a secret, something much like one, or neither."""
    plate = draw.choice("京沪赣粤港台") + draw.choice(PLATE_LETTERS + "IO")
    plate += draw.choice(("", "·", " ", "-")) + "".join(
        draw.choice(PLATE_LETTERS + "0123456789") for _ in range(draw.randint(4, 7))
    )
    return draw.choice((
        lambda: draw.choice(SECRETS)(draw).sentence,
        lambda: f"{draw.choice(('电话', '编号', '账号', '证号', '合同', ''))}{_digits(draw, draw.randint(3, 20))}{draw.choice(('', '元', '号', '转2', '。'))}",
        lambda: f"车辆{plate}停放",
        lambda: f"{draw.choice('a1.')}{_digits(draw, 3)}@{draw.choice(('x', 'qq.com', 'a.b.cn', '.com'))}，",
        lambda: f"{draw.choice('王李欧司')}{draw.choice(('某', '阳', '马', '一帆', '先生', '女士', '某某'))}"
        f"{draw.choice(('诉', '与', '（女）', '，男', '等人', '的', ''))}{draw.choice(('李强', '某公司', ''))}",
        lambda: f"{draw.choice(('住', '位于', '', '家住'))}{draw.choice(('清河市', '东湖区', '某县', ''))}"
        f"{draw.choice(('青山路', '学府巷', '大王庄村', ''))}{draw.choice(('6号', '12组', '3栋', '', '第2号令'))}"
        f"{draw.choice(('2单元', '301室', '', '附近'))}",
        lambda: f"{draw.randint(1930, 2030)}{draw.choice('年.-')}{draw.randint(1, 13)}{draw.choice('月.-')}{draw.randint(1, 32)}{draw.choice(('日出生', '日', '生', ''))}",
    ))()  # fmt: skip


def test_secrets_and_what_looks_like_them(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(700):
            draw = Draw(f"line {seed}")
            line = _a_line(draw)
            if seed % 3 == 0:
                line = worn(draw, line, 1).replace("\n", " ")
            tidy = plainly(line)
            found = []
            for finder in (addresses, names, numbers, words):
                for one in finder(tidy):
                    kind = getattr(one, "kind", getattr(one, "label", ""))
                    found.append(f"{getattr(kind, 'name', kind)} {tidy[one.start : one.end]}")
            found += [f"{masked(number)} {kind}" for number, kind in personal_numbers(line)]
            yield f"{line} → {'；'.join(found) or '—'}"

    approved("lines_with_secrets", tell())


def _a_day(draw: Draw) -> str:
    year, month, day = draw.choice((2024, 2025, 25, 1998)), draw.randint(1, 13), draw.randint(1, 31)
    return draw.choice((
        f"{year}年{month}月{day}日", f"{year}.{month}.{day}", f"{year}/{month:02d}/{day:02d}",
        f"{year}{month:02d}{day:02d}", f"{month}月{day}日", f"{month}.{day}", f"{month}-{day}",
        f"{month}月{day}", f"{day}日", f"{month}月{draw.choice(('上', '中', '下'))}旬", f"{year}-{month}",
    ))  # fmt: skip


def _a_cell(draw: Draw) -> str:
    some = [_a_day(draw) for _ in range(draw.choice((1, 1, 1, 2, 3)))]
    text = draw.choice(("、", "；", "至", "，", " ", "\n", "-")).join(some)
    return draw.choice(("", "", "收到", "于", "约", "（", "补正：")) + text + draw.choice(
        ("", "", "发函", "已签收", "（周三）", "（周五）", "下午", "前", "）", "答复", " 10:30", "星期一")
    )  # fmt: skip


def _said(function: Callable[..., Any], *given: object) -> str:
    try:
        answer = function(*given)
    except (ValueError, ClerkError) as refusal:
        return f"✗{refusal}"
    return short(answer) or " ".join(told([answer])).strip()


def test_days_as_ledgers_write_them(approved) -> None:
    years = cells.Years(anchor=date(2025, 2, 20), until=date(2025, 12, 31))

    def tell() -> Iterator[str]:
        for seed in range(500):
            cell = _a_cell(Draw(f"cell {seed}"))
            one = _said(cells.day_of, cell, years)
            every = _said(cells.days_in, cell, years)
            rest = [
                cells.without_days(cell),
                numbers_in_cells.year_in(cell),
                numbers_in_cells.month_in(cell),
            ]
            yield f"{short(cell)} → {one} | {every} | {short(rest)} {cells.says_more(cell)}"

    approved("days_in_cells", tell())


def _a_person(draw: Draw) -> str:
    name = draw.choice(
        ("林一帆", "欧阳予安", "张三", "李某", "青枫区远岫公司", "某村委会", "Smith")
    )
    other = draw.choice(("周敏", "王二", "郑洁", "何清"))
    number = draw.choice(
        ("110101199003074518", "91320500MA1MC7RL0X", _digits(draw, 15), "E1234567")
    )
    phone = draw.choice(("13800138000", "0791-86000018", "86000018", _digits(draw, 11)))
    parts = [name] + [
        draw.choice((
            f"{draw.choice('、，/ ；')}{other}", f"（{other}代）", f"（代理人：{other}）", f"等{draw.randint(2, 9)}人",
            f"（身份证{number}）", f"身份证号：{number}", number, f"电话{phone}", phone, f"（{phone}）",
            f"，{draw.choice(('男', '女'))}", f"法定代表人：{other}", f"委托{other}", f"（{other}之母）",
            f"统一社会信用代码{number}", "（个人）", "（盖章）", f"住{other}路6号", "",
        ))
        for _ in range(draw.randint(0, 3))
    ]  # fmt: skip
    return "".join(parts)


def test_people_as_ledgers_write_them(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(400):
            draw = Draw(f"person {seed}")
            text = _a_person(draw)
            if seed % 5 == 0:
                text = worn(draw, text, 1).replace("\n", " ")
            yield f"== {text}"
            yield " ".join(told(people_in_cells.named_in(text)))
            label, number = identity_papers.labelled_number(text)
            paper = identity_papers.paper_of(label, number, is_person=seed % 2 == 0)
            yield f"{short(identity_papers.numbers_in(text))} {short(paper) or list(told([paper]))}"
            for function in (values.name_value, values.number_value, values.phone_value,
                             values.address_value, values.is_name, values.is_person):  # fmt: skip
                yield f"  {_said(function, text)}"

    approved("people_in_cells", tell())


def _a_number(draw: Draw) -> str:
    year = draw.choice(("2025", "2024", "25", ""))
    at = draw.choice(("3", "03", "0012", "1234567"))
    written = draw.choice((
        f"依申请〔{year}〕{at}号", f"依申请[{year}]{at}", f"{year}-{at}", f"第{at}号", at, f"{at}号",
        f"({year}){at}", f"依申请〔{year}〕{at}号附1", f"{year}年第{at}号", f"申{year}{at}",
    ))  # fmt: skip
    return written + draw.choice(("", "", " ", "（补）"))


def _a_matter(draw: Draw) -> str:
    asked = draw.choice(("申请公开", "请求获取", "想了解", ""))
    what = draw.choice((
        "2025年度部门预算", "征地批复", "《工作要点》（赣府〔2025〕3号）", "拆迁补偿标准", "信访处理情况",
        "执法案卷", "会议纪要", "3项文件：1．规划许可；2．环评批复", "个人档案", "政府采购合同",
    ))  # fmt: skip
    return asked + what + draw.choice(("", "，纸质邮寄", "，发至邮箱", "。用于诉讼", "（复印件）"))


def test_numbers_and_matters_as_ledgers_write_them(approved) -> None:
    patterns = ("依申请〔{年}〕{号}号", "{号}", "{年}-{号}")

    def tell() -> Iterator[str]:
        for seed in range(250):
            draw = Draw(f"number {seed}")
            text, matter = _a_number(draw), _a_matter(draw)
            found = [numbering.number_of(text, pattern) for pattern in patterns]
            plain = numbering.bare_serial(text), numbering.plain_number(text)
            yield f"{text} → {list(map(str, found))} {plain}"
            sought = " ".join(told(values.sought_value(matter)))
            yield f"  {matter} → {short(subject_of(matter))} {sought}"
            amount = draw.choice(("3", "03", "1234567", "1,380", "¥20")) + draw.choice(
                ("元", "", ".50", "万元", "元整")
            )
            yuan = _said(numbers_in_cells.yuan_of, amount)
            yield f"  {amount} → {yuan} {numbers_in_cells.whole_number_in(text)}"

    approved("numbers_in_cells", tell())


def test_what_is_found_on_more_papers(approved, tmp_path) -> None:
    def tell() -> Iterator[str]:
        for number, maker in enumerate(PDF_MAKERS[1::2]):
            paper = maker(Draw(f"paper {number}"), True)
            source = tmp_path / f"{number}.pdf"
            source.write_bytes(paper.content)
            pages = read_pdf(source, tmp_path, 0, count_pages(source))
            found = suggest([page.text for page in pages], terms=[])
            yield f"== {paper.name} {number}"
            # Where a line is spread, blanks come of the width of the computer's own fonts.
            yield from (
                f"{one.kind.name} {one.text.replace(' ', '')} "
                f"{[(at, len(boxes)) for at, boxes in one.places]}"
                for one in found.found
            )
            yield from (f"kept {one.kind.name} {one.text} {why.name}" for one, why in found.kept)
            yield from told([found.missing, found.unread])

    approved("papers_to_cover", tell())
