"""The part of Markdown our own pages are written in, turned into HTML.

Headings, paragraphs, lists within lists, tables, code, bold, links and pictures; what is not known
stays as it was typed. Everything is escaped first.
"""

import re
from collections.abc import Iterator
from html import escape

_ITEM = re.compile(r"^( *)(?:([-*])|(\d+)\.) +(.*)$")
_HEADING = re.compile(r"^(#{1,4}) +(.*)$")
_INLINE = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)"), r'<img src="\2" alt="\1">'),
    (re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<b>\1</b>"),
)


def inline(words: str) -> str:
    """Return the HTML of words within a line."""
    parts = re.split(r"(`[^`]+`)", words)
    made = ""
    for part in parts:
        text = escape(part, quote=False)
        for pattern, becomes in _INLINE[:1] if part.startswith("`") else _INLINE[1:]:
            text = pattern.sub(becomes, text)
        made += text
    return made


def body(text: str) -> str:
    """Return the HTML of a page's text, without head and body tags."""
    return "\n".join(_blocks(text.splitlines()))


def headings(text: str) -> list[tuple[int, str, str]]:
    """Return the headings of the second and third rank: rank, words, and the place to jump to."""
    found = (match for match in map(_HEADING.match, text.splitlines()) if match)
    return [(len(one[1]), one[2], _place(one[2])) for one in found if len(one[1]) in {2, 3}]


def _place(words: str) -> str:
    return re.sub(r"[^\w一-鿿]+", "-", words)


def _blocks(lines: list[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        heading = _HEADING.match(line)
        if not line.strip():
            at += 1
        elif line.startswith("```"):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith("```")), at)
            yield f"<pre>{escape(chr(10).join(lines[at + 1 : end]), quote=False)}</pre>"
            at = max(end, at) + 1
        elif heading:
            rank = len(heading[1])
            yield f'<h{rank} id="{_place(heading[2])}">{inline(heading[2])}</h{rank}>'
            at += 1
        elif line.startswith("|"):
            end = _end(lines, at, lambda one: one.startswith("|"))
            yield _table(lines[at:end])
            at = end
        elif _ITEM.match(line):
            end = _end(lines, at, lambda one: bool(_ITEM.match(one) or one.startswith("  ")))
            yield _list([one for one in lines[at:end] if one.strip()])
            at = end
        else:
            end = _end(lines, at, _is_plain)
            yield f"<p>{inline(' '.join(lines[at:end]))}</p>"
            at = end


def _end(lines: list[str], at: int, belongs: "object") -> int:
    assert callable(belongs)
    end = at + 1
    while end < len(lines):
        line = lines[end]
        # An empty line between two items belongs to the list.
        gap = not line.strip() and end + 1 < len(lines) and _ITEM.match(lines[at])
        if not (belongs(line) or (gap and belongs(lines[end + 1]))):
            break
        end += 1
    return end


def _is_plain(line: str) -> bool:
    starts = line.startswith(("|", "```", "#"))
    return bool(line.strip()) and not starts and not _ITEM.match(line)


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    has_head = len(rows) > 1 and all(re.fullmatch(r":?-+:?", cell) for cell in rows[1])
    made = ["<table>"]
    for number, row in enumerate(rows):
        if has_head and number == 1:
            continue
        tag = "th" if has_head and number == 0 else "td"
        made.append("<tr>" + "".join(f"<{tag}>{inline(cell)}</{tag}>" for cell in row) + "</tr>")
    return "".join([*made, "</table>"])


def _list(lines: list[str]) -> str:
    first = _ITEM.match(lines[0])
    assert first is not None
    tag, depth = ("ul" if first[2] else "ol"), len(first[1])
    items: list[list[str]] = []
    for line in lines:
        match = _ITEM.match(line)
        if match and len(match[1]) <= depth:
            items.append([match[4]])
        else:
            items[-1].append(line)
    made = []
    for head, *rest in items:
        plain = [one.strip() for one in rest if not _ITEM.match(one)]
        inner = rest[next((n for n, one in enumerate(rest) if _ITEM.match(one)), len(rest)) :]
        text = inline(" ".join([head, *plain]) if not inner else head)
        made.append(f"<li>{text}{_list(inner) if inner else ''}</li>")
    return f"<{tag}>{''.join(made)}</{tag}>"
