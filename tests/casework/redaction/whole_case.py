"""One case from its papers to the court: covered, decided, served, shared and bundled.

    python -m tests.casework.redaction.whole_case FOLDER

makes it of forty pages and more (Word, Excel, PDF, scans, pictures; an office program is needed),
leaves everything in the folder to be looked at, and prints what it counted.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from casework.acts import Done
from casework.acts.copying import copy_name, keep_copy
from casework.acts.redacting import copies_of
from casework.bundles.making import Bundle, make
from casework.bundles.orders import answer_order, archive_order
from casework.bundles.shared_copies import Shared, share, share_order
from casework.cases.attachments import add_content, of_case, path_of
from casework.cases.case_file import load
from casework.desk.desk import Desk, open_desk
from casework.redaction.burning import burn
from casework.redaction.deciding import Decisions
from casework.redaction.places import Box
from casework.redaction.prepared import Prepared
from casework.redaction.preparing import prepare
from casework.redaction.suggesting import suggest
from db import settings
from tests.casework.conftest import OFFICE, Clock, doing
from tests.casework.redaction.campaign import left_behind
from tests.casework.redaction.pdf_samples import Sample
from tests.casework.redaction.planted import (
    HAY,
    OFFICE_MAKERS,
    PDF_MAKERS,
    SCAN_MAKERS,
    Paper,
)
from tests.casework.redaction.secrets import some

Do = Callable[..., Done]
Prepare = Callable[[Path, Path], Prepared]


@dataclass(frozen=True, slots=True)
class WholeCase:
    """What became of a case: its disclosed copies, both bundles, what the applicant got."""

    request_id: int
    copies: tuple[Path, ...]
    pages: int
    archive: Bundle
    answer: Bundle
    shared: Shared


def walk(
    desk: Desk, do: Do, papers: Iterable[Paper], work: Path, prepared_of: Prepare
) -> WholeCase:
    """Walk a case through, every secret of its papers covered."""
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", email="lin@example.com",
        information_sought="桂苑社区征地补偿的调查、公示和会议材料",
    ).request_id  # fmt: skip
    add_content(desk, request_id, "申请书.txt", "申请公开上述材料。".encode())
    do(
        "search", request_id, "2026-03-09", searched_by="李文", scope="公文系统、档案室",
        keywords="桂苑", result="FOUND", found="调查表等",
    )  # fmt: skip
    copies, pages = [], 0
    for number, paper in enumerate(papers, start=1):
        copy, count = _covered(
            desk, request_id, f"{number:02d}{paper.name}", paper, work, prepared_of
        )
        copies.append(copy)
        pages += count
    start = {
        "kind": "PARTLY",
        **_said(desk, request_id),
        "public_interest": "公布住户的号码于公共利益无所增益，而损害住户的安宁。",
        "in_spite": "仅隐去证件号码、电话等个人信息，不涉及第三方意见。",
    }
    do("decide", request_id, "2026-03-16", **start)
    do("serve", request_id, "2026-03-17", mail_number="EM123456789CN")
    return WholeCase(
        request_id,
        tuple(copies),
        pages,
        make(archive_order(desk, request_id, work), work / "案卷"),
        make(answer_order(desk, request_id, work), work / "应诉"),
        share(share_order(desk, request_id), work / "送申请人", with_password=False),
    )


def _said(desk: Desk, request_id: int) -> dict[str, Any]:
    from casework.acts.redacting import severed

    said = dict(severed(desk, load(desk, request_id)))
    return {**said, "grounds": [ground.name for ground in said["grounds"]]}


def _covered(
    desk: Desk, request_id: int, name: str, paper: Paper, work: Path, prepared_of: Prepare
) -> tuple[Path, int]:
    kept = add_content(desk, request_id, name, paper.content)
    folder = work / f"pages{kept.id}"
    folder.mkdir(parents=True)
    source = folder / name
    source.write_bytes(path_of(desk, kept).read_bytes())
    prepared = prepared_of(source, folder)
    decided = Decisions(prepared, suggest([page.text for page in prepared.pages]))
    for secret in paper.open:
        if secret.is_term:
            decided.search(secret.words)
    for page, one in enumerate(prepared.pages):
        if not one.text.letters:
            decided.mark_area(page, Box(40, 40, one.text.width - 40, 120), 2)
    decided.cover_pending()
    target = folder / copy_name(desk, request_id, kept)
    burnt = burn(prepared, decided.bars(), target)
    keep_copy(desk, request_id, kept, target, burnt, decided)
    left = left_behind(paper, target)
    if left:
        raise AssertionError(f"{name}: {len(left)} found again")
    copy = next(one for one in of_case(desk, request_id) if one.name == target.name)
    return path_of(desk, copy), burnt.pages


def page_counts(bundle: Bundle) -> tuple[int, int]:
    """Return how many pages the bundle says it has, and how many its PDF has beside its lists."""
    document = pypdfium2.PdfDocument(bundle.pdf)
    try:
        return bundle.pages, len(document)
    finally:
        document.close()


def _long(draw: random.Random, pages: int = 22) -> Paper:
    sample, planted = Sample(), []
    for number in range(pages):
        if number:
            sample.page()
        secrets = some(draw, 4, number)
        planted += secrets
        for at in range(30):
            words = draw.choice(HAY) if at % 8 else f"经查，{secrets[at // 8].sentence}"
            sample.text(60, 780 - 24 * at, words, 11)
    return Paper("会议材料.pdf", sample.bytes(), planted)


def main(target: Path) -> int:
    """Make the whole case in a folder; 0 where everything agrees."""
    clock = Clock()
    target.mkdir(parents=True)
    desk = open_desk(target / "登记簿.db", clock=clock, clerk="周敏")
    settings.put(desk.store, "office", OFFICE)
    desk.forget_settings()
    makers = (*PDF_MAKERS[:8], *SCAN_MAKERS, *OFFICE_MAKERS[2:5], *OFFICE_MAKERS[9:12])
    papers = [maker(random.Random(50 + number), True) for number, maker in enumerate(makers)]
    papers.append(_long(random.Random(49)))
    case = walk(desk, doing(desk, clock), papers, target, prepare)
    copies = copies_of(load(desk, case.request_id))
    print(f"{len(copies)} files, {case.pages} pages")
    for bundle in (case.archive, case.answer):
        print(bundle.folder.name, page_counts(bundle), *bundle.notes)
    print(case.shared.archive.name, *case.shared.notes)
    desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
