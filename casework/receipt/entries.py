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
    heads_over,
    inner_labels,
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
from casework.receipt.found_entries import Entries, LabelledEntry, Loose
from casework.receipt.inline import Segment, segments_of, without_agencys
from casework.receipt.label_words import (
    ASIDE,
    CHOICE,
    CHOSEN,
    MULTI_LINE,
    NAME,
    RECEIVED_ON,
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
from forms.labels import plain_label

# Under such a heading 名称 is a document's and nobody's name.
_OF_INFORMATION = re.compile(r"(?:所需|所需的|申请公开的?|申请)(?:信息|内容)(?:情况|内容|描述)?$")
_WHO = (AskedFor("applicant_name"), AskedFor("id_number"))
# Who ask together are named one below the other; a name far below is a signature.
_NEAR = 6
_BLANK = re.compile(r"^[\s_＿—\-/／.．…]*$")
_DIGITS = frozenset(("id_number", "phone", "postcode"))
# Whoever's lines they stand in: these are of the request and of no party.
_NOBODYS = frozenset(
    (SIGNED_ON, RECEIVED_ON, "applicant_kind", "document_title", "document_number", "mail_number")
)
_LINE_NAMES = frozenset(("applicant_name", "agent_name", "guardian", "co_applicants", NAME))


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
        self._party: Party | None = None
        # Whose lines a heading says they are, and whom the name in a row of a table is of.
        self._section: Party | None = None
        self._row: Party | None = None
        self._open: int | None = None
        self._in_table = False
        self._by_office = self._instructed = self._of_information = False

    def _add(self, asked: AskedFor, label: str, value: str, cell: ReadCell,
             options: Options | None = None, *, own_line: bool = True) -> None:  # fmt: skip
        asked = self._whose(asked, label)
        entry = LabelledEntry(
            asked, label.strip(), value, cell.place, cell.sureness, self.order, options,
            own_line and not self._in_table,
        )  # fmt: skip
        self.found.labelled.append(entry)

    def _whose(self, asked: AskedFor, label: str) -> AskedFor:
        """Return a label as what its section makes of it: 姓名 under 代理人 is the agent's."""
        if self._of_information and plain_label(label) in ("名称", "信息名称", "标题"):
            return AskedFor("document_title")
        if self._by_office and asked.field not in (RECEIVED_ON, ASIDE):
            return asked._replace(party=Party.OTHER)
        party = self._row or self._party
        if asked.party is not Party.APPLICANT or party is None or party is Party.APPLICANT:
            return asked
        if asked.field in MULTI_LINE or asked.field in CHOSEN - {"id_type"}:
            if asked.field == "information_sought":
                self._party = None
            return asked
        if plain_label(label).startswith("申请") or asked.field in _NOBODYS:
            return asked
        return name_of(party) if asked.field == "applicant_name" else asked._replace(party=party)

    # Tables

    def table_row(self, row: ReadRow, below: ReadRow | None) -> int:
        """Take in a row of a table; return how many rows it took."""
        self._open = None
        cells = row.cells
        if not cells:
            return 1
        self._in_table = True
        if below is not None and heads_over(cells, below):
            for cell, under in zip(cells, below.cells, strict=True):
                asked = asked_by(cell.text)
                if asked is not None:
                    self._add(asked, cell.text, under.text, under)
            self._in_table = False
            return 2
        head = plain_label(cells[0].text)
        if _OF_INFORMATION.match(head):
            self._of_information = True
        elif section_of(cells[0].text) is not None or asked_by(cells[0].text) in _WHO:
            self._of_information = False
        at = 0
        while at < len(cells):
            at += self._cell(cells, at)
        self._in_table, self._row = False, None
        return 1

    def _cell(self, cells: Sequence[ReadCell], at: int) -> int:
        """Take in a cell, with the one beside it where it is a label; return how many it took."""
        cell = cells[at]
        text = cell.text.strip()
        if not text:
            return 1
        if is_office_use(text):
            self._by_office = True
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
            self._party = self._section = section
            return 1
        bare = not has_marks(text) and not re.search("[：:]", text) and len(plain_label(text)) <= 8
        heads = at == 0 and bare and bool(asked_by(following) or has_marks(following))
        if not heads and not is_part_of_form(text):
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
                self._row_of(asked, label)
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
            self._row_of(self.found.labelled[-1].asked, label)
        return 1

    def _row_of(self, asked: AskedFor, label: str) -> None:
        if asked.field in _LINE_NAMES:
            self._row = asked.party
            if plain_label(label).startswith("申请"):
                self._party = self._section = None

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
            self._by_office, self._open = True, None
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
        says_who = opened is not None and names_a_person(text) and not self._first(_WHO[0])
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
            heading = self._of_section(heading, text)
            self._party_by(heading, text)
            self._add(heading, text.rstrip("：: "), "", cell)
            self._open = len(self.found.labelled) - 1
            return
        section = section_of(text)
        if section is not None and re.search(r"(?:信息|情况|栏|资料)[：:]?$", text):
            self._party, self._section, self._open = section, section, None
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
            self._party = None
        if without_ordinal(lead).strip() and not self._go_on(lead):
            self._leave(replace(cell, text=lead))
        self._open = None
        for at, segment in enumerate(segments):
            segment = segment._replace(asked=self._of_section(segment.asked, segment.label))
            if at == 0 and self._is_another(segment):
                segment = segment._replace(asked=name_of(Party.JOINT))
            self._party_by(segment.asked, segment.label, at_start=segment.start <= 6)
            options = options_in(segment.value)
            if segment.asked.field not in CHOSEN | {ASIDE, CHOICE}:
                options = None
            value, after = segment.value, ""
            if segment.asked.field not in MULTI_LINE and options is None:
                value, after = first_sentence(segment)
            self._add(segment.asked, segment.label, value, cell, options, own_line=at == 0)
            if after:
                self._leave(replace(cell, text=after))
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
        if segment.asked != _WHO[0] or first is None or self.order - first.order > _NEAR:
            return False
        names = [name_value(text)[0].text for text in (first.value, segment.value)]
        return names[0] != names[1] and all(map(is_person, names))

    def _of_section(self, asked: AskedFor, label: str) -> AskedFor:
        """Return a name as its heading makes it: 姓名 below 代理人情况 is the agent's."""
        section = self._section
        if asked != _WHO[0] or section is None or section is Party.APPLICANT:
            return asked
        return asked if plain_label(label).startswith("申请") else name_of(section)

    def _party_by(self, asked: AskedFor, label: str, *, at_start: bool = True) -> None:
        if plain_label(label) in ("致", "呈", "主送"):
            pass
        elif asked.field in _LINE_NAMES and at_start:
            self._party = asked.party
            if asked == _WHO[0]:
                self._section = None
        elif asked.field in ("information_sought", "obtain_by", "media") and at_start:
            self._party = self._section = None

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
