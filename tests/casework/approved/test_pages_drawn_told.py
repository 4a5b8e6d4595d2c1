"""Pages drawn by lot: in what orders their characters are read, and what is found to be covered.

A page is a few lines of words; how far they stand apart, how high, which way round and in what
order the file gives them is drawn near the places where the program decides otherwise.
"""

import random
from array import array
from collections.abc import Iterator, Sequence

from PIL import Image

from casework.redaction.bars import Bar, pixels_of
from casework.redaction.bars import draw as draw_bars
from casework.redaction.characters import Flow, Letters, PageText
from casework.redaction.names import is_office_head
from casework.redaction.personal_numbers import numbers
from casework.redaction.places import Box, around, on_one_line
from casework.redaction.suggesting import Suggestions, places_of, suggest
from casework.redaction.table_gaps import forgotten
from casework.redaction.tables import TableCell, cells, head_of

Draw = random.Random
SIZE = 12.0
# Shares of a character's size around which a blank, a cell and a line are told apart.
GAPS = (0.0, 0.05, 0.29, 0.31, 0.6, 0.84, 0.86, 0.9, 1.6, 3.0, 6.0)
LINE_GAPS = (0.1, 0.25, 0.35, 1.1, 1.3, 1.6, 1.8, 3.0, 9.0)
WORDS = (
    "姓名", "户主", "林一帆", "江 晓舟", "联系电话", "13800138000", "138", "0013", "8000", "身份证号",
    "11010519491231002X", "110105194912310021", "序号", "1", "2", "12", "住址", "青枫区梧桐里6号2栋301室",
    "梧桐里", "6号", "申请人：林一帆", "经办人：周敏", "经办人", "周敏", "备注", "无", "银行账号", "6222021234567890123",
    "车牌号", "赣A12345", "出生年月", "1949-12-31", "邮箱", "lin@example.org", "—", "-", "- 3 -", "第2页共3页",
    "⻓江", "（签名）", "A1", "１３８００１３８０００", "现将有关情况答复如下", "面积", "120.5", "林一帆先生", "\ufffd\ufffd\ufffd", "•", "\u00ad",
)  # fmt: skip
TURNS = "0000000123"
HEADS = ("姓名", "户主姓名", "经办人", "身份证号码", "联系电话", "开户账号", "家庭住址", "车牌号", "出生日期", "电子邮箱", "序号", "面积（亩）")  # fmt: skip
CELLS = {
    "姓名": ("林一帆", "江晓", "司马云", "合计", "林 一 帆"),
    "户主姓名": ("林一帆", "江晓", "张王李赵"),
    "经办人": ("周敏", "林一帆"),
    "身份证号码": ("11010519491231002X", "110105", "无"),
    "联系电话": ("13800138000", "8612", "1380013"),
    "开户账号": ("6222021234567890123", "62220"),
    "家庭住址": ("梧桐里6号", "12", "略"),
    "车牌号": ("赣A12345", "赣AB12", "赣A123"),
    "出生日期": ("1949-12-31", "1949", "194"),
    "电子邮箱": ("lin@example.org", "无"),
    "序号": ("1", "2", "3"),
    "面积（亩）": ("1.5", "12"),
}  # fmt: skip


class Sheet:
    """A page that is being written."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Box, str]] = []

    def word(self, text: str, left: float, top: float, size: float, step: float = 1.0) -> float:
        """Write a word; return where it ends."""
        for letter in text:
            wide = size * (0.5 if letter.isascii() else 1.0) * step
            self.letters.append((letter, Box(left, top, left + wide, top + size), "0"))
            left += wide
        return left

    def page(self, loosely: float = 0.0) -> PageText:
        """Return what was written as the program reads it."""
        boxes = array("f", [number for _, box, _ in self.letters for number in box])
        turns = "".join(turn for _, _, turn in self.letters)
        letters = "".join(letter for letter, _, _ in self.letters)
        return PageText(595.0, 842.0, letters, boxes.tobytes(),
                        turns if set(turns) != {"0"} else "", loosely)  # fmt: skip


def words_by_lot(draw: Draw) -> PageText:
    """Return a page of words, as a worn form or a drawing has them."""
    sheet = Sheet()
    top = 40.0
    lines: list[list[tuple[str, Box, str]]] = []
    for _ in range(draw.randint(1, 7)):
        size = SIZE * draw.choice((1, 1, 1, 0.5, 1.5))
        left = draw.choice((40.0, 40.0, 44.0, 90.0, 200.0))
        begun = len(sheet.letters)
        for _ in range(draw.randint(1, 4)):
            high = top + size * draw.choice((0, 0, 0, 0.3, 0.55, 0.65))
            left = sheet.word(draw.choice(WORDS), left, high, size, draw.choice((1, 1, 1, 1.4)))
            left += size * draw.choice(GAPS)
        lines.append(sheet.letters[begun:])
        top += size * (1 + draw.choice(LINE_GAPS))
    kind = draw.randrange(8)
    if kind == 0:
        draw.shuffle(lines)
    elif kind == 1:
        lines = [[(one, box, draw.choice(TURNS)) for one, box, _ in line] for line in lines]
    elif kind == 2:
        turn = draw.choice("123")
        lines = [[(one, _turned(box, turn), turn) for one, box, _ in line] for line in lines]
    elif kind == 3:
        # Drawn twice to look bold, a little aside.
        by = draw.choice((0.0, 2.0, 4.0))
        lines = [
            [(one, box._replace(left=box.left + more, right=box.right + more), turn)
             for one, box, turn in line for more in (0.0, by)]
            for line in lines
        ]  # fmt: skip
    elif kind == 4:
        lines = [[*line, ("\n", Box(0, 0, 0, 0), "0")] for line in lines]
    sheet.letters = [one for line in lines for one in line]
    return sheet.page(draw.choice((0.0, 0.0, 0.1)))


def _turned(box: Box, turn: str) -> Box:
    if turn == "1":
        return Box(600 - box.bottom, box.left, 600 - box.top, box.right)
    if turn == "2":
        return Box(600 - box.right, 800 - box.bottom, 600 - box.left, 800 - box.top)
    return Box(box.top, 800 - box.right, box.bottom, 800 - box.left)


def table_by_lot(draw: Draw, top: float = 60.0, *, headless: bool = False) -> PageText:
    """Return a page with a table, whose cells may be broken, empty or written into the next."""
    heads = draw.sample(HEADS, draw.randint(2, 4))
    sheet = Sheet()
    wide = 480.0 / len(heads)
    if draw.random() < 0.5:
        sheet.word(draw.choice(("补偿发放花名册", "1", "填表人：周敏")), 200.0, top, SIZE)
        top += 30
    if not headless:
        for place, head in enumerate(heads):
            sheet.word(head, 40 + wide * place, top, SIZE)
        top += 22
    for _ in range(draw.randint(1, 5)):
        for place, head in enumerate(heads):
            said = draw.choice((*CELLS[head], ""))
            shift = draw.choice((0.0, 0.0, 0.0, 5.0, wide - 14 * len(said)))
            if len(said) > 5 and draw.random() < 0.2:
                sheet.word(said[5:], 40 + wide * place, top + 14, SIZE)
                said = said[:5]
            sheet.word(said, 40 + wide * place + shift, top, SIZE)
        top += draw.choice((22.0, 34.0, 34.0, 130.0))
    sheet.word(
        draw.choice(("联系人: 江晓", "以上属实", "林一帆", "")),
        draw.choice((20.0, 300.0)),
        top,
        SIZE,
    )
    return sheet.page()


def flow_line(name: str, flow: Flow) -> str:
    runs: list[str] = []
    for at in flow.origin:
        if runs and at >= 0 and runs[-1].split("-")[-1] == str(at - 1):
            runs[-1] = f"{runs[-1].split('-')[0]}-{at}"
        else:
            runs.append(str(at) if at >= 0 else "·")
    return f"  {name}: {flow.text!r} {' '.join(runs)}"


def box_line(box: Box) -> str:
    return ",".join(f"{number:.1f}" for number in box)


def suggestion_lines(found: Suggestions) -> Iterator[str]:
    for one in found.found:
        places = "; ".join(f"{page} {' '.join(map(box_line, boxes))}" for page, boxes in one.places)
        yield f"  {one.kind.name} {one.text} at {places}"
    for one, why in found.kept:
        yield f"  kept as {why.name}: {one.kind.name} {one.text} on {[page for page, _ in one.places]}"
    if found.missing or found.unread:
        yield f"  missing {found.missing}, unread {found.unread}"


def drawn_pages(name: str, number: int) -> Iterator[tuple[int, Draw]]:
    for seed in range(number):
        yield seed, Draw(f"{name} {seed}")


def test_the_orders_in_which_a_page_is_read(approved) -> None:
    def tell() -> Iterator[str]:
        for seed, draw in drawn_pages("orders", 70):
            page = Letters(words_by_lot(draw))
            yield f"== {seed}{' unread' if page.is_unread else ''}"
            yield flow_line("stored", page.stored)
            yield flow_line("read", page.read)
            yield flow_line("unbroken", page.stored.unbroken)
            yield flow_line("squeezed", page.read.squeezed)
            yield f"  chunks: {[[one.text for one in line] for line in page.chunks]}"
            for column in page.columns:
                yield flow_line("column", column)
            yield f"  flows: {len(page.flows)}, {box_line(page.box(len(page.boxes) - 1))}"
            yield f"  bars: {' '.join(box_line(one) for one in around(page.boxes))}"

    approved("pages_drawn", tell())


def test_what_is_found_on_pages_and_over_their_ends(approved) -> None:
    def tell() -> Iterator[str]:
        for seed, draw in drawn_pages("found", 60):
            pages = [words_by_lot(draw) for _ in range(draw.randint(1, 3))]
            own = draw.choice(((), ("林一帆",), ("周敏", "江晓舟")))
            terms = draw.choice(((), ("梧桐里6号",), ("情况答复", "1380013"), ("没有的词", "")))
            yield f"== {seed} own {own} terms {terms}"
            yield from suggestion_lines(suggest(pages, terms=terms, own=own))
            for one in places_of("138-0013", 0, Letters(pages[0])):
                yield f"  place: {one.text} {one.kind.name} {[box_line(box) for _, some in one.places for box in some]}"

    approved("found_on_pages", tell())


def cell_lines(found: Sequence[TableCell]) -> Iterator[str]:
    for one in found:
        yield f"  {one.kind.name} {one.chunk.text} {one.is_office}"


def test_what_stands_below_the_heads_of_tables(approved) -> None:
    def tell() -> Iterator[str]:
        for seed, draw in drawn_pages("tables", 50):
            first = table_by_lot(draw, draw.choice((60.0, 600.0)))
            second = table_by_lot(draw, headless=draw.random() < 0.7)
            yield f"== {seed}"
            found, columns = cells(Letters(first))
            more, still = cells(Letters(second), columns)
            yield from cell_lines(found)
            yield "  next page"
            yield from cell_lines(more)
            yield f"  open: {[(one.kind.name, round(one.left), round(one.right), one.is_office) for one in still]}"
            yield from suggestion_lines(suggest([first, second], own=("江晓",)))

    approved("found_in_tables", tell())


def test_heads_of_columns(approved) -> None:
    plain = ("", "姓名", "户主", "户主姓名", "申请人", "申请人签字", "申请人（盖章）", "村民", "村民姓名", "经办人", "经 办 人：",
             "局长", "身份证", "居民身份证号码", "公民身份号码", "证件号", "联系电话", "手机", "联系方式（必填）", "账号", "开户银行账号",
             "一卡通账户号码", "卡号", "家庭住址", "门牌", "门牌号", "户籍地", "车牌号码", "号牌", "出生", "出生年月日", "生日", "邮箱",
             "E-mail", "EMAIL地址", "电子邮件", "序号", "*姓名*", "姓名：", "非常非常非常长的姓名的表头", "被征收人姓名(户主)", "面积")  # fmt: skip

    def tell() -> Iterator[str]:
        for words in plain:
            kind = head_of(words)
            yield f"{words}: {kind.name if kind else ''} {is_office_head(words)}"

    approved("heads_of_columns", tell())


SEPARATORS = (
    "",
    " ",
    "  ",
    "   ",
    "-",
    " - ",
    "\n",
    "-\n",
    "\n-",
    "\t",
    " \n ",
    ".",
    ",",
    "、",
    "X",
)
BEFORE = ("", "电话", "手机：", "身份证号码：", "证件 ", "账号：", "卡号为", "银行卡(工行)：", "订单号", "合同编号：", "座机", "A", "1.", "热线 ", "+86 ", "+86", "(0791)", "0791-", "010-", "010", "86-", "0086 ", "注册号", "传真：")  # fmt: skip
AFTER = ("", "X", "x", "元", ".5", ",000", ",00", "a", " 转 12", "-8", "，", "日", "号")
WHOLE = (
    "13800138000", "12800138000", "1380013800", "138001380001", "11010519491231002X", "110105194912310021",
    "110105194913310021", "990105194912310021", "110105491231002", "110105491331002", "6222021234567890123",
    "6222021234567890128", "4111111111111111", "4111111111111112", "621234567890123", "79112345", "8712345", "1234567",
    "87654321", "12345678901234567890", "20260305", "0000000000", "6212345678901234",
)  # fmt: skip


def cut_by_lot(draw: Draw, digits: str) -> str:
    """Return a number as it is broken by blanks, boxes, cells and the ends of lines."""
    kind = draw.randrange(6)
    if kind == 0:
        return digits
    if kind == 1:
        return draw.choice(SEPARATORS[:4]).join(digits)
    by = draw.choice((3, 4, 4, 5, 6, 7, 8))
    if kind == 2:
        between = draw.choice(SEPARATORS)
        return between.join(digits[at : at + by] for at in range(0, len(digits), by))
    if kind == 3:
        return digits[:by] + draw.choice(SEPARATORS) + digits[by:]
    if kind == 4:
        return f"{digits[:3]} {digits[3:7]}{draw.choice(SEPARATORS)}{digits[7:]}"
    return digits + draw.choice(SEPARATORS) + draw.choice(WHOLE)


def test_numbers_broken_in_every_way(approved) -> None:
    def tell() -> Iterator[str]:
        for _, draw in drawn_pages("numbers", 900):
            text = draw.choice(BEFORE) + cut_by_lot(draw, draw.choice(WHOLE)) + draw.choice(AFTER)
            found = [f"{kind.name} {text[start:end]!r}" for kind, start, end in numbers(text)]
            yield f"{text!r} {'; '.join(found)}"

    approved("numbers_broken", tell())


def test_boxes_beside_and_below_each_other(approved) -> None:
    def box(draw: Draw, first: Box | None) -> Box:
        if first is None:
            return Box(100, 100, 100 + draw.choice((6, 12)), 112)
        left = first.left + draw.choice((-24, -3.1, -2.9, 0, 2.9, 3.1, 12, 35, 37, 60))
        top = first.top + draw.choice((-14.3, -7.3, -7.1, 0, 7.1, 7.3, 12, 14.3, 14.5, 26.3, 26.5))
        return Box(left, top, left + draw.choice((6, 12)), top + draw.choice((12, 12, 8)))

    def tell() -> Iterator[str]:
        for _, draw in drawn_pages("boxes", 200):
            boxes: list[Box] = []
            for _ in range(draw.randint(2, 4)):
                boxes.append(box(draw, boxes[-1] if boxes else None))
            one, other = boxes[:2]
            said = [on_one_line(one, other), one.meets(other), one.holds(other.left, other.top)]
            yield (
                f"{' | '.join(map(box_line, boxes))}: {said} {' | '.join(map(box_line, around(boxes)))}"
            )

    approved("boxes_beside", tell())


def test_cells_forgotten_in_a_column(approved) -> None:
    def tell() -> Iterator[str]:
        for seed, draw in drawn_pages("forgotten", 60):
            lines = Letters(table_by_lot(draw)).chunks
            every = [chunk.box for line in lines for chunk in line]
            column = draw.choice((40.0, 200.0, 280.0))
            below = [box for box in every if abs(box.left - column) < 60]
            covered = [box for box in below if draw.random() < 0.8]
            known = [box for box in every if draw.random() < 0.1]
            found = [one.text for one in forgotten(lines, covered, known)]
            yield f"{seed}: of {len(every)} cells {len(covered)} covered, {len(known)} known: {found}"

    approved("cells_forgotten", tell())


def inside(picture: Image.Image, covered: list[tuple[int, int, int, int]]) -> str:
    """Return how black the bars are, and between what the ring of their number lies."""
    said = []
    for area in covered:
        bar = picture.crop(area).convert("L")
        ring = bar.point([255 if value > 127 else 0 for value in range(256)]).getbbox()
        said.append(f"{bar.getpixel((0, 0))} ring {ring}")
    return " ".join(said) or f"nothing, {picture.convert('L').getextrema()}"


def test_bars_and_their_numbers(approved) -> None:
    places = (
        Box(10, 10, 40, 22), Box(-5, -5, 3, 3), Box(0, 0, 0, 0), Box(95, 95, 99.4, 99.4), Box(99.5, 10, 120, 20),
        Box(101, 10, 120, 20), Box(10, 150, 20, 160), Box(20.3, 20.3, 20.4, 20.4), Box(5, 40, 95, 90), Box(10, 10, 14, 30),
    )  # fmt: skip

    def tell() -> Iterator[str]:
        for scale in (0.5, 1.0, 200 / 72):
            for mode in ("L", "RGB"):
                size = round(100 * scale), round(100 * scale)
                for box in places:
                    for ground in (0, 3, 12):
                        bar = Bar(0, box, ground)
                        picture = Image.new(mode, size, "white")
                        covered = draw_bars(picture, [bar], scale)
                        yield f"{scale:.2f} {mode} {box_line(box)} {ground}: {pixels_of(bar, scale, size)} {covered} {inside(picture, covered)}"

    approved("bars_drawn", tell())
