"""A broken or hostile file is told in a sentence; it never gives anything else."""

import contextlib
import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from casework import letters, word
from casework.letters import CorrectionNoticeLetter, LetterKind
from rules.errors import ClerkError
from tests.casework.docx_samples import docx

SOUND = letters.template_path(LetterKind.CORRECTION_NOTICE).read_bytes()


def try_everything(data: bytes) -> None:
    """Nothing but `ClerkError` may come out of reading, checking or filling."""
    letters.check(data, CorrectionNoticeLetter)
    for act in (word.placeholders, word.paragraphs, word.surroundings):
        with contextlib.suppress(ClerkError):
            act(data)
    with contextlib.suppress(ClerkError):
        word.fill(data, {})


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=12))
@settings(max_examples=150, deadline=None)
def test_changed_bytes(changes):
    data = bytearray(SOUND)
    for at, byte in changes:
        data[at] = byte
    try_everything(bytes(data))


@given(st.integers(0, len(SOUND)))
@settings(max_examples=60, deadline=None)
def test_a_file_cut_short(end):
    try_everything(SOUND[:end])


@given(st.binary(max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_bytes(data):
    try_everything(data)
    try_everything(b"PK\x03\x04" + data)


@given(st.integers(0, 3000), st.integers(0, 400), st.text("<>/&wp:t{}每项如有完：", max_size=8))
@settings(max_examples=150, deadline=None)
def test_changed_xml(at, length, put):
    with zipfile.ZipFile(BytesIO(SOUND)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    xml = parts["word/document.xml"]
    parts["word/document.xml"] = xml[:at] + put + xml[at + length :]
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    try_everything(stream.getvalue())


MARKS = st.lists(
    st.sampled_from(
        [
            *(
                "{{",
                "}}",
                "{",
                "｝｝",
                "{{甲}}",
                "{{每项：乙}}",
                "{{如有：甲}}",
                "{{完}}",
                "{{完：乙}}",
            ),
            *("字", "</w:t></w:r><w:r><w:t>", "</w:t></w:r></w:p><w:p><w:r><w:t>"),
            "</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>",
        ]
    ),
    max_size=14,
)


@given(MARKS)
@settings(max_examples=300, deadline=None)
def test_marks_in_any_order(marks):
    body = f"<w:p><w:r><w:t>{''.join(marks)}</w:t></w:r></w:p>"
    data = docx(f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>")
    try_everything(data)
    try:
        filled = word.fill(data, {"甲": "一", "乙": [{"丙": "二"}]})
    except ClerkError:
        return
    word.paragraphs(filled)


def test_a_file_that_unpacks_to_far_too_much_is_refused():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", b" " * (90 * 1024 * 1024))
    problems = letters.check(stream.getvalue(), CorrectionNoticeLetter)
    assert "过大" in problems[0].message
