"""Copies released before, for the next who asks: which are found, in what order, what is taken over;
letters that no bundle holds; held against what was approved."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from casework import acts
from casework.bundles.again import Released, release_again, released_before
from casework.bundles.orders import EVIDENCE, answer_order, archive_order
from casework.bundles.shared_copies import share_order
from casework.cases.attachments import add_content, mark_to_disclose, of_case, path_of
from casework.desk.desk import Desk
from casework.papers.case_papers import possible_papers, write_paper
from db import documents, steps
from forms.redaction import CoverGround, Redaction
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.doings import Do

# Fifty pairs of letters: seventeen of them are 0.34 of it, sixteen are less.
LETTERS = "".join(chr(0x4E00 + at) for at in range(51))
OTHERS = "".join(chr(0x6E00 + at) for at in range(60))


def released(
    desk: Desk,
    do: Do,
    sought: str,
    copies: tuple[tuple[str, bytes], ...],
    *grounds: CoverGround,
    keeps_own: bool = False,
    served: bool = True,
) -> int:
    """Enter a case whose copies were made and, as a rule, left with the reply."""
    request_id = do("register", None, "2026-03-02", applicant_name="方可", information_sought=sought).request_id  # fmt: skip
    add_content(desk, request_id, "原件.pdf", b"original")
    for name, content in copies:
        copy = add_content(desk, request_id, name, content)
        mark_to_disclose(desk, copy, to_disclose=True)
        form = Redaction(
            on=desk.today, file="原件.pdf", copy=name, pages=len(content), places=5,
            grounds=grounds, covered="身份证号码——5处", keeps_own=keeps_own,
        )  # fmt: skip
        acts.perform(desk, acts.ACTS["redact"], request_id, form)
    do("decide", request_id, "2026-03-06", kind="PROVIDED", provided="登记表")
    if served:
        do("serve", request_id, "2026-03-06", mail_number="EM123456789CN")
    return request_id


def found_for(found: list[Released]) -> Iterator[str]:
    for one in found:
        yield f"  {one.request_id} {one.alike:.4f} {one.copy.name} {one.pages} {one.words}"


def test_what_was_released_before(approved, desk: Desk, do: Do) -> None:
    privacy, secret = CoverGround.PRIVACY, CoverGround.TRADE_SECRET
    released(desk, do, LETTERS[:18] + OTHERS, (("三成四.pdf", b"1"),), privacy)
    released(desk, do, LETTERS[:17] + OTHERS, (("不足.pdf", b"22"),), privacy)
    released(desk, do, LETTERS[:30], (("同样.pdf", b"333"), ("同样二.pdf", b"4444")))
    released(desk, do, LETTERS[:30], (("同样的副本.pdf", b"333"),), privacy, secret)
    released(desk, do, LETTERS, (("留着本人.pdf", b"5"),), privacy, keeps_own=True)
    released(desk, do, LETTERS, (("没有送达.pdf", b"6"),), privacy, served=False)
    taken_back = released(desk, do, LETTERS, (("不再公开.pdf", b"7"),), privacy)
    mark_to_disclose(desk, of_case(desk, taken_back)[1], to_disclose=False)

    def asking(sought: str, day: str = "2026-03-09") -> int:
        return do("register", None, day, applicant_name="林一帆", information_sought=sought).request_id or 0  # fmt: skip

    def tell() -> Iterator[str]:
        for sought in (LETTERS, f"《{LETTERS[:25]}》，{LETTERS[25:]}", OTHERS, LETTERS[:30], "甲", "《》"):  # fmt: skip
            yield f"{sought[:6]}:"
            yield from found_for(released_before(desk, asking(sought)))
        mine = asking(LETTERS[:40])
        add_content(desk, mine, "已经有了.pdf", b"333")
        found = released_before(desk, mine)
        yield from found_for(found)
        path = path_of(desk, found[0].copy)
        kept = path.read_bytes()
        path.write_bytes(b"altered")
        with pytest.raises(ClerkError) as refused:
            release_again(desk, mine, found[0])
        yield f"refused: {refused.value} {[one.name for one in of_case(desk, mine)]}"
        path.write_bytes(kept)
        done = release_again(desk, mine, found[0])
        yield f"{done.message} {done.warnings}"
        yield from told([[(one.name, one.to_disclose) for one in of_case(desk, mine)]])
        details = dict(steps.of_request(desk.store, mine)[-1].details)
        yield from (f"  {name}: {value}" for name, value in sorted(details.items()) if value)
        many = released(desk, do, LETTERS[:45], tuple((f"{at}.pdf", bytes(at)) for at in range(8, 13)))  # fmt: skip
        yield f"{many}:"
        yield from found_for(released_before(desk, asking(LETTERS[:45])))

    approved("released_before", tell())


def test_letters_that_no_bundle_holds(approved, desk: Desk, do: Do, tmp_path: Path) -> None:
    def tell() -> Iterator[str]:
        request_id = do("register", None, "2026-03-06", applicant_name="林一帆", email="lin@example.com", information_sought="2023年工作要点").request_id or 0  # fmt: skip
        with pytest.raises(ClerkError) as refused:
            share_order(desk, request_id)
        yield f"{refused.value}"
        do("decide", request_id, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
        for offer in possible_papers(desk, request_id):
            write_paper(desk, request_id, offer)
        every = documents.of_request(desk.store, request_id)
        yield f"{[f'{one.title} {one.status}' for one in every]}"
        for order in (archive_order, answer_order):
            papers = order(desk, request_id, tmp_path).papers
            yield f"{[f'{one.part.order} {one.title}' for one in papers]}"
        shared = share_order(desk, request_id)
        yield f"{shared.name} {list(shared.files)} {shared.on_disc}"
        yield from shared.text.splitlines()
        reply = next(one for one in every if one.kind == "disclosure")
        documents.change(desk.store, reply.id, {"status": "withdrawn"})
        yield f"{[one.title for one in archive_order(desk, request_id, tmp_path).papers if one.part.order == 13]}"
        with pytest.raises(ClerkError) as refused:
            share_order(desk, request_id)
        yield f"{refused.value}"
        documents.change(desk.store, reply.id, {"status": "issued"})
        desk.beside.at(reply.path).unlink()
        with pytest.raises(ClerkError) as refused:
            archive_order(desk, request_id, tmp_path)
        yield f"{refused.value}"
        with pytest.raises(ClerkError) as refused:
            share_order(desk, request_id)
        yield f"{refused.value}"
        entered = do("register", None, "2026-03-16", applicant_name="方可", information_sought="预算")  # fmt: skip
        acts.undo(desk, entered.request_id, entered.step_id or 0)
        for order in (archive_order, answer_order):
            with pytest.raises(ClerkError) as refused:
                order(desk, entered.request_id, tmp_path)
            yield f"{refused.value}"

    approved("letters_of_no_bundle", tell())


def test_the_list_of_evidence_as_it_is_set(desk: Desk, registered: int, tmp_path: Path) -> None:
    content = answer_order(desk, registered, tmp_path).before[EVIDENCE]([], 0)
    (tmp_path / "list.docx").write_bytes(content)
    opened = docx.Document(str(tmp_path / "list.docx"))
    (table,) = opened.tables
    widths = [f"{one.width.cm:.1f}" for one in table.rows[0].cells]
    assert (table.autofit, widths) == (False, ["1.2", "5.6", "2.6", "4.6", "2.0"])
    assert [f"{one.width.cm:.1f}" for one in table.columns] == widths
    style = opened.styles["Normal"]
    assert (style.font.name, style.font.size.pt) == ("仿宋", 11)
    assert opened.sections[0].right_margin.cm == pytest.approx(2.5, abs=0.01)
