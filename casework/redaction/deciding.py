"""What the clerk decides, place by place: cover it on a ground, or let it stand with a reason.

Every change can be taken back, and nothing is written before each place is decided.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from casework.redaction.bars import Bar
from casework.redaction.characters import Letters
from casework.redaction.places import Box
from casework.redaction.prepared import Prepared
from casework.redaction.redacting import everything
from casework.redaction.secret_kinds import Found, SecretKind
from casework.redaction.suggesting import Kept, Suggestions, places_of
from casework.redaction.table_gaps import forgotten
from forms.redaction import CoverGround

_MOST_STEPS_BACK = 200
_OF_A_PERSON = (
    SecretKind.PERSON,
    SecretKind.PLATE,
    SecretKind.ADDRESS,
    SecretKind.COLUMN,
    SecretKind.AREA,
    SecretKind.TERM,
)
_BY_HAND = (SecretKind.AREA, SecretKind.TERM, SecretKind.COLUMN)
_LEAST_AREA = 3.0


class MarkDecision(Enum):
    """What was decided on a place."""

    PENDING = "待定"
    COVERED = "已遮盖"
    KEPT = "保留"


@dataclass(frozen=True, slots=True)
class Mark:
    """One place in question. `ground` counts from 1; `reason` says why it is left to stand."""

    id: int
    found: Found
    state: MarkDecision
    ground: int
    reason: str = ""

    @property
    def group(self) -> tuple[SecretKind, str]:
        """What is decided together: a person wherever he stands, else all of a kind."""
        named = self.found.kind in (SecretKind.PERSON, SecretKind.TERM)
        return self.found.kind, self.found.text.replace(" ", "") if named else ""


@dataclass(frozen=True, slots=True)
class MarkGroup:
    """Marks decided together, as a line of the list shows them."""

    key: tuple[SecretKind, str]
    label: str
    marks: tuple[Mark, ...]

    @property
    def ground(self) -> int:
        """The ground of its first place."""
        return self.marks[0].ground

    @property
    def reason(self) -> str:
        """Why it is left to stand."""
        return self.marks[0].reason

    @property
    def page(self) -> int:
        """The first page (from 0) it stands on."""
        return min(mark.found.places[0][0] for mark in self.marks)


@dataclass(frozen=True, slots=True)
class _Decided:
    marks: tuple[Mark, ...]
    grounds: tuple[CoverGround, ...]


class Decisions:
    """The decisions on one paper, and the way back through them."""

    def __init__(self, prepared: Prepared, suggestions: Suggestions) -> None:
        self.prepared = prepared
        self._letters: dict[int, Letters] = {}
        self._next = 0
        marks = [
            self._new(
                found,
                MarkDecision.COVERED
                if found.kind is SecretKind.REDACT_NOTE
                else MarkDecision.PENDING,
            )
            for found in everything(prepared, suggestions)
        ]
        marks += [
            replace(self._new(found, MarkDecision.KEPT), reason=why.value)
            for found, why in suggestions.kept
        ]
        self._now = _Decided(tuple(marks), (CoverGround.THIRD_PARTY_RIGHTS, CoverGround.PRIVACY))
        self._before: list[_Decided] = []

    def _new(self, found: Found, state: MarkDecision, ground: int = 0) -> Mark:
        self._next += 1
        usual = 1 if found.kind in _OF_A_PERSON else 2
        return Mark(self._next, found, state, ground or usual)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every place in question, as decided by now."""
        return self._now.marks

    @property
    def grounds(self) -> tuple[CoverGround, ...]:
        """The grounds in the order of their numbers."""
        return self._now.grounds

    @property
    def can_go_back(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._before)

    def back(self) -> None:
        """Take the last change back."""
        if self._before:
            self._now = self._before.pop()

    def _change(self, marks: Iterable[Mark], grounds: Sequence[CoverGround] | None = None) -> None:
        self._before.append(self._now)
        del self._before[:-_MOST_STEPS_BACK]
        self._now = _Decided(tuple(marks), self.grounds if grounds is None else tuple(grounds))

    def groups(self, state: MarkDecision) -> list[MarkGroup]:
        """Return what is in a state, decided together, in the order of the pages."""
        by_key: dict[tuple[SecretKind, str], list[Mark]] = {}
        for mark in self.marks:
            if mark.state is state:
                by_key.setdefault(mark.group, []).append(mark)
        groups = [MarkGroup(key, _label(key, marks), tuple(marks)) for key, marks in by_key.items()]
        return sorted(groups, key=lambda group: (group.page, group.marks[0].id))

    def count(self, state: MarkDecision, page: int | None = None) -> int:
        """Return how many places are in a state, on one page (from 0) or on all."""
        return sum(
            1
            for mark in self.marks
            if mark.state is state
            and (page is None or any(number == page for number, _ in mark.found.places))
        )

    def decide(self, marks: Iterable[Mark], state: MarkDecision, reason: str = "") -> None:
        """Put marks into a state. Covering may lay open the cell of a column one forgot."""
        chosen = {mark.id for mark in marks}
        changed = [
            replace(mark, state=state, reason=reason if state is MarkDecision.KEPT else "")
            if mark.id in chosen
            else mark
            for mark in self.marks
        ]
        self._change([*changed, *self._forgotten(changed)])

    def cover_pending(self) -> None:
        """Cover all that is still to be decided."""
        self.decide(
            [mark for mark in self.marks if mark.state is MarkDecision.PENDING],
            MarkDecision.COVERED,
        )

    def set_ground(self, marks: Iterable[Mark], ground: int) -> None:
        """Give marks another ground by its number; a number without one changes nothing."""
        if not 1 <= ground <= len(self.grounds):
            return
        chosen = {mark.id for mark in marks}
        self._change(
            replace(mark, ground=ground) if mark.id in chosen else mark for mark in self.marks
        )

    def add_ground(self, ground: CoverGround) -> int:
        """Add a ground and return its number; the number it has where it is there."""
        if ground not in self.grounds:
            self._change(self.marks, [*self.grounds, ground])
        return self.grounds.index(ground) + 1

    def mark_area(self, page: int, box: Box, ground: int = 1) -> Mark | None:
        """Cover an area drawn by hand; one too small to be meant gives `None`."""
        if box.width < _LEAST_AREA or box.height < _LEAST_AREA:
            return None
        mark = self._new(
            Found(SecretKind.AREA, "", ((page, (box,)),)), MarkDecision.COVERED, ground
        )
        changed = [*self.marks, mark]
        self._change([*changed, *self._forgotten(changed)])
        return mark

    def remove(self, mark: Mark) -> None:
        """Take away a mark made by hand."""
        self._change(one for one in self.marks if one.id != mark.id)

    def search(self, words: str) -> int:
        """Cover certain words wherever they stand; returns at how many places they do."""
        found = [
            one
            for page in range(len(self.prepared.pages))
            for one in places_of(words, page, self.letters(page))
        ]
        met: set[int] = set()
        fresh: list[Mark] = []
        for one in found:
            same = next((mark for mark in self.marks if mark.found.places == one.places), None)
            if same is None:
                fresh.append(self._new(one, MarkDecision.COVERED))
            else:
                met.add(same.id)
        if found:
            covered = [
                replace(mark, state=MarkDecision.COVERED, reason="") if mark.id in met else mark
                for mark in self.marks
            ]
            changed = [*covered, *fresh]
            self._change([*changed, *self._forgotten(changed)])
        return len(found)

    def at(self, page: int, x: float, y: float) -> Mark | None:
        """Return the mark at a point of a page; of several the last one made."""
        return next(
            (
                mark
                for mark in reversed(self.marks)
                for number, boxes in mark.found.places
                if number == page and any(box.holds(x, y) for box in boxes)
            ),
            None,
        )

    def letters(self, page: int) -> Letters:
        """Return the characters of a page (from 0)."""
        if page not in self._letters:
            self._letters[page] = Letters(self.prepared.pages[page].text)
        return self._letters[page]

    def _forgotten(self, marks: Sequence[Mark]) -> list[Mark]:
        fresh: list[Mark] = []
        for page in range(len(self.prepared.pages)):
            here = [
                (mark.state, box)
                for mark in marks
                for number, boxes in mark.found.places
                if number == page
                for box in boxes
            ]
            covered = [box for state, box in here if state is MarkDecision.COVERED]
            if len(covered) < 2:
                continue
            known = [box for _, box in here]
            for chunk in forgotten(self.letters(page).chunks, covered, known):
                found = Found(SecretKind.COLUMN, chunk.text, ((page, (chunk.box,)),))
                fresh.append(self._new(found, MarkDecision.PENDING))
        return fresh

    def as_draft(self) -> dict[str, Any]:
        """Return what was decided, to go on with it another day."""
        return {
            "grounds": [ground.name for ground in self.grounds],
            "marks": [
                {
                    "kind": mark.found.kind.name,
                    "text": mark.found.text,
                    "state": mark.state.name,
                    "ground": mark.ground,
                    "reason": mark.reason,
                    "places": [
                        [page, [list(box) for box in boxes]] for page, boxes in mark.found.places
                    ],
                }
                for mark in self.marks
            ],
        }

    def take_draft(self, draft: Mapping[str, Any]) -> None:
        """Go on with what was decided; what is found no longer is passed over, unless covered."""
        decided: dict[object, Mark] = {}
        for one in draft["marks"]:
            places = tuple(
                (page, tuple(Box(*box) for box in boxes)) for page, boxes in one["places"]
            )
            found = Found(SecretKind[one["kind"]], one["text"], places)
            mark = self._new(found, MarkDecision[one["state"]], one["ground"])
            decided[_place_of(found)] = replace(mark, reason=one["reason"])
        marks: list[Mark] = []
        for mark in self.marks:
            done = decided.pop(_place_of(mark.found), mark)
            marks.append(replace(mark, state=done.state, ground=done.ground, reason=done.reason))
        marks += [
            mark
            for mark in decided.values()
            if mark.found.kind in _BY_HAND or mark.state is MarkDecision.COVERED
        ]
        self._now = _Decided(tuple(marks), tuple(CoverGround[name] for name in draft["grounds"]))

    def bars(self) -> list[Bar]:
        """Return the bars of what is covered, each with the number of its ground."""
        return [
            Bar(number, box, mark.ground)
            for mark in self.marks
            if mark.state is MarkDecision.COVERED
            for number, boxes in mark.found.places
            for box in boxes
        ]

    def legends(self) -> dict[int, str]:
        """Return what the numbers on each page mean, by page from 0; pages without any are out."""
        numbers: dict[int, set[int]] = {}
        for bar in self.bars():
            if bar.ground:
                numbers.setdefault(bar.page, set()).add(bar.ground)
        return {page: self._meaning(sorted(here)) for page, here in numbers.items()}

    def _meaning(self, numbers: Sequence[int]) -> str:
        grounds = ((number, self.grounds[number - 1]) for number in numbers)
        words = (f"{number}＝{ground.label}（{ground.basis}）" for number, ground in grounds)
        return f"遮盖处的数字：{'；'.join(words)}。"

    @property
    def keeps_own(self) -> bool:
        """Whether the applicant's own name is left to stand, which another must not read."""
        return any(
            mark.state is MarkDecision.KEPT and mark.reason == Kept.OWN.value for mark in self.marks
        )

    def used_grounds(self) -> list[CoverGround]:
        """Return the grounds something is covered on, in the order of their numbers."""
        used = {mark.ground for mark in self.marks if mark.state is MarkDecision.COVERED}
        return [ground for number, ground in enumerate(self.grounds, 1) if number in used]

    def places_by_ground(self) -> Counter[int]:
        """Return how many places are covered on each ground, by its number."""
        return Counter(mark.ground for mark in self.marks if mark.state is MarkDecision.COVERED)

    def covered_words(self) -> str:
        """Return what is covered, a line for each ground and kind: never the words themselves."""
        counts = Counter(
            (mark.ground, mark.found.kind)
            for mark in self.marks
            if mark.state is MarkDecision.COVERED
        )
        return "\n".join(
            f"{_KIND_WORDS.get(kind, kind.value)}——{count}处，{self.grounds[ground - 1].label}"
            for (ground, kind), count in sorted(
                counts.items(), key=lambda pair: (pair[0][0], pair[0][1].value)
            )
        )


def _place_of(found: Found) -> object:
    return tuple(
        (page, tuple(tuple(round(side) for side in box) for box in boxes))
        for page, boxes in found.places
    )


_KIND_WORDS = {
    SecretKind.AREA: "其他内容",
    SecretKind.TERM: "其他内容",
    SecretKind.COLUMN: "表格中的内容",
    SecretKind.REDACT_NOTE: "原已标记的内容",
}
_LABELS = {
    SecretKind.AREA: "手工框选",
    SecretKind.REDACT_NOTE: "文件里原有的涂盖标记",
}
_SHOWN = 18


def _label(key: tuple[SecretKind, str], marks: Sequence[Mark]) -> str:
    kind, name = key
    first = marks[0].found.text
    if kind in (SecretKind.AREA, SecretKind.REDACT_NOTE):
        return _LABELS[kind]
    if kind is SecretKind.COLUMN:
        some = "、".join(dict.fromkeys(mark.found.text for mark in marks))
        return f"{_short(some)}（同列都已遮）"
    if name or len(marks) == 1:
        return _short(first)
    return f"{_short(first)} 等{kind.value}"


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 3]}…{words[-2:]}"
