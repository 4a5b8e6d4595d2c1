"""What is opened by a click is a paper this program writes, and nothing else."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.base import documents
from rules.errors import ClerkError


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(documents, "_handed_on", lambda path: names.append(path.name) or True)
    return names


@pytest.mark.parametrize(
    "name", ["答复书.exe", "答复书.docm", "答复书.lnk", "答复书", "答复书.docx.js"]
)
def test_a_letter_a_register_names_is_no_program(
    tmp_path: Path, handed: list[str], name: str
) -> None:
    (tmp_path / name).write_bytes(b"MZ")
    letter = SimpleNamespace(title="答复书", path=str(tmp_path / name))
    for hand_on in (documents.open_document, documents.print_document):
        with pytest.raises(ClerkError, match="不是本程序写的文书"):
            hand_on(letter)
    assert handed == []


def test_a_letter_is_opened(tmp_path: Path, handed: list[str]) -> None:
    (tmp_path / "答复书.DOCX").write_bytes(b"PK")
    documents.open_document(SimpleNamespace(title="答复书", path=str(tmp_path / "答复书.DOCX")))
    assert handed == ["答复书.DOCX"]
