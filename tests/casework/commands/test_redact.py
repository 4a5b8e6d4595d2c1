"""`redact`: what it covers it says, and what it cannot read it says in a sentence."""

import io
import json
import random
import zipfile

import pypdfium2
import pytest

from casework.commands.redact import redact_json
from desktop.start import command_line
from rules.errors import ClerkError
from tests.casework.redaction.pdf_samples import Sample
from tests.casework.redaction.planted import PDF_MAKERS


def main(words: list[str]) -> int:
    """Carry out a command as the console does, past what it does to its own streams."""
    parsed = command_line._parser().parse_args(words)
    return command_line._in_words(lambda: int(parsed.command(parsed)))


def a_pdf(path, *lines: str):
    sample = Sample()
    for at, words in enumerate(lines):
        sample.text(60, 780 - 30 * at, words)
    path.write_bytes(sample.bytes())
    return path


def test_it_says_what_it_covered_by_page(tmp_path, capsys):
    source = a_pdf(tmp_path / "a.pdf", "联系电话：13800138000", "柳林地块由其承包", "经办人：赵六")
    terms = tmp_path / "terms.txt"
    terms.write_bytes("\ufeff柳林地块\r\n\r\n没有的词\r\n".encode())
    target = tmp_path / "out.pdf"
    assert main(["redact", str(source), "--out", str(target), "--terms", str(terms)]) == 0
    answer = json.loads(capsys.readouterr().out)
    (page,) = answer["pages"]
    assert [(one["kind"], one["text"]) for one in page["covered"]] == [
        ("手机号码", "13800138000"),
        ("指定词语", "柳林地块"),
    ]
    assert answer["missing_terms"] == ["没有的词"]
    assert answer["kept"] == [{"page": 1, "text": "赵六", "why": "履职信息"}]
    document = pypdfium2.PdfDocument(target)
    assert document[0].get_textpage().count_chars() == 0
    document.close()


def test_terms_may_be_in_the_coding_of_old_notepads(tmp_path):
    source = a_pdf(tmp_path / "a.pdf", "柳林地块由其承包")
    terms = tmp_path / "terms.txt"
    terms.write_bytes("柳林地块".encode("gb18030"))
    assert redact_json(source, tmp_path / "out.pdf", terms)["total"] == 1


def zipped(**parts: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "空文件"),
        ("a.pdf", b"%PDF-1.7\nnothing", "无法读取"),
        ("a.pdf", b"not a pdf at all", "不是完整的PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\nbroken", "图片无法读取"),
        ("a.jpg", b"\xff\xd8\xff\xe0broken", "图片无法读取"),
        ("a.zip", zipped(a__txt="x"), "压缩包"),
        ("a.ofd", zipped(OFD__xml="<x/>"), "OFD"),
        ("a.docx", b"PK\x03\x04broken", "损坏"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic\x00\x00", "HEIC"),
        ("a.exe", b"MZ\x90\x00\x03\x00\x00\x00", "能遮盖的有PDF、图片"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path, capsys, name, content, said):
    source = tmp_path / name
    source.write_bytes(content)
    assert main(["redact", str(source), "--out", str(tmp_path / "out.pdf")]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert not (tmp_path / "out.pdf").exists()


def test_a_place_that_cannot_take_the_file_is_said_first(tmp_path):
    source = a_pdf(tmp_path / "a.pdf", "甲")
    for target, said in (
        (tmp_path, "是文件夹"),
        (tmp_path / "out.docx", "以“.pdf”结尾"),
        (tmp_path / "none" / "out.pdf", "不存在"),
        (source, "不能盖过原件"),
    ):
        with pytest.raises(ClerkError, match=said):
            redact_json(source, target, None)
    with pytest.raises(ClerkError, match="找不到文件"):
        redact_json(tmp_path / "none.pdf", tmp_path / "out.pdf", None)
    with pytest.raises(ClerkError, match="找不到词语文件"):
        redact_json(source, tmp_path / "out.pdf", tmp_path / "none.txt")


def test_a_scan_says_that_a_person_must_look_at_it(tmp_path):
    from PIL import Image

    Image.new("L", (400, 600), 200).save(tmp_path / "scan.png")
    answer = redact_json(tmp_path / "scan.png", tmp_path / "out.pdf", None)
    assert answer["look_at"] == ["第1页没有可以识别的文字，请逐页查看，用手工标记遮盖。"]


def test_a_locked_file_says_how_to_go_on(tmp_path):
    paper = PDF_MAKERS[0](random.Random(1), False)
    locked = paper.content.replace(
        b"trailer\n<< ",
        b"trailer\n<< /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32
        + b"> /U <" + b"42" * 32 + b"> >> /ID [<00><00>] ",
    )  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(locked)
    with pytest.raises(ClerkError, match="打开密码"):
        redact_json(tmp_path / "a.pdf", tmp_path / "out.pdf", None)
