"""The characters of a page put into an order in which things can be looked for.

One order is never enough: the file's own breaks a number that runs on in the next line of a narrow
cell, the order of reading mixes the cells of a row. So there are several, and what is found in any
of them counts. Every character keeps its place on the page.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from casework.redaction.places import Box, on_one_line, whole

# What fonts of Chinese programs answer with in place of the character itself; Unicode gives the
# radicals of this block no equal.
_RADICALS = dict(
    zip(
        "⺁⺌⺍⺕⺝⺟⺠⺣⺤⺧⺪⺫⺬⺮⺶⺷⺸⻁⻄⻅⻆⻇⻉⻋⻌⻍⻎⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂小小彐月母民灬爫牛疋罒示竹羊羊羊虎西见角角贝车辶辶辶镸长门阝青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－﹘⁃ｰ", "-")
_DOTS = dict.fromkeys("•・‧∙●⋅･", "·")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\ufffe\uffff\x02\x00")
_UNREAD = frozenset("\ufffd") | {chr(code) for code in range(0xE000, 0xE020)}
_A_SPACE = 0.3
_A_CELL = 0.85
_LEAST_BLANKS = 5
_ALIGNED = 0.35


@lru_cache(maxsize=8192)
def plain(character: str) -> str:
    """Return a character as it is looked for: full width made half, variants made one."""
    if character in _UNSEEN:
        return ""
    character = _RADICALS.get(character, character)
    character = _DASHES.get(character, _DOTS.get(character, character))
    if character.isspace():
        return {"\n": "\n", "\r": ""}.get(character, " ")
    if unicodedata.category(character) == "No":
        # A circled number is no digit of the number it stands before.
        return character
    made = unicodedata.normalize("NFKC", character)
    return "".join(_DASHES.get(one, one) for one in made if not one.isspace()) or " "


def plainly(text: str) -> str:
    """Return a text as it is looked for."""
    return "".join(map(plain, text))


@dataclass(frozen=True, slots=True)
class PageText:
    """What stands on a page: its characters, and four numbers for the box of each.

    `turns` says for each whether it is set upright (0), running down the page (1), on its head (2)
    or up the page (3); empty where all are upright. A character the file's fonts give no meaning
    to is among them as U+FFFD: it can be seen on the page and not be searched for. Where the
    places are only nearly right, bars are larger by `loosely` (a share of the height).
    """

    width: float
    height: float
    letters: str
    boxes: bytes
    turns: str = ""
    loosely: float = 0.0


@dataclass(frozen=True, eq=False)
class Flow:
    """A text to look in, and which character of the page each of its characters is (-1: none)."""

    text: str
    origin: Sequence[int]

    def characters(self, start: int, end: int) -> list[int]:
        """Return the characters of the page that make up a stretch of the text."""
        found = dict.fromkeys(at for at in self.origin[start:end] if at >= 0)
        return list(found)

    @cached_property
    def squeezed(self) -> "Flow":
        """The text without what may stand between the characters of a word, in small letters."""
        kept = [
            (low, at)
            for letter, at in zip(self.text, self.origin, strict=True)
            if letter not in " \t\n"
            for low in letter.lower()
        ]
        return Flow("".join(low for low, _ in kept), [at for _, at in kept])

    def without(self, letter: str) -> "Flow":
        """Return the text without one character, wherever it stands."""
        kept = [pair for pair in zip(self.text, self.origin, strict=True) if pair[0] != letter]
        return Flow("".join(one for one, _ in kept), [at for _, at in kept])

    @cached_property
    def unbroken(self) -> "Flow":
        """The text with its lines joined, as a sentence runs on over their ends; or the text."""
        if "\n" not in self.text.rstrip("\n"):
            return self
        # A stroke begins the number of a page, or an item of a list.
        kept = [
            (letter, at)
            for letter, at, following in zip(
                self.text, self.origin, f"{self.text[1:]} ", strict=True
            )
            if letter != "\n" or following == "-"
        ]
        return Flow("".join(letter for letter, _ in kept), [at for _, at in kept])


@dataclass(frozen=True, slots=True)
class Chunk:
    """Characters that stand together in a line: a cell of a table, or a line of running text."""

    flow: Flow
    box: Box

    @property
    def text(self) -> str:
        """What it says."""
        return self.flow.text

    @property
    def characters(self) -> list[int]:
        """Its characters of the page."""
        return self.flow.characters(0, len(self.flow.text))


class Letters:
    """The characters of one page in every order needed."""

    def __init__(self, page: PageText) -> None:
        self.page = page
        numbers = array("f")
        numbers.frombytes(page.boxes)
        flat = numbers.tolist()
        self._shown = [Box(*flat[at : at + 4]) for at in range(0, len(flat), 4)]
        self._turns = page.turns or "0" * len(self._shown)
        # Where each would stand if its line were upright; lines are made from these.
        self.boxes = [
            box if turn == "0" else _upright(box, turn)
            for box, turn in zip(self._shown, self._turns, strict=True)
        ]

    def box(self, at: int) -> Box:
        """Return where a character stands, with what a bar over it must cover besides."""
        box, more = self._shown[at], self.page.loosely * self._shown[at].height
        if not more:
            return box
        return Box(box.left - more, box.top - more, box.right + more, box.bottom + more)

    def _is_placed(self, at: int) -> bool:
        box = self.boxes[at]
        return box.right > box.left and box.bottom > box.top

    @cached_property
    def is_unread(self) -> bool:
        """Whether a noticeable part of the characters has no meaning that could be searched."""
        unread = sum(1 for letter in self.page.letters if letter in _UNREAD)
        return unread > 3 and unread * 10 > len(self.page.letters.strip())

    @cached_property
    def stored(self) -> Flow:
        """The text in the order of the file."""
        text: list[str] = []
        origin: list[int] = []
        last = begun = -1
        for at, letter in enumerate(self.page.letters):
            made = plain(letter)
            if made and not made.isspace() and self._is_placed(at):
                if last >= 0 and text:
                    between = self._between(last, at)
                    if between and not text[-1].isspace():
                        text.append(between)
                        origin.append(-1)
                    if text[-1] == "\n":
                        if self._is_far(last, at) or self._is_elsewhere(begun, at):
                            text[-1] = "\f"
                        begun = at
                    elif between == "\t" and text[-1] == " ":
                        # A blank a reader is given for what is the end of a cell.
                        text[-1] = between
                last = at
                begun = at if begun < 0 else begun
            for one in made:
                text.append(one)
                origin.append(at if not one.isspace() else -1)
        return Flow("".join(text), origin)

    def _is_far(self, one: int, other: int) -> bool:
        """Tell whether a character is not on the line below another: nothing runs on there."""
        before, after = self.boxes[one], self.boxes[other]
        gap = after.top - before.bottom
        return gap > 1.7 * max(before.height, after.height) or after.bottom < before.top

    def _is_elsewhere(self, begun: int, at: int) -> bool:
        """Tell whether a line begins far left of the one before: it is in another cell."""
        before, after = self.boxes[begun], self.boxes[at]
        return before.left - after.left > 4 * max(before.height, after.height)

    def _between(self, one: int, other: int) -> str:
        before, after = self.boxes[one], self.boxes[other]
        if self._turns[one] != self._turns[other]:
            return "\n"
        if not on_one_line(before, after):
            # Vertical text goes on below, closely; what is farther is a line.
            step = max(after.top - before.bottom, before.top - after.bottom)
            is_beside = before.left < after.right and after.left < before.right
            return "" if is_beside and step < 0.3 * max(before.height, 1.0) else "\n"
        gap = max(after.left - before.right, before.left - after.right)
        size = max(before.height, after.height)
        return "\t" if gap > _A_CELL * size else ""

    @cached_property
    def lines(self) -> list[list[int]]:
        """The characters by lines from top to bottom, each line from left to right."""
        placed = [
            at
            for at, letter in enumerate(self.page.letters)
            if self._is_placed(at) and plain(letter).strip()
        ]
        lines: list[list[int]] = []
        for turn in "0123":
            turned = [at for at in placed if self._turns[at] == turn]
            lines.extend(self._lines_of(turned))
        return lines

    def _lines_of(self, placed: list[int]) -> list[list[int]]:
        placed.sort(key=lambda at: self.boxes[at].top + self.boxes[at].bottom)
        lines: list[list[int]] = []
        spans: list[Box] = []
        for at in placed:
            box = self.boxes[at]
            # Lines are met from above: only the last few can still take a character.
            for place in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
                if on_one_line(spans[place], box):
                    lines[place].append(at)
                    break
            else:
                lines.append([at])
                spans.append(box)
        for line in lines:
            line.sort(key=lambda at: self.boxes[at].left)
        return lines

    @cached_property
    def chunks(self) -> list[list[Chunk]]:
        """The lines, each cut where a cell ends."""
        return [list(self._cut(line)) for line in self.lines]

    def _cut(self, line: Iterable[int]) -> Iterable[Chunk]:
        text: list[str] = []
        origin: list[int] = []
        last = -1
        for at in self._once(line):
            if last >= 0:
                before, box = self.boxes[last], self.boxes[at]
                gap, size = box.left - before.right, max(before.height, box.height)
                if gap > _A_CELL * size:
                    yield self._chunk(text, origin)
                    text, origin = [], []
                elif gap > _A_SPACE * size:
                    text.append(" ")
                    origin.append(-1)
            for one in plain(self.page.letters[at]):
                text.append(one)
                origin.append(at)
            last = at
        if text:
            yield self._chunk(text, origin)

    def _chunk(self, text: list[str], origin: list[int]) -> Chunk:
        flow = Flow("".join(text), origin)
        blanks = text.count(" ")
        if blanks > _LEAST_BLANKS and 2 * blanks > len(text) - blanks:
            # Letters spread over their line, each apart: the blanks say nothing.
            flow = flow.without(" ")
        return Chunk(flow, whole([self.boxes[at] for at in origin if at >= 0]))

    def parted(self, chunk: Chunk, lefts: Sequence[float]) -> Iterator[Chunk]:
        """Yield a chunk in parts where one begins under the beginning of a column's head.

        A number set to the right edge of its cell touches the text of the next one.
        """
        text: list[str] = []
        origin: list[int] = []
        for letter, at in zip(chunk.text, chunk.flow.origin, strict=True):
            if text and at >= 0 and origin[-1] != at:
                box = self.boxes[at]
                if any(abs(box.left - left) < _ALIGNED * box.height for left in lefts):
                    yield self._chunk(text, origin)
                    text, origin = [], []
            text.append(letter)
            origin.append(at)
        if any(at >= 0 for at in origin):
            yield self._chunk(text, origin)

    def _once(self, line: Iterable[int]) -> Iterable[int]:
        """Leave out what is drawn a second time to look bold; its bar is the first one's."""
        last = -1
        for at in line:
            if last >= 0 and self.page.letters[at] == self.page.letters[last]:
                shift = abs(self.boxes[at].left - self.boxes[last].left)
                if shift < 0.25 * max(self.boxes[at].width, 1.0):
                    continue
            last = at
            yield at

    @cached_property
    def read(self) -> Flow:
        """The text in the order of reading: line by line, cells set apart by tabs."""
        return _after_each_other(
            (chunk, "\t" if number + 1 < len(line) else end)
            for line, end in zip(self.chunks, self._ends(), strict=True)
            for number, chunk in enumerate(line)
        )

    def _ends(self) -> Iterator[str]:
        """Yield how each line ends: a row of a table never runs on in the next one."""
        is_row = [len(line) > 1 for line in self.chunks]
        for this, following in pairwise([*is_row, False]):
            yield "\f" if this or following else "\n"

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Every order in which things are looked for, each text once."""
        by_text: dict[str, Flow] = {}
        for flow in (self.read, self.stored, *self.columns):
            by_text.setdefault(re.sub(r"\n{2,}", "\n", flow.text).strip("\n\f "), flow)
        return tuple(by_text.values())

    @cached_property
    def columns(self) -> list[Flow]:
        """What stands below each other in cells: a cell's own lines, and the cells of a column."""
        below: dict[int, Chunk] = {}
        is_led_to: set[int] = set()
        for upper, lower in pairwise(self.chunks):
            is_row = len(upper) > 1 or len(lower) > 1
            for chunk in upper:
                # The last lines of a high cell stand alone.
                if not is_row and id(chunk) not in is_led_to:
                    continue
                under = [one for one in lower if _is_below(chunk.box, one.box)]
                if len(under) == 1:
                    below[id(chunk)] = under[0]
                    is_led_to.add(id(under[0]))
        return [
            _after_each_other((one, "\n") for one in _chain(chunk, below))
            for line in self.chunks
            for chunk in line
            if id(chunk) in below and id(chunk) not in is_led_to
        ]


def _upright(box: Box, turn: str) -> Box:
    left, top, right, bottom = box
    if turn == "1":
        return Box(top, -right, bottom, -left)
    if turn == "2":
        return Box(-right, -bottom, -left, -top)
    return Box(-bottom, left, -top, right)


def _chain(chunk: Chunk, below: dict[int, Chunk]) -> Iterator[Chunk]:
    yield chunk
    while (lower := below.get(id(chunk))) is not None:
        yield lower
        chunk = lower


def _is_below(upper: Box, lower: Box) -> bool:
    common = min(upper.right, lower.right) - max(upper.left, lower.left)
    gap = lower.top - upper.bottom
    return common > 0.5 * min(upper.width, lower.width) and gap < 1.2 * upper.height


def _after_each_other(parts: Iterable[tuple[Chunk, str]]) -> Flow:
    text: list[str] = []
    origin: list[int] = []
    for chunk, end in parts:
        text.extend(chunk.flow.text)
        origin.extend(chunk.flow.origin)
        text.append(end)
        origin.append(-1)
    return Flow("".join(text), origin)
