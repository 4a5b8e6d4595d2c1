"""What a bundle for a court shows and keeps back: the office's own answer, its counsel's words."""

from pathlib import Path

from casework import acts
from casework.bundles.bundled_papers import Part
from casework.bundles.orders import answer_order, archive_order
from casework.cases.attachments import add_content, by_label, of_case
from casework.cases.case_file import load
from casework.cases.recorded import noted
from casework.desk.desk import Desk
from rules.steps import StepKind
from tests.casework.doings import BODY, Do

OPINION = "意见书.pdf"


def counsel_said(do: Do, request_id: int, document: str) -> None:
    do("decide", request_id, "2026-03-16", kind="ALREADY_PUBLIC", access="本机关网站")
    do("ask_counsel", request_id, "2026-03-16", counsel="郑洁", question="依据是否充分")
    do(
        "counsel_answered", request_id, "2026-03-17", counsel="郑洁", conclusion="LAWFUL",
        opinion="依据充分", document=document,
    )  # fmt: skip


def shown(desk: Desk, request_id: int, folder: Path) -> set[bytes]:
    """The content of the attachments that a court would get."""
    papers = answer_order(desk, request_id, folder).papers
    return {one.path.read_bytes() for one in papers if one.title.startswith("意见书")}


def test_of_two_files_of_one_name_the_opinion_of_counsel_stays(
    desk: Desk, do: Do, registered: int, tmp_path: Path
) -> None:
    for content in (b"of the third party", b"of counsel"):
        add_content(desk, registered, OPINION, content)
    assert list(by_label(desk, registered)) == [OPINION, "意见书.pdf（第2个）"]
    counsel_said(do, registered, "意见书.pdf（第2个）")
    (said,) = load(desk, registered).all_of(StepKind.COUNSEL_ANSWERED)
    assert noted(said).attachment == of_case(desk, registered)[1].id
    assert shown(desk, registered, tmp_path) == {b"of the third party"}
    # Where the first is taken off the case, the opinion is called as that one was.
    do("remove_attachment", registered, "2026-03-17", file=OPINION, reason="重复")
    add_content(desk, registered, OPINION, b"of another")
    assert shown(desk, registered, tmp_path) == {b"of another"}


def test_an_opinion_named_before_its_file_was_added_is_known_by_its_name(
    desk: Desk, do: Do, registered: int, tmp_path: Path
) -> None:
    counsel_said(do, registered, "意见书.pdf（第2个）")
    for content in (b"of the third party", b"of counsel"):
        add_content(desk, registered, OPINION, content)
    assert shown(desk, registered, tmp_path) == {b"of the third party"}
    # Where none is called so any more it may be any of its name.
    do("remove_attachment", registered, "2026-03-17", file=OPINION, reason="重复")
    assert shown(desk, registered, tmp_path) == set()


def test_the_answer_the_program_wrote_comes_first_and_is_not_missed(
    desk: Desk, do: Do, replied: int, tmp_path: Path
) -> None:
    add_content(desk, replied, "申请表.pdf", b"request")
    add_content(desk, replied, "回证.pdf", b"service")
    do("receive_reconsideration", replied, "2026-04-13", body=BODY, case_number="8号")
    act = acts.ACTS["answer_reconsideration"]
    start = acts.starting_values(desk, act, replied)
    typed = {name: value for name, value in start.items() if name != "on"}
    do("answer_reconsideration", replied, "2026-04-20", grounds="属于过程性信息", **typed)
    order = answer_order(desk, replied, tmp_path)
    assert (order.papers[0].title, order.papers[0].part) == ("行政复议答复书", Part.ANSWER)
    assert order.notes == ()
    archive = archive_order(desk, replied, tmp_path).papers
    assert (archive[-1].title, archive[-1].part) == ("行政复议答复书", Part.REMEDY)
