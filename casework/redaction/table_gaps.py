"""The cell one forgot: where all of a column is covered but a few, these are asked about."""

from collections.abc import Iterator, Sequence

from casework.redaction.characters import Chunk
from casework.redaction.places import Box

_LEAST_COLUMNS = 3
_LEAST_ROWS = 3
_SHARE = 0.6


def forgotten(
    lines: Sequence[Sequence[Chunk]], covered: Sequence[Box], known: Sequence[Box]
) -> Iterator[Chunk]:
    """Yield the cells in columns of which most are covered. `known` are the places decided on."""
    rows = [line for line in lines if len(line) >= _LEAST_COLUMNS]
    if len(rows) < _LEAST_ROWS:
        return
    for column in _columns(rows):
        # The head of a column is no cell of it.
        cells = column[1:]
        met = [chunk for chunk in cells if any(chunk.box.meets(box) for box in covered)]
        if len(met) >= 2 and len(met) >= _SHARE * len(cells):
            for chunk in cells:
                if chunk not in met and not any(chunk.box.meets(box) for box in known):
                    yield chunk


def _columns(rows: Sequence[Sequence[Chunk]]) -> Iterator[list[Chunk]]:
    """Yield the cells that stand below each cell of the widest row."""
    widest = max(rows, key=len)
    for pattern in widest:
        cells = [
            chunk
            for row in rows
            for chunk in row
            if min(chunk.box.right, pattern.box.right) - max(chunk.box.left, pattern.box.left)
            > 0.3 * min(chunk.box.width, pattern.box.width)
        ]
        if len(cells) >= _LEAST_ROWS:
            yield cells
