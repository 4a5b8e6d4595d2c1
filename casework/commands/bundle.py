"""`bundle`: the file of one case, made in a folder."""

import re
from pathlib import Path

from casework.bundles.making import make
from casework.bundles.orders import answer_order, archive_order
from casework.desk.desk import Desk
from casework.desk.questions import Query, QueryCondition, ids
from db.aside import aside
from rules.errors import ClerkError


def bundle_json(desk: Desk, number: str, target: Path, *, answer: bool) -> dict[str, object]:
    """Make the bundle of a case and return where it lies, its papers and their pages.

    `number` is a register number or year and serial (2026-6). Raises `ClerkError` for a number
    that is none, and where the bundle cannot be made.
    """
    request_id = _request(desk, number)
    with aside("bundle") as work:
        order = (answer_order if answer else archive_order)(desk, request_id, work)
        bundle = make(order, target)
    desk.looked("EXPORTED", request_id, "复议应诉案卷" if answer else "归档案卷")
    return {
        "folder": str(bundle.folder),
        "pdf": str(bundle.pdf),
        "zip": str(bundle.archive),
        "pages": bundle.pages,
        "papers": [
            {"title": one.paper.title, "number": one.paper.number, "pages": one.pages}
            for one in bundle.papers
        ],
        "notes": list(bundle.notes),
    }


def _request(desk: Desk, number: str) -> int:
    short = re.fullmatch(r"\s*(\d{4})\s*[-—]\s*(\d{1,6})\s*", number)
    where = (
        (QueryCondition("year", "=", int(short[1])), QueryCondition("serial", "=", int(short[2])))
        if short
        else (QueryCondition("register_number", "=", number.strip()),)
    )
    found = ids(desk, Query(where=where))
    if not found:
        raise ClerkError(f"登记簿里没有编号为“{number}”的申请，请核对编号，如“2026-6”。")
    return found[0]
