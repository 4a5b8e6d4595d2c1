"""Disclosed copies kept with a case: what they are called, what is marked, what is refused."""

import hashlib
from pathlib import Path

import pytest

from casework.acts import Done
from casework.acts.copying import copy_name, keep_copy
from casework.cases.attachments import add_content, mark_to_disclose, of_case, path_of
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.redaction.burning import Burnt
from casework.redaction.deciding import Decisions
from casework.redaction.prepared import Prepared
from casework.redaction.suggesting import Suggestions
from db import steps
from rules.errors import ClerkError
from rules.steps import StepKind


def test_a_later_copy_takes_the_place_of_the_earlier(
    desk: Desk, registered: int, tmp_path: Path
) -> None:
    decided = Decisions(Prepared("图纸.pdf", tmp_path, ()), Suggestions(()))

    def kept(content: bytes, claimed: bytes) -> Done:
        original = next(one for one in of_case(desk, registered) if one.name == "图纸.pdf")
        made = tmp_path / copy_name(desk, registered, original)
        made.write_bytes(content)
        burnt = Burnt(3, len(content), hashlib.sha256(claimed).hexdigest())
        return keep_copy(desk, registered, original, made, burnt, decided)

    def marked() -> dict[str, bool]:
        return {one.name: one.to_disclose for one in of_case(desk, registered)}

    for name in ("图纸.pdf", "名单.docx"):
        one = add_content(desk, registered, name, name.encode())
        mark_to_disclose(desk, one, to_disclose=True)
    with pytest.raises(ClerkError) as caught:
        kept(b"%PDF altered", b"%PDF")
    assert (
        caught.value.message == "公开件“图纸（公开件）.pdf”在保存时被改动，没有保存，请再试一次。"
    )
    assert marked() == {"图纸.pdf": True, "名单.docx": True}
    assert not load(desk, registered).case.has(StepKind.REDACTED)
    first = kept(b"%PDF", b"%PDF")
    assert first.message == "已生成公开件“图纸（公开件）.pdf”，3页，遮盖0处；原件没有改动。"
    others = {"图纸.pdf": False, "名单.docx": True}
    assert marked() == others | {"图纸（公开件）.pdf": True}
    for number in (2, 3):
        kept(b"%%PDF%d" % number, b"%%PDF%d" % number)
    assert marked() == others | {
        "图纸（公开件）.pdf": False, "图纸（公开件2）.pdf": False, "图纸（公开件3）.pdf": True,
    }  # fmt: skip
    last = of_case(desk, registered)[-1]
    assert path_of(desk, last).read_bytes() == b"%PDF3"
    told = steps.of_request(desk.store, registered)[-1].details
    assert (told["file"], told["copy"], told["pages"]) == ("图纸.pdf", "图纸（公开件3）.pdf", 3)
