"""A document's rows as what each label has beside it, and the lines that stand by themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from casework.receipt.asking import asking_clause
from casework.receipt.blocks import Cell, Place, Row
from casework.receipt.choices_said import choice_named
from casework.receipt.formulas import day_alone, is_formula
from casework.receipt.inline import Segment, segments_of
from casework.receipt.label_words import (
    ASIDE,
    CHOICE,
    CHOSEN,
    MULTI_LINE,
    NAME,
    SIGNED_ON,
    Asked,
    Party,
    asked_by,
    asked_loosely,
    section_of,
    without_ordinal,
)
from casework.receipt.marks import Options, has_marks, options_in
from forms.labels import plain_label

_PART_OF_FORM = re.compile(
    r"(?:所需|申请)?(?:信息)?(?:情况|要求)|[必选]填(?:部分|项)?|申请人(?:信息|情况)?|"
    r"所需信息情况|基本信息|填写说明"
)
# Inside what is sought these words open no new label: 1. 名称：…
_WEAK = frozenset(
    ("名称", "内容", "信息", "标题", "文号", "事项", "编号", "单位", "申请", "日期", "姓名", "名",
     "备注", "说明", "材料", "附件", "信息名称", "文件名称", "项目名称", "信息内容", "所需信息",
     "地址")
)  # fmt: skip
_BLANK = re.compile(r"^[\s_＿—\-/／.．…]*$")
_NUMBERED = frozenset(("id_number", "phone", "email", "postcode"))
_DIGITS = frozenset(("id_number", "phone", "postcode"))
_LINE_NAMES = frozenset(("applicant_name", "agent_name", "co_applicants", NAME))


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands beside a label. `order` counts rows, so that what follows what can be told."""

    asked: Asked
    label: str
    value: str
    place: Place | None = None
    sureness: float = 1.0
    order: int = 0
    options: Options | None = None
    # It opens its line, rather than stand in a sentence about somebody.
    own_line: bool = True


@dataclass(frozen=True, slots=True)
class Loose:
    """A line that stands beside no label."""

    text: str
    place: Place | None = None
    sureness: float = 1.0
    order: int = 0


@dataclass(slots=True)
class Entries:
    """A document's labels with their values, and its other lines, both in reading order."""

    labelled: list[Entry] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)


def entries_of(rows: Sequence[Row]) -> Entries:
    """Return what the labels of a document have beside them."""
    flow = _Flow()
    at = 0
    while at < len(rows):
        row = rows[at]
        flow.order += 1
        if row.in_table:
            below = rows[at + 1] if at + 1 < len(rows) else None
            at += flow.table_row(row, below)
        else:
            flow.line(row.cells[0])
            at += 1
    return flow.found


class _Flow:
    def __init__(self) -> None:
        self.found = Entries()
        self.order = 0
        self._party: Party | None = None
        self._open: int | None = None
        self._in_cell = False

    def _add(self, asked: Asked, label: str, value: str, cell: Cell,
             options: Options | None = None, *, own_line: bool = True) -> None:  # fmt: skip
        asked = self._whose(asked, label)
        entry = Entry(
            asked, label.strip(), value, cell.place, cell.sureness, self.order, options, own_line
        )
        self.found.labelled.append(entry)

    def _whose(self, asked: Asked, label: str) -> Asked:
        """Return a label as what its section makes of it: 姓名 under 代理人 is the agent's."""
        if asked.party is not Party.APPLICANT or self._party in (None, Party.APPLICANT):
            return asked
        if asked.field in MULTI_LINE or asked.field in CHOSEN - {"id_type"}:
            if asked.field == "information_sought":
                self._party = None
            return asked
        if plain_label(label).startswith("申请") or asked.field in (SIGNED_ON, "applicant_kind"):
            return asked
        assert self._party is not None
        if asked.field == "applicant_name":
            named = {Party.AGENT: "agent_name", Party.JOINT: "co_applicants"}.get(self._party, NAME)
            return Asked(named, self._party)
        return asked._replace(party=self._party)

    # Tables

    def table_row(self, row: Row, below: Row | None) -> int:
        """Take in a row of a table; return how many rows it took."""
        self._open = None
        cells = row.cells
        if below is not None and self._heads_over(cells, below):
            for cell, under in zip(cells, below.cells, strict=True):
                asked = asked_by(cell.text)
                if asked is not None:
                    self._add(asked, cell.text, under.text, under)
            return 2
        at = 0
        while at < len(cells):
            at += self._cell(cells, at)
        return 1

    @staticmethod
    def _heads_over(cells: Sequence[Cell], below: Row) -> bool:
        """Tell whether a row is labels only, over a row of as many values."""
        if not below.in_table or len(below.cells) != len(cells) or len(cells) < 2:
            return False
        filled = [cell.text for cell in cells if cell.text.strip()]
        values = [cell.text for cell in below.cells if cell.text.strip()]
        return (
            len(filled) > 1
            and all(asked_by(text) and "：" not in text.strip(" ：:") for text in filled)
            and bool(values)
            and not any(asked_by(text) or has_marks(text) or section_of(text) for text in values)
            and not any(choice_named("id_type", text) for text in filled)
        )

    def _cell(self, cells: Sequence[Cell], at: int) -> int:
        """Take in a cell, with the one beside it where it is a label; return how many it took."""
        cell = cells[at]
        text = cell.text.strip()
        if not text:
            return 1
        asked = None if has_marks(text) else asked_by(text)
        if asked is None and at + 1 < len(cells) and len(text) < 30:
            follows = cells[at + 1].text.strip()
            if follows and asked_by(follows) is None and not section_of(text):
                asked = asked_loosely(text)
        if asked is not None:
            return 1 + self._beside(asked, cells, at)
        following = cells[at + 1].text if at + 1 < len(cells) else ""
        section = section_of(text)
        if section is not None and (at == 0 or following) and "：" not in text:
            self._party = section
            return 1
        if _PART_OF_FORM.match(plain_label(text)):
            return 1
        if len(cells) > 1 and at == 0 and following and len(plain_label(text)) <= 8 and (
            asked_by(following) or has_marks(following)
        ) and not has_marks(text):  # fmt: skip
            return 1
        self._lines_of_cell(cell)
        return 1

    def _beside(self, asked: Asked, cells: Sequence[Cell], at: int) -> int:
        """Enter the value beside a label; return how many cells it took."""
        label = cells[at].text
        if at + 1 >= len(cells):
            self._add(asked, label, "", cells[at])
            return 0
        value = cells[at + 1]
        text = value.text.strip()
        if asked.field in _DIGITS:
            single = 0
            while at + 1 + single < len(cells) and len(cells[at + 1 + single].text.strip()) == 1:
                single += 1
            if single > 4:
                digits = "".join(cell.text.strip() for cell in cells[at + 1 : at + 1 + single])
                self._add(asked, label, digits, value)
                return single
        is_choice = asked.field in CHOSEN and choice_named(asked.field, text) is not None
        if asked_by(text) is not None and not is_choice and not has_marks(text):
            self._add(asked, label, "", cells[at])
            return 0
        options = options_in(text)
        if options is not None and (asked.field in CHOSEN or asked.field == ASIDE):
            self._add(asked, label, text, value, options)
            return 1
        if options is not None and options.heading and asked_by(options.heading):
            self._add(asked, label, "", cells[at])
            return 0
        if asked.field not in MULTI_LINE and len(text.splitlines()) > 1:
            inner = _inner_labels(text)
            if inner:
                first, _, more = text.partition("\n")
                self._add(asked, label, first, value)
                self._lines_of_cell(replace(value, text=more))
                return 1
        if asked.field == "information_sought" and _opens_with_label(text):
            self._lines_of_cell(replace(value, text=f"{label.strip()}：\n{text}"))
            return 1
        self._add(asked, label, text, value)
        return 1

    def _lines_of_cell(self, cell: Cell) -> None:
        text = cell.text.strip("\n")
        options = options_in(text)
        if options is not None and self._choice(options, text, cell):
            return
        self._in_cell = True
        for line in text.splitlines():
            self.line(Cell(line, cell.place, cell.sureness))
        self._in_cell = False
        self._open = None

    # Lines

    def line(self, cell: Cell) -> None:
        """Take in a line of text."""
        text = cell.text.strip()
        if not text:
            self._go_on("")
            return
        if is_formula(text):
            self._open = None
            self._leave(cell)
            return
        if day_alone(text):
            self._open = None
            self._add(Asked(SIGNED_ON), "", text, cell)
            return
        in_sought = self._open is not None and self._is_sought(self._open)
        options = options_in(text)
        if options is not None and self._choice(options, text, cell):
            self._open = None
            return
        segments = segments_of(text, in_sought=in_sought, weak=_WEAK)
        if segments:
            self._segments(segments, text, cell)
            return
        heading = asked_by(text.rstrip("：: "))
        if heading is not None and not (in_sought and plain_label(text) in _WEAK):
            self._party_by(heading)
            self._add(heading, text.rstrip("：: "), "", cell)
            self._open = len(self.found.labelled) - 1
            return
        section = section_of(text)
        if section is not None and re.search(r"(?:信息|情况|栏|资料)[：:]?$", text):
            self._party, self._open = section, None
            return
        if not self._go_on(text):
            self._leave(cell)

    def _leave(self, cell: Cell) -> None:
        self.found.loose.append(Loose(cell.text, cell.place, cell.sureness, self.order))

    def _is_sought(self, at: int) -> bool:
        return self.found.labelled[at].asked.field in MULTI_LINE

    def _go_on(self, text: str) -> bool:
        """Add a line to the label that is open; tell whether there is one."""
        if self._open is None:
            return False
        entry = self.found.labelled[self._open]
        if not text:
            if entry.value and entry.asked.field not in MULTI_LINE:
                self._open = None
            elif entry.value:
                self.found.labelled[self._open] = replace(entry, value=entry.value + "\n")
            return True
        joined = f"{entry.value}\n{text}" if entry.value.strip() else text
        self.found.labelled[self._open] = replace(entry, value=joined)
        if entry.asked.field not in MULTI_LINE:
            self._open = None
        return True

    def _segments(self, segments: Sequence[Segment], text: str, cell: Cell) -> None:
        lead = text[: segments[0].start].strip(" ，,；;。、\u3000")
        if without_ordinal(lead).strip() and not self._go_on(lead):
            self._leave(replace(cell, text=lead))
        self._open = None
        for segment in segments:
            self._party_by(segment.asked, at_start=segment.start <= 6)
            options = options_in(segment.value)
            if segment.asked.field not in CHOSEN | {ASIDE, CHOICE}:
                options = None
            value, after = segment.value, ""
            if segment.asked.field not in MULTI_LINE and options is None:
                value, after = _first_sentence(segment)
            opens = segment is segments[0]
            self._add(segment.asked, segment.label, value, cell, options, own_line=opens)
            if after:
                self._leave(replace(cell, text=after))
        last = self.found.labelled[-1]
        if last.asked.field in MULTI_LINE or _BLANK.match(last.value):
            is_open_end = _BLANK.match(segments[-1].value) is not None
            if last.asked.field in MULTI_LINE or (
                is_open_end and not segments[-1].value.strip("_＿") and "_" not in text
            ):
                self._open = len(self.found.labelled) - 1

    def _party_by(self, asked: Asked, *, at_start: bool = True) -> None:
        if asked.field in _LINE_NAMES and at_start:
            self._party = asked.party
        elif asked.field in ("information_sought", "obtain_by", "media") and at_start:
            self._party = None

    def _choice(self, options: Options, text: str, cell: Cell) -> bool:
        """Enter a group of boxes whose heading or options say what is chosen."""
        heading = options.heading.splitlines()[0] if options.heading else ""
        asked = asked_by(heading) if heading else None
        if asked is not None and asked.field in CHOSEN | {ASIDE}:
            self._add(asked, heading, text, cell, options)
            return True
        if asked is not None:
            return False
        guessed = _group_of(options)
        if guessed is None:
            return False
        self._add(Asked(guessed), heading, text, cell, options)
        return True


def _first_sentence(segment: Segment) -> tuple[str, str]:
    """Return a value up to the end of its sentence, and what follows it.

    In 电话1380…。现申请公开…。 a wish follows the number.
    """
    value = segment.value
    ends = [match.start() for match in re.finditer(r"[。！!]|[；;](?=.{6,})", value)][:1]
    wish = asking_clause(value)
    if wish:
        ends.append(wish)
    comma = re.search(r"[，,](?=(?:现|特|因|为|根据|依据|今|故|请|拟|兹)[^，,]{4,})", value)
    if comma is not None:
        ends.append(comma.start())
    if segment.asked.field in _NUMBERED:
        number = re.search(r"[0-9A-Za-z@.][0-9A-Za-zＸ@._ \-—()（）、/／转]*", value)
        if number is not None and re.search(r"[\u4e00-\u9fff]{3}", value[number.end() :]):
            ends.append(number.end())
    end = min(ends, default=len(value))
    if segment.asked.field == "address" and end < 4:
        end = len(value)
    return value[:end].rstrip("，,；;"), value[end:].lstrip("。！!；;，,").strip()


def _group_of(options: Options) -> str | None:
    """Return which choice the options of a group are about, by all their words together."""
    words = [*options.ticked, *options.left_open]
    best, most = None, 0
    for name in ("obtain_by", "media", "channel", "applicant_kind", "id_type"):
        known = sum(choice_named(name, word) is not None for word in words)
        if known > most and known * 2 >= len(words):
            best, most = name, known
    return best


def _inner_labels(text: str) -> bool:
    return any(segments_of(line, in_sought=False, weak=_WEAK) for line in text.splitlines()[1:])


def _opens_with_label(text: str) -> bool:
    first = text.splitlines()[0]
    found = segments_of(first, in_sought=True, weak=frozenset())
    return bool(found) and found[0].start == 0 and found[0].asked.field in (
        "document_title", "document_number", "information_sought", "purpose"
    )  # fmt: skip
