"""What a search record and the file's contents say, and how a section's words are read."""

from pathlib import Path

import pytest

from casework.cases.attachments import add_file
from casework.desk.desk import Desk
from casework.letters import LetterKind
from casework.papers.case_papers import PaperOffer, write_paper
from casework.papers.section_packages import _result
from casework.word import paragraphs
from forms.choices import SearchResult
from tests.casework.doings import Do

FOUND, PARTLY, NOT = SearchResult.FOUND, SearchResult.PARTLY_FOUND, SearchResult.NOT_FOUND


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("", None), (" \n", None), ("找到", FOUND), ("已检索到", FOUND), ("部分 找到", PARTLY),
        ("只找到部\n分，其余没有", PARTLY), ("未找到", NOT), ("没 有", NOT), ("无", NOT),
        ("不存在", NOT),
    ],
)  # fmt: skip
def test_a_result_in_the_sections_words(words: str, result: SearchResult | None) -> None:
    assert _result(words) is result


def paper(desk: Desk, request_id: int, kind: LetterKind) -> str:
    """The words of a paper of a case."""
    offer = PaperOffer(kind, kind.title)
    return "\n".join(paragraphs(Path(write_paper(desk, request_id, offer).path).read_bytes()))


def test_a_search_that_found_something_says_what(desk: Desk, do: Do, registered: int) -> None:
    for day, result, found in (
        ("2026-03-09", "NOT_FOUND", ""),
        ("2026-03-10", "FOUND", "工作要点定稿"),
    ):
        do(
            "search", registered, day,
            searched_by="李文", scope="档案室", keywords="工作要点", result=result, found=found,
        )  # fmt: skip
        text = paper(desk, registered, LetterKind.SEARCH_RECORD)
        assert ("：工作要点定稿" in text) == bool(found)


def test_the_contents_mark_what_is_to_be_disclosed(
    desk: Desk, registered: int, tmp_path: Path
) -> None:
    for name, leaves in (("定稿.txt", True), ("底稿.txt", False)):
        source = tmp_path / name
        source.write_text(name, encoding="utf-8")
        add_file(desk, registered, source, to_disclose=leaves)
    text = paper(desk, registered, LetterKind.FILE_CONTENTS)
    lines = {name: line for line in text.splitlines() for name in ("定稿", "底稿") if name in line}
    assert "拟公开" in lines["定稿"]
    assert "拟公开" not in lines["底稿"]
