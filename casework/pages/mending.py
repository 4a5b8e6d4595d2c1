"""Makes anew what is only made of other rows: the searched text, and the list's columns."""

from collections.abc import Callable

from casework.cases.case_file import load
from casework.cases.projection import refresh
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.questions import Query, ids
from casework.desk.writing import writing
from db.integrity import rebuild_search

_STEP = 50


def mend_search(desk: Desk) -> str:
    """Make the searched text anew from the requests; return the sentence of what was done."""
    with writing(desk, "rebuild_search", What.CASE):
        rebuild_search(desk.store)
    return "已重建检索，各件申请、文书的文字都可以重新搜到。"


def recompute(desk: Desk, on_progress: Callable[[int, int], None] | None = None) -> str:
    """Compute every request's columns anew from its steps; return the sentence of what was done.

    `on_progress` is told how many are done, and of how many. Raises `ClerkError` where the steps
    of a request can no longer be read.
    """
    every = ids(desk, Query())
    with writing(desk, "recompute", What.CASE):
        for done, request_id in enumerate(every):
            if on_progress is not None and done % _STEP == 0:
                on_progress(done, len(every))
            refresh(desk, load(desk, request_id))
    return f"已按办理记录重新计算{len(every):,}件申请。"
