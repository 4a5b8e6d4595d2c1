"""A document's rows as what each label has beside it, and the lines that stand by themselves."""

import re
from collections.abc import Sequence
from dataclasses import replace

from casework.receipt.blocks import ReadCell, ReadRow
from casework.receipt.choices_said import choice_named
from casework.receipt.cutting import (
    cells_by_blanks,
    first_sentence,
    goes_on_listing,
    group_of,
    heads_a_row,
    heads_over,
    inner_labels,
    is_next_of,
    names_a_person,
    opens_with_label,
)
from casework.receipt.formulas import (
    WEAK,
    day_alone,
    is_formula,
    is_instruction,
    is_office_use,
    is_part_of_form,
)
from casework.receipt.found_entries import WHO, Entries, LabelledEntry, Loose
from casework.receipt.inline import Segment, segments_of, without_agencys
from casework.receipt.label_words import (
    ASIDE,
    CHOSEN,
    MULTI_LINE,
    NAME,
    SIGNED_ON,
    AskedFor,
    Party,
    asked_by,
    asked_loosely,
    name_of,
    section_of,
    without_ordinal,
)
from casework.receipt.marks import Options, has_marks, options_in
from casework.receipt.values import is_nothing, is_person, name_value
from casework.receipt.whose_lines import WhoseLines
from forms.labels import plain_label

# Who ask together are named one below the other; a name far below is a signature.
_NEAR = 6
_BLANK = re.compile(r"^[\s_＿—\-/／.．…]*$")
_DIGITS = frozenset(("id_number", "phone", "postcode"))


def entries_of(rows: Sequence[ReadRow]) -> Entries:
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
        self._whose = WhoseLines()
        self._open: int | None = None
        self._in_table = False
        self._instructed = False
        # The labels over a table of several who ask, and how many of them were taken in.
        self._heads: tuple[ReadCell, ...] = ()

    def _add(self, asked: AskedFor, label: str, value: str, cell: ReadCell,
             options: Options | None = None, *, own_line: bool = True) -> None:  # fmt: skip
        asked = self._whose.asked(asked, label)
        entry = LabelledEntry(
            asked, label.strip(), value, cell.place, cell.sureness, self.order, options,
            own_line and not self._in_table,
        )  # fmt: skip
        self.found.labelled.append(entry)

    # Tables

    def table_row(self, row: ReadRow, below: ReadRow | None) -> int:
        """Take in a row of a table; return how many rows it took."""
        self._open = None
        cells = row.cells
        if not cells:
            return 1
        self._in_table = True
        at, took = 0, 1
        if below is not None and heads_over(cells, below):
            self._heads, took = cells, 2
            self._under_heads(below.cells)
        elif is_next_of(cells, self._heads):
            self._under_heads(cells, Party.JOINT)
        else:
            self._heads = ()
            self._whose.row(cells[0].text)
            while at < len(cells):
                at += self._cell(cells, at)
            self._whose.row_ends()
        self._in_table = False
        return took

    def _under_heads(self, cells: Sequence[ReadCell], party: Party | None = None) -> None:
        """Take in a row under its labels, one of those who ask together by `party`."""
        for head, cell in zip(self._heads, cells, strict=True):
            asked = asked_by(head.text)
            if asked is None:
                continue
            if party is not None:
                asked = name_of(party) if asked == WHO[0] else asked._replace(party=party)
            is_chosen = asked.field in CHOSEN | {ASIDE}
            options = options_in(cell.text) if is_chosen else None
            self._add(asked, head.text, cell.text, cell, options)

    def _cell(self, cells: Sequence[ReadCell], at: int) -> int:
        """Take in a cell, with the one beside it where it is a label; return how many it took."""
        cell = cells[at]
        text = cell.text.strip()
        if not text:
            return 1
        if is_office_use(text):
            self._whose.by_office = True
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
            self._whose.headed(section)
            return 1
        if not (at == 0 and heads_a_row(text, following)) and not is_part_of_form(text):
            self._lines_of_cell(cell)
        return 1

    def _beside(self, asked: AskedFor, cells: Sequence[ReadCell], at: int) -> int:
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
        is_choice = asked.field in CHOSEN and bool(choice_named(asked.field, text))
        if asked_by(text) is not None and not is_choice and not has_marks(text):
            self._add(asked, label, "", cells[at])
            # 代理人 | 姓名 | 何清: it heads the row.
            if section_of(label) is not None:
                self._whose.row_of(asked, label)
            return 0
        options = options_in(text)
        if options is not None and (asked.field in CHOSEN or asked.field == ASIDE):
            self._add(asked, label, text, value, options)
            return 1
        if options is not None and options.heading and asked_by(options.heading):
            self._add(asked, label, "", cells[at])
            return 0
        if asked.field not in MULTI_LINE and len(text.splitlines()) > 1:
            inner = inner_labels(text)
            if inner:
                first, _, more = text.partition("\n")
                self._add(asked, label, first, value)
                self._lines_of_cell(replace(value, text=more))
                return 1
        if asked.field == "information_sought" and opens_with_label(text):
            self._lines_of_cell(replace(value, text=f"{label.strip()}：\n{text}"))
            return 1
        self._add(asked, label, text, value)
        if not is_nothing(text):
            # 代理人 | 何清 | 电话 | 139…: what follows in the row is of whom it names.
            self._whose.row_of(self.found.labelled[-1].asked, label)
        return 1

    def _lines_of_cell(self, cell: ReadCell) -> None:
        text = cell.text.strip("\n")
        options = options_in(text)
        if options is not None and self._choice(options, text, cell):
            return
        for line in text.splitlines():
            self.line(ReadCell(line, cell.place, cell.sureness))
        self._open = None

    # Lines

    def line(self, cell: ReadCell) -> None:
        """Take in a line of text."""
        text, agencys = without_agencys(cell.text.strip())
        for told in agencys:
            self._add(AskedFor(NAME, Party.AGENCY), "被申请机关", told, cell)
            cell = replace(cell, text=text)
        if not text:
            self._go_on("")
            return
        # How a form is filled in asks for everything and says nothing.
        if self._instructed or is_instruction(text):
            self._instructed = True
            self._add(AskedFor(ASIDE), "填写说明", text, cell)
            return
        if is_office_use(text):
            self._whose.by_office, self._open = True, None
            return
        if is_formula(text):
            self._open = None
            self._leave(cell)
            return
        if day_alone(text):
            self._open = None
            self._add(AskedFor(SIGNED_ON), "", text, cell)
            return
        opened = None if self._open is None else self.found.labelled[self._open]
        says_who = opened is not None and names_a_person(text) and not self._first(WHO[0])
        in_sought = opened is not None and opened.asked.field in MULTI_LINE and not says_who
        options = options_in(text)
        if options is not None and self._choice(options, text, cell):
            self._open = None
            return
        if not in_sought and self._parted_by_blanks(text, cell):
            return
        segments = segments_of(text, in_sought=in_sought, weak=WEAK)
        if segments:
            self._segments(segments, text, cell)
            return
        heading = asked_by(text.rstrip("：: "))
        if heading is not None and not (in_sought and plain_label(text) in WEAK):
            heading = self._whose.named(heading, text)
            self._whose.by(heading, text)
            self._add(heading, text.rstrip("：: "), "", cell)
            self._open = len(self.found.labelled) - 1
            return
        section = section_of(text)
        if section is not None and re.search(r"(?:信息|情况|栏|资料)[：:]?$", text):
            self._open = None
            self._whose.headed(section)
        elif not self._go_on(text) and not self._is_listed_below(text):
            self._leave(cell)

    def _parted_by_blanks(self, text: str, cell: ReadCell) -> bool:
        """Take in a row of a table copied without its lines: 姓名 赵敏 证件号码 1101…."""
        cells = tuple(replace(cell, text=one) for one in cells_by_blanks(text))
        if cells:
            self.table_row(ReadRow(cells), None)
        return bool(cells)

    def _leave(self, cell: ReadCell) -> None:
        self.found.loose.append(Loose(cell.text, cell.place, cell.sureness, self.order))

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

    def _is_listed_below(self, text: str) -> bool:
        """Add 2.户口本复印件 to 附件：1.身份证复印件 above it; tell whether it belonged there."""
        last = self.found.labelled[-1] if self.found.labelled else None
        if last is None or not goes_on_listing(last, text, self.order):
            return False
        self.found.labelled[-1] = replace(last, value=f"{last.value}\n{text}")
        return True

    def _segments(self, segments: Sequence[Segment], text: str, cell: ReadCell) -> None:
        lead = segments[0].lead.strip(" ，,；;。、\u3000")
        if re.search(r"本人|我[^们局]|申请人", lead):
            self._whose.of_applicant()
        elif re.search("律师(?!事务所)|代理人|法律工作者", lead):
            # 郑洁律师，电话139…: what follows in the line is hers.
            self._whose.row_of(name_of(Party.AGENT), "")
        if without_ordinal(lead).strip() and not self._go_on(lead):
            self._leave(replace(cell, text=lead))
        self._open = None
        for at, segment in enumerate(segments):
            segment = segment._replace(asked=self._whose.named(segment.asked, segment.label))
            if at == 0 and self._is_another(segment):
                segment = segment._replace(asked=name_of(Party.JOINT))
            self._whose.by(segment.asked, segment.label, at_start=segment.start <= 6)
            options = options_in(segment.value)
            if segment.asked.field not in CHOSEN | {ASIDE}:
                options = None
            value, after = segment.value, ""
            if segment.asked.field not in MULTI_LINE and options is None:
                value, after = first_sentence(segment)
            self._add(segment.asked, segment.label, value, cell, options, own_line=at == 0)
            if after:
                self._leave(replace(cell, text=after))
        self._whose.row_ends()
        last = self.found.labelled[-1]
        if last.asked.field in MULTI_LINE or _BLANK.match(last.value):
            is_open_end = _BLANK.match(segments[-1].value) is not None
            goes_on = last.asked.field != ASIDE or is_open_end or "注" in last.label
            if (last.asked.field in MULTI_LINE and goes_on) or (
                is_open_end and not segments[-1].value.strip("_＿") and "_" not in text
            ):
                self._open = len(self.found.labelled) - 1

    def _first(self, asked: AskedFor) -> LabelledEntry | None:
        return next((one for one in self.found.labelled if one.asked == asked and one.value), None)

    def _is_another(self, segment: Segment) -> bool:
        """Tell whether a line about an applicant is about another than the first."""
        first = self._first(segment.asked)
        if segment.asked != WHO[0] or first is None or self.order - first.order > _NEAR:
            return False
        names = [name_value(text)[0].text for text in (first.value, segment.value)]
        return names[0] != names[1] and all(map(is_person, names))

    def _choice(self, options: Options, text: str, cell: ReadCell) -> bool:
        """Enter a group of boxes whose heading or options say what is chosen."""
        heading = options.heading.splitlines()[0] if options.heading else ""
        lead, _, label = heading.rpartition(" ")
        own = asked_by(label) if lead else None
        if own is None or own.field not in CHOSEN | {ASIDE}:
            lead, label = heading, ""
        before = segments_of(lead, in_sought=False, weak=WEAK)
        if any(one.value and (label or one.asked.field not in CHOSEN | {ASIDE}) for one in before):
            # 姓名：易某 （√）公民: the boxes stand behind something else.
            self._segments(before, lead, cell)
            heading = label
        asked = asked_by(heading) if heading else None
        if asked is not None and asked.field in CHOSEN | {ASIDE}:
            self._add(asked, heading, text, cell, options)
            return True
        if asked is not None:
            return False
        guessed = group_of(options)
        if guessed is None:
            return False
        self._add(AskedFor(guessed), heading, text, cell, options)
        return True
