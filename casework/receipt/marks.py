"""Boxes that are ticked or left open, in all the ways a form prints and a hand marks them.

The mark stands before its words (☑纸质 ☐光盘) or behind them (纸质（√） 光盘（ ）); some tick one
and print no boxes at all (√纸质 光盘).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TICK, _OPEN = "\ue001", "\ue002"
_SURE_TICKS = "☑☒✅✔✓√🗹🗸🗷⍻"
_BOXES = "☐□◻▢❏❑❒⬜⎕"
_CIRCLES = "○◯〇⭘"
_PAIRS = (("■◼▣⬛▪", _BOXES), ("●◉⦿", _CIRCLES + _BOXES))
_SAID = re.compile(
    r"[（(\[【]?\s*(?:已)?(?:勾选|打勾|选中|选定)\s*[）)\]】]?\s*[：:]?|"
    r"[（(【\[]\s*已选\s*[）)】\]]"
)
_IN_BRACKETS = re.compile(
    rf"[（(\[【]\s*(?:[{_SURE_TICKS}■●★*xXvVＶ对]|[{_BOXES}]\s*[{_SURE_TICKS}])\s*[）)\]】]"
)
_EMPTY_BRACKETS = re.compile(r"[（(\[【][\s\u3000_]*[）)\]】]")
_BOX_AND_TICK = re.compile(
    rf"[{_BOXES}]\s*{_TICK}|{_TICK}\s*[{_BOXES}]|{_OPEN}\s*{_TICK}|{_TICK}\s*{_OPEN}"
)
_MARKS = re.compile(rf"([{_TICK}{_OPEN}])")
_PART = re.compile(r"[\s\u3000、，,；;/／|]+")
_TAIL = re.compile(r"^[\s\u3000：:、，,；;。.]+|[\s\u3000：:、，,；;。.]+$")


@dataclass(frozen=True, slots=True)
class Options:
    """What a group of boxes says: its heading, what is ticked, what is left open."""

    heading: str
    ticked: tuple[str, ...]
    left_open: tuple[str, ...]
    # A box is ticked and its words were not found, as on a bad copy.
    is_unnamed: bool = False


def options_in(text: str) -> Options | None:
    """Return the boxes of a text, None where it has none."""
    marked = _marked(text)
    if _TICK not in marked and _OPEN not in marked:
        return None
    heading: list[str] = []
    ticked: list[str] = []
    left_open: list[str] = []
    has_open = _OPEN in marked
    is_unnamed = False
    for line in marked.split("\n"):
        if not _MARKS.search(line):
            # Words under a box go on with it; before all boxes they are what is asked.
            if not ticked and not left_open and line.strip():
                heading.append(line.strip())
            continue
        head, pairs = _pairs(line) if has_open else _ticked_only(line)
        if head and not ticked and not left_open:
            heading.append(head)
        for words, is_ticked in pairs:
            is_unnamed = is_unnamed or (is_ticked and not words)
            if words:
                (ticked if is_ticked else left_open).append(words)
    is_unnamed = is_unnamed or (_TICK in marked and not ticked)
    return Options("\n".join(heading), tuple(ticked), tuple(left_open), is_unnamed)


def has_marks(text: str) -> bool:
    """Tell whether there are boxes in a text."""
    marked = _marked(text)
    return _TICK in marked or _OPEN in marked


def _marked(text: str) -> str:
    text = _IN_BRACKETS.sub(_TICK, text)
    text = _SAID.sub(_TICK, text)
    text = re.sub(f"[{_SURE_TICKS}]", _TICK, text)
    text = _BOX_AND_TICK.sub(_TICK, text)
    for full, empty in _PAIRS:
        if re.search(f"[{empty}]", text) and re.search(f"[{full}]", text):
            text = re.sub(f"[{full}]", _TICK, text)
            text = re.sub(f"[{empty}]", _OPEN, text)
    text = re.sub(f"[{_BOXES}]", _OPEN, text)
    if len(re.findall(f"[{_CIRCLES}]", text)) > 1:
        text = re.sub(f"[{_CIRCLES}]", _OPEN, text)
    has_mark = _TICK in text or _OPEN in text
    if has_mark or len(_EMPTY_BRACKETS.findall(text)) > 1:
        text = _EMPTY_BRACKETS.sub(_OPEN, text)
    return text


def _pairs(line: str) -> tuple[str, list[tuple[str, bool]]]:
    """Return what stands before the boxes of a line, and each option with its state."""
    parts = _MARKS.split(line)
    words = [_TAIL.sub("", part) for part in parts[::2]]
    states = [part == _TICK for part in parts[1::2]]
    is_before = not words[-1].strip("）)】]")
    if words[0] and is_before and not parts[0].rstrip().endswith(("：", ":")):
        head, first = _last_part(words[0], len(states))
        return head, list(zip([first, *words[1:-1]], states, strict=True))
    return words[0], list(zip(words[1:], states, strict=True))


def _last_part(words: str, options: int) -> tuple[str, str]:
    """Return a heading and the first option, where both stand before the first box."""
    for colon in ("：", ":"):
        head, found, option = words.rpartition(colon)
        if found:
            return head.strip(), option.strip()
    return "", words


def _ticked_only(line: str) -> tuple[str, list[tuple[str, bool]]]:
    """Return the words next to each tick of a line that prints no boxes, the rest left open."""
    pairs: list[tuple[str, bool]] = []
    head = ""
    words = line
    for colon in ("：", ":"):
        before, found, after = line.partition(colon)
        if found and _TICK not in before:
            head, words = before.strip(), after
            break
    pieces: Sequence[str] = [piece for piece in _PART.split(words) if piece]
    ticks_next = False
    for place, piece in enumerate(pieces):
        bare = piece.replace(_TICK, "")
        if not bare:
            # A tick that stands alone belongs to what follows it, at the end to what precedes it.
            if place + 1 < len(pieces):
                ticks_next = True
            elif pairs:
                pairs[-1] = (pairs[-1][0], True)
            continue
        pairs.append((_TAIL.sub("", bare), _TICK in piece or ticks_next))
        ticks_next = False
    return head, pairs
