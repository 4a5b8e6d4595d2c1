"""Which cases lie behind a difference between the register and somebody else's figures.

Where the other side is a ledger, its rows are compared with the register one by one. Where it is
only a table, the register's own rows are doubted (`evidence`), and those doubts are looked for
whose correction makes the difference disappear, the fewest and the likeliest first.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from casework.reports.evidence import DoubtKind, Effect, SuspectRow, cells, change, doubts
from casework.reports.request_facts import ReportedRequest
from rules.annual_report import Table3, table_3
from rules.report_rows import CARRIED_IN, CLOSED, NEW, ROWS, TOTAL_COLUMN, Applicant


@dataclass(frozen=True, slots=True)
class Suspect:
    """A case that may explain the difference, likeliest first.

    `request_id` is None for a case that is not in the register; `explains` is True where it is
    part of an explanation that accounts for the whole difference.
    """

    request_id: int | None
    register_number: str
    kind: DoubtKind
    sentence: str
    explains: bool


Cells = dict[tuple[int, int], int]


def difference(ours: Table3, theirs: Table3) -> Cells:
    """Return what must be added to our cells to get theirs, sums and totals left out."""
    return {
        (row, column): theirs.at(row, column) - ours.at(row, column)
        for row in range(1, len(ROWS) + 1)
        for column in range(1, TOTAL_COLUMN)
        if row != CLOSED and theirs.at(row, column) != ours.at(row, column)
    }


def suspects(
    requests: Sequence[ReportedRequest], theirs: Table3, year: int, *, at_most: int = 10
) -> list[Suspect]:
    """Return the cases that may explain why the table of the year is not `theirs`."""
    ours = table_3((request.counted for request in requests), year)
    wanted = difference(ours, theirs)
    if not wanted:
        return []
    known = doubts(requests, year)
    gaps = list(_gaps(requests))
    solutions = _solutions(wanted, known, gaps, _moves(requests, year, wanted))
    found: dict[tuple[int | None, str], Suspect] = {}
    for solution in solutions:
        for doubt in solution.doubts:
            suspect = _suspect(doubt, explains=solution.left == 0)
            found.setdefault((suspect.request_id, suspect.register_number), suspect)
        if len(found) >= at_most:
            break
    return list(found.values())[:at_most]


def _suspect(doubt: SuspectRow, *, explains: bool) -> Suspect:
    is_missing = doubt.kind is DoubtKind.MISSING
    return Suspect(
        None if is_missing else doubt.request.request_id,
        doubt.request.register_number,
        doubt.kind,
        doubt.sentence,
        explains,
    )


@dataclass(frozen=True, slots=True)
class _Solution:
    """Some doubts that together leave `left` of the difference unexplained."""

    doubts: tuple[SuspectRow, ...]
    left: int
    weight: float


# Every further error must be that much likelier than not to be believed.
_COST_OF_ONE = 2.5
_MOST_ERRORS = 3
_MOST_KNOWN, _MOST_MOVES = 60, 80


def _solutions(
    wanted: Cells,
    known: Sequence[SuspectRow],
    gaps: Sequence[SuspectRow],
    moves: Sequence[SuspectRow],
) -> list[_Solution]:
    pool = [doubt for doubt in known if _helps(doubt.effect, wanted)]
    pool.sort(key=lambda doubt: -doubt.weight)
    pool = pool[:_MOST_KNOWN]
    solutions: list[_Solution] = []
    for size in range(_MOST_ERRORS + 1):
        for chosen in combinations(pool, size):
            if len({doubt.request.request_id for doubt in chosen}) < size:
                continue
            left = _after(wanted, chosen)
            weight = sum(doubt.weight for doubt in chosen) - _COST_OF_ONE * size
            if size:
                solutions.append(_Solution(chosen, _amount(left), weight))
            if left and size < _MOST_ERRORS:
                solutions += _with_absent(chosen, left, weight, gaps)
                solutions += _with_moves(chosen, left, weight, moves)
    solutions.sort(key=lambda one: (-(one.weight - _COST_OF_LEFT * one.left), len(one.doubts)))
    return solutions


_COST_OF_LEFT = 2.0


def _helps(effect: Effect, wanted: Cells) -> bool:
    agreeing = sum(1 for cell, by in effect.items() if wanted.get(cell, 0) * by > 0)
    return agreeing * 2 >= len(effect)


def _after(wanted: Cells, chosen: Sequence[SuspectRow]) -> Cells:
    left = dict(wanted)
    for doubt in chosen:
        for cell, by in doubt.effect.items():
            left[cell] = left.get(cell, 0) - by
    return {cell: by for cell, by in left.items() if by}


def _amount(left: Mapping[tuple[int, int], int]) -> int:
    return sum(abs(by) for by in left.values())


def _with_absent(
    chosen: tuple[SuspectRow, ...], left: Cells, weight: float, gaps: Sequence[SuspectRow]
) -> Iterator[_Solution]:
    """Explain what is left by cases that are not in the register at all."""
    missing = _absent(left)
    if not missing or len(missing) > _MOST_ERRORS - len(chosen):
        return
    for numbers in combinations(gaps, len(missing)):
        named = tuple(
            replace(gap, effect=dict(effect)) for gap, effect in zip(numbers, missing, strict=True)
        )
        extra = sum(gap.weight for gap in numbers) - _COST_OF_ONE * len(missing)
        yield _Solution((*chosen, *named), 0, weight + extra)


def _absent(left: Cells) -> list[Cells]:
    """Return what is left as whole cases, each received once and dealt with once, or nothing."""
    found: list[Cells] = []
    rest = Counter(left)
    if any(by < 0 for by in rest.values()):
        return []
    for column in range(1, TOTAL_COLUMN):
        came = [row for row in (NEW, CARRIED_IN) for _ in range(rest[(row, column)])]
        went = [
            row for row in range(CARRIED_IN + 1, len(ROWS) + 1) for _ in range(rest[(row, column)])
        ]
        if len(came) != len(went):
            return []
        found += [
            {(one, column): 1, (other, column): 1} for one, other in zip(came, went, strict=True)
        ]
    return found


def _with_moves(
    chosen: tuple[SuspectRow, ...], left: Cells, weight: float, moves: Sequence[SuspectRow]
) -> Iterator[_Solution]:
    """Explain what is left by cases nothing speaks against but that would fit exactly."""
    for move in moves:
        if not _after(left, (move,)):
            yield _Solution((*chosen, move), 0, weight + move.weight - _COST_OF_ONE)


def _gaps(requests: Sequence[ReportedRequest]) -> Iterator[SuspectRow]:
    """Yield a doubt for every number of the register that no request has."""
    by_year: dict[int, dict[int, ReportedRequest]] = defaultdict(dict)
    for request in requests:
        if request.year and request.serial:
            by_year[request.year][request.serial] = request
    for year, numbered in by_year.items():
        absent = sorted(set(range(1, max(numbered) + 1)) - numbered.keys())
        # A register with many numbers left out numbers by another rule.
        if len(absent) > max(3, len(numbered) // 100):
            continue
        for serial in absent:
            model = numbered[min(numbered)]
            yield SuspectRow(
                DoubtKind.MISSING,
                replace(
                    model,
                    request_id=-serial,
                    register_number=_numbered_like(model, serial) or f"{year}年第{serial}号",
                    serial=serial,
                ),
                {},
                3.0,
                f"{year}年登记编号中缺少第{serial}号，可能漏登",
            )


def _numbered_like(model: ReportedRequest, serial: int) -> str:
    """Return the register number of a serial, put as a model's is; empty where that is not known.

    The serial may stand in the year too: of 〔2021〕1号 only the last is one.
    """
    text = model.register_number
    places = [one for one in re.finditer(r"\d+", text) if int(one[0]) == model.serial]
    if not places:
        return ""
    last = places[-1]
    width = len(last[0]) if last[0].startswith("0") else 0
    return f"{text[: last.start()]}{serial:0{width}}{text[last.end() :]}"


def _moves(requests: Sequence[ReportedRequest], year: int, wanted: Cells) -> list[SuspectRow]:
    """Return cases without any doubt whose being counted elsewhere would agree with `wanted`.

    Of the many in a cell those come first that lie near the edges of the year.
    """
    by_place: dict[frozenset[tuple[int, int]], list[ReportedRequest]] = defaultdict(list)
    lost = {cell for cell, by in wanted.items() if by < 0}
    for request in requests:
        place = frozenset(cells(request, year))
        if place & lost:
            by_place[place].append(request)
    found: list[SuspectRow] = []
    for here in by_place.values():
        here.sort(key=lambda request: _days_to_edge(request, year))
        for request in here[:_SHOWN_OF_A_CELL]:
            for kind, corrected in _alternatives(request, wanted):
                effect = change(request, year, corrected)
                if effect and all(wanted.get(cell, 0) * by > 0 for cell, by in effect.items()):
                    found.append(
                        SuspectRow(
                            kind,
                            request,
                            effect,
                            1.0 / len(here) - 1.0,
                            f"与它计入同一格的共有{len(here)}件，其中一件改计后两表即一致",
                        )
                    )
    found.sort(key=lambda doubt: -doubt.weight)
    return found[:_MOST_MOVES]


_SHOWN_OF_A_CELL = 3


def _alternatives(
    request: ReportedRequest, wanted: Cells
) -> Iterator[tuple[DoubtKind, ReportedRequest | None]]:
    gained = [cell for cell, by in wanted.items() if by > 0]
    for applicant in Applicant:
        if any(column == applicant.column for _, column in gained):
            yield DoubtKind.APPLICANT, replace(request, applicant=applicant)
    if request.outcome_row is not None:
        for row, _ in gained:
            if CARRIED_IN < row < CLOSED:
                yield DoubtKind.OUTCOME, replace(request, outcome_row=row)
    yield DoubtKind.DUPLICATE, None


def _days_to_edge(request: ReportedRequest, year: int) -> int:
    days = [request.received_on, *([request.closed_on] if request.closed_on else [])]
    return min(
        abs(day.toordinal() - type(day)(edge, 1, 1).toordinal())
        for day in days
        for edge in (year, year + 1)
    )


def ledger_suspects(
    requests: Sequence[ReportedRequest],
    ledger: Sequence[ReportedRequest],
    year: int,
    *,
    at_most: int = 10,
) -> list[Suspect]:
    """Return the cases that a ledger counts otherwise than the register, likeliest first.

    Rows are matched by register number, then by applicant and subject. Cases that account for
    part of the difference between the two tables come before those that cancel each other out.
    """
    ours = table_3((request.counted for request in requests), year)
    theirs = table_3((request.counted for request in ledger), year)
    wanted = difference(ours, theirs)
    found = []
    for mine, other in _matched(requests, ledger):
        effect = _moved(mine, other, year)
        if effect:
            agreeing = sum(wanted.get(cell, 0) * by > 0 for cell, by in effect.items())
            found.append((agreeing / len(effect), _told(mine, other, year)))
    found.sort(key=lambda pair: -pair[0])
    return [suspect for _, suspect in found[:at_most]]


def _moved(
    mine: ReportedRequest | None, other: ReportedRequest | None, year: int
) -> dict[tuple[int, int], int]:
    effect: Counter[tuple[int, int]] = Counter()
    if other is not None:
        effect.update(cells(other, year))
    if mine is not None:
        effect.subtract(cells(mine, year))
    return {cell: by for cell, by in effect.items() if by}


def _told(mine: ReportedRequest | None, other: ReportedRequest | None, year: int) -> Suspect:
    if mine is None:
        assert other is not None
        number = other.register_number or f"台账第{other.request_id}行"
        why = f"{number}：台账里有，登记簿里没有（或者台账重复登记），请核对。"
        return Suspect(None, number, DoubtKind.DUPLICATE, why, explains=True)
    number = mine.register_number
    if other is None:
        why = f"{number}：登记簿里有，台账里没有，请核对台账是否漏登。"
        return Suspect(mine.request_id, number, DoubtKind.MISSING, why, explains=True)
    kind, ours, theirs = _first_difference(mine, other)
    why = f"{number}：{kind.value}登记簿为“{ours}”，台账为“{theirs}”，请核对。"
    return Suspect(mine.request_id, number, kind, why, explains=True)


def _first_difference(
    mine: ReportedRequest, other: ReportedRequest
) -> tuple[DoubtKind, object, object]:
    if mine.applicant is not other.applicant:
        return DoubtKind.APPLICANT, mine.applicant.value, other.applicant.value
    if mine.received_on.year != other.received_on.year:
        return DoubtKind.RECEIVED, mine.received_on, other.received_on
    if mine.outcome_row != other.outcome_row and mine.closed_on and other.closed_on:
        return DoubtKind.OUTCOME, _row_words(mine), _row_words(other)
    return DoubtKind.CLOSED, mine.closed_on or "未办结", other.closed_on or "未办结"


def _row_words(request: ReportedRequest) -> str:
    return "" if request.outcome_row is None else str(ROWS[request.outcome_row - 1])


Pair = tuple[ReportedRequest | None, ReportedRequest | None]


def _matched(
    requests: Sequence[ReportedRequest], ledger: Sequence[ReportedRequest]
) -> Iterator[Pair]:
    ours, theirs = list(requests), list(ledger)
    for key in (_by_number, _by_words, _by_name):
        waiting: dict[object, list[ReportedRequest]] = defaultdict(list)
        for request in theirs:
            waiting[key(request)].append(request)
        left = []
        for request in ours:
            group = waiting.get(key(request)) if key(request) else None
            if group:
                near = min(group, key=lambda other: _distance(request, other))
                group.remove(near)
                yield request, near
            else:
                left.append(request)
        ours = left
        theirs = [request for group in waiting.values() for request in group]
    yield from ((request, None) for request in ours)
    yield from ((None, request) for request in theirs)


def _by_number(request: ReportedRequest) -> object:
    return "".join(request.register_number.split())


def _by_words(request: ReportedRequest) -> object:
    return request.asked_for and (request.applicant_name, request.asked_for)


def _by_name(request: ReportedRequest) -> object:
    return request.applicant_name and (request.applicant_name, request.received_on)


def _distance(mine: ReportedRequest, other: ReportedRequest) -> int:
    apart = abs((mine.received_on - other.received_on).days)
    return apart + 10 * (mine.outcome_row != other.outcome_row)
