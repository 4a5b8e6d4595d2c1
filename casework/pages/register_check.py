"""Check a register whole: its file, its history, and that the list says what the history says."""

from collections.abc import Iterator

from casework.cases.projection import differences
from casework.desk.desk import Desk
from casework.papers.issuing import WITHDRAWN, file_of
from db import documents, integrity, requests


def problems(desk: Desk) -> Iterator[str]:
    """Yield a sentence for everything that is not as it should be; nothing if all is well."""
    found = integrity.problems(desk.store)
    yield from found
    if found:
        return
    yield from differences(desk)
    yield from _missing_letters(desk)


def _missing_letters(desk: Desk) -> Iterator[str]:
    """Yield the letters whose file is no longer where it was written."""
    for row in requests.every(desk.store):
        for document in documents.of_request(desk.store, row.id):
            if document.status != WITHDRAWN and not file_of(desk, document).is_file():
                yield (
                    f"{row.register_number}的文书“{document.title}”不在原来的位置"
                    f"（{document.path}），请从备份中找回或者重新生成。"
                )
