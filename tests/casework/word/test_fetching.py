"""What makes a document fetch something when it is opened, in templates and in what goes out."""

import io
import zipfile

import pytest

from casework.outgoing.office_files import look_through_office

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(body: str, *links: tuple[str, str, str]) -> bytes:
    """Return a .docx with this body; each link is a part's name, a kind and a target."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        for part, kind, target in links:
            package.writestr(
                part,
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
                f' Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
                "</Relationships>",
            )
    return out.getvalue()


def instruction(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f"<w:p>{runs}</w:p>"


def said(data: bytes) -> str:
    return "".join(remark.sentence for remark in look_through_office(data))


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (instruction('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'), "DDEAUTO"),
        (instruction("DD", "EAU", "TO c:\\\\cmd.exe"), "DDEAUTO"),
        (instruction("dde excel"), "DDE"),
        (instruction(" INCLUDEPICTURE ", "\\\\server\\x.png"), "INCLUDEPICTURE"),
        ('<w:p><w:fldSimple w:instr="LINK Excel.Sheet"/></w:p>', "LINK"),
    ],
)
def test_a_field_that_fetches_is_told_however_it_is_split(body: str, word: str) -> None:
    assert f"域（{word}）会读取外部内容" in said(document(body))


@pytest.mark.parametrize(
    ("part", "kind", "word"),
    [
        ("word/_rels/settings.xml.rels", "attachedTemplate", "模板"),
        ("word/_rels/document.xml.rels", "image", "图片"),
        ("word/_rels/document.xml.rels", "oleObject", "对象"),
        ("word/_rels/header1.xml.rels", "subDocument", "子文档"),
        ("word/_rels/document.xml.rels", "aFChunk", "其他文件"),
    ],
)
def test_a_link_that_is_followed_unasked_is_told(part: str, kind: str, word: str) -> None:
    data = document("<w:p/>", (part, kind, "http://example.org/x"))
    assert f"链接了外部的{word}" in said(data)


def test_page_numbers_and_links_one_has_to_click_are_left_alone() -> None:
    link = ("word/_rels/document.xml.rels", "hyperlink", "https://example.org")
    assert said(document(instruction("PAGE \\* MERGEFORMAT"), link)) == ""
