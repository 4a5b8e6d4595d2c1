"""The cells a page's lines enclose: merged cells are one, what no line encloses is none."""

from collections.abc import Sequence
from typing import NamedTuple

_NEAR = 0.006
_MOST_COORDINATES = 120
_COVERED = 0.55


class RelativeBox(NamedTuple):
    """A rectangle in parts of the page's width and height, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left


class Grid(NamedTuple):
    """The cells of a page's tables, and the bands between two of its level lines."""

    cells: tuple[RelativeBox, ...]
    bands: tuple[tuple[float, float], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the number of the cell round a point, None outside all."""
        for number, cell in enumerate(self.cells):
            if cell.left <= x <= cell.right and cell.top <= y <= cell.bottom:
                return number
        return None


def grid_of(lines: Sequence[RelativeBox]) -> Grid:
    """Return the cells that lines enclose."""
    level = [line for line in lines if line.width > line.height and line.width > 0.02]
    upright = [line for line in lines if line.height >= line.width and line.height > 0.006]
    ys = _clustered([line.middle[1] for line in level])
    xs = _clustered([line.middle[0] for line in upright])
    if len(xs) < 2 or len(ys) < 2 or len(xs) > _MOST_COORDINATES or len(ys) > _MOST_COORDINATES:
        return Grid((), ())
    across = [[_cover(level, y, xs[at], xs[at + 1], level_=True) for at in range(len(xs) - 1)]
              for y in ys]  # fmt: skip
    down = [[_cover(upright, x, ys[at], ys[at + 1], level_=False) for at in range(len(ys) - 1)]
            for x in xs]  # fmt: skip
    return _enclosed(xs, ys, across, down)


def _clustered(values: list[float]) -> list[float]:
    """Return one coordinate for each group of lines that are drawn on each other."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _cover(
    lines: Sequence[RelativeBox], at: float, start: float, end: float, *, level_: bool
) -> bool:
    """Tell whether lines cover most of the way between two coordinates."""
    spans = sorted(
        (line.left, line.right) if level_ else (line.top, line.bottom)
        for line in lines
        if abs(line.middle[1 if level_ else 0] - at) <= _NEAR
    )
    covered = 0.0
    reached = start
    for low, high in spans:
        low, high = max(low, reached), min(high, end)
        if high > low:
            covered += high - low
            reached = high
    return covered >= (end - start) * _COVERED


def _enclosed(
    xs: list[float], ys: list[float], across: list[list[bool]], down: list[list[bool]]
) -> Grid:
    """Return the groups of elementary cells no line parts, but for those open to the outside."""
    rows, columns = len(ys) - 1, len(xs) - 1
    outside = rows * columns
    group = list(range(outside + 1))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    def join(one: int, other: int) -> None:
        group[root(one)] = root(other)

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if not across[row][column]:
                join(here, outside if row == 0 else here - columns)
            if row == rows - 1 and not across[rows][column]:
                join(here, outside)
            if not down[column][row]:
                join(here, outside if column == 0 else here - 1)
            if column == columns - 1 and not down[columns][row]:
                join(here, outside)
    members: dict[int, list[int]] = {}
    for at in range(outside):
        if root(at) != root(outside):
            members.setdefault(root(at), []).append(at)
    cells = [
        RelativeBox(
            min(xs[at % columns] for at in one), min(ys[at // columns] for at in one),
            max(xs[at % columns + 1] for at in one), max(ys[at // columns + 1] for at in one),
        )
        # What goes round a corner is the margin of the sheet, seen between its edge and the table.
        for one in members.values()
        if _is_rectangle(one, columns)
    ]  # fmt: skip
    cells.sort(key=lambda cell: (cell.top, cell.left))
    bands = tuple((ys[at], ys[at + 1]) for at in range(rows))
    return Grid(tuple(cells), bands)


def _is_rectangle(members: Sequence[int], columns: int) -> bool:
    rows = {at // columns for at in members}
    across = {at % columns for at in members}
    return len(rows) * len(across) == len(members)
