"""Many letters in one file: nothing lost, nothing mixed up, each from page 1."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from casework import letters, word
from casework.letters.batch import merge_files, merge_letters
from rules.errors import ClerkError
from tests.casework.docx_samples import NAMESPACES, W, docx, p, part, table
from tests.casework.letter_samples import samples

RESAVED = Path(__file__).parent / "files" / "correction_notice_resaved.docx"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SAMPLES = samples()
FILES = [letters.render(letter) for letter in SAMPLES]


def read(data: bytes) -> list[str]:
    return [line for line in word.paragraphs(data) if line.strip()]


def related(data: bytes, number: str) -> str:
    root = part(data, "word/_rels/document.xml.rels")
    return next(node.get("Target") for node in root if node.get("Id") == number)


def with_footer(body: str, footer: str) -> bytes:
    """A document with a footer of its own."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return docx(
        f'{body}<w:sectPr><w:footerReference w:type="default" r:id="f"/></w:sectPr>',
        footer1=f"<w:ftr {NAMESPACES}>{p(footer)}</w:ftr>",
        **{
            "word/_rels/document.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                f'relationships"><Relationship Id="f" Type="{office}/footer" '
                'Target="footer1.xml"/></Relationships>'
            )
        },
    )


def test_every_paragraph_of_every_letter_is_there_in_order():
    expected = [line for data in FILES for line in read(data)]
    assert read(word.merge(FILES)) == expected


def test_each_letter_is_a_section_that_begins_at_page_1():
    sections = list(part(word.merge(FILES)).iter(f"{W}sectPr"))
    assert len(sections) == len(FILES)
    for section in sections:
        assert section.find(f"{W}pgNumType").get(f"{W}start") == "1"
        kind = section.find(f"{W}type")
        assert kind is None or kind.get(f"{W}val") == "nextPage"


def test_letters_of_one_template_share_its_footer():
    data = word.merge(FILES[:1] * 5)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        footers = [name for name in archive.namelist() if "footer" in name]
    assert len(footers) == 1


def test_each_document_keeps_its_own_footer():
    data = word.merge([with_footer(p("甲"), "脚一"), with_footer(p("乙"), "脚二")])
    shown = []
    for section in part(data).iter(f"{W}sectPr"):
        target = related(data, section.find(f"{W}footerReference").get(f"{R}id"))
        root = part(data, f"word/{target}")
        shown.append("".join(node.text or "" for node in root.iter(f"{W}t")))
    assert shown == ["脚一", "脚二"]


def test_a_document_without_a_footer_does_not_inherit_the_one_before():
    data = word.merge([with_footer(p("甲"), "脚一"), docx(p("乙"))])
    last = list(part(data).iter(f"{W}sectPr"))[-1]
    target = related(data, last.find(f"{W}footerReference").get(f"{R}id"))
    assert not list(part(data, f"word/{target}").iter(f"{W}t"))


def test_a_template_saved_elsewhere_keeps_its_styles_apart():
    values = letters.values_of(SAMPLES[1])
    resaved = word.fill(RESAVED, values)
    before = word.fill(RESAVED.with_name("correction_notice_before.docx"), values)
    data = word.merge([before, resaved])
    styles = {
        node.get(f"{W}styleId"): node for node in part(data, "word/styles.xml").iter(f"{W}style")
    }
    used = {node.get(f"{W}val") for node in part(data).iter(f"{W}pStyle")}
    assert used <= set(styles)
    assert any(name.endswith("D1") for name in used)
    defaults = [name for name, node in styles.items() if node.get(f"{W}default") == "1"]
    assert len(defaults) == len({styles[name].get(f"{W}type") for name in defaults})
    assert read(data) == read(before) * 2


def test_a_document_that_ends_with_a_table_or_has_sections_is_closed_rightly():
    ends = docx(p("甲") + table([p("乙")]))
    halves = docx(
        "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>" + p("丁") + "<w:sectPr/>"
    )
    data = word.merge([ends, halves, ends])
    assert read(data) == ["甲", "乙", "丙", "丁", "甲", "乙"]
    assert len(list(part(data).iter(f"{W}sectPr"))) == 4


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, kind: str, target: str, **parts: str) -> bytes:
    """A document with one relation `x` to a further part."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = (
        f'<Relationships xmlns="{space}"><Relationship Id="x" Type="{OFFICE}/{kind}" '
        f'Target="{target}"/></Relationships>'
    )
    return docx(body, **{"word/_rels/document.xml.rels": link}, **parts)


def numbered(text: str, style: str) -> bytes:
    body = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )
    lists = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        f'<w:numFmt w:val="{style}"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    return package(body, "numbering", "numbering.xml", numbering=lists)


def test_lists_of_different_documents_keep_their_own_numbering():
    data = word.merge([numbered("甲", "decimal"), numbered("乙", "chineseCounting")])
    root = part(data, "word/numbering.xml")
    formats = {
        node.get(f"{W}abstractNumId"): node.find(f".//{W}numFmt").get(f"{W}val")
        for node in root.iter(f"{W}abstractNum")
    }
    links = {
        node.get(f"{W}numId"): node.find(f"{W}abstractNumId").get(f"{W}val")
        for node in root.iter(f"{W}num")
    }
    used = [node.get(f"{W}val") for node in part(data).iter(f"{W}numId")]
    assert [formats[links[number]] for number in used] == ["decimal", "chineseCounting"]
    kinds = [node.tag for node in root]
    assert kinds == sorted(kinds)


def test_pictures_and_web_links_go_along():
    picture = p('<w:r><w:pict><v:imagedata r:id="x"/></w:pict></w:r>')
    first = package(picture, "image", "media/a.png", **{"word/media/a.png": "one"})
    second = package(picture, "image", "media/a.png", **{"word/media/a.png": "two"})
    data = word.merge([first, second, first])
    shown = []
    for node in part(data).iter():
        if number := node.get(f"{R}id"):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                shown.append(archive.read(f"word/{related(data, number)}").decode())
    assert shown == ["one", "two", "one"]


def test_an_attached_template_is_not_taken_along():
    settings = f'<w:settings {NAMESPACES}><w:attachedTemplate r:id="x"/><w:zoom/></w:settings>'
    data = word.merge([docx(p("甲"), settings=settings), docx(p("乙"))])
    kept = [node.tag.removeprefix(W) for node in part(data, "word/settings.xml")]
    assert kept == ["zoom"]


def test_the_file_is_whole():
    data = word.merge(FILES)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    types = part(data, "[Content_Types].xml")
    named = {node.get("PartName").lstrip("/") for node in types if node.get("PartName")}
    assert named <= names
    numbers = [node.get("Id") for node in part(data, "word/_rels/document.xml.rels")]
    assert len(numbers) == len(set(numbers))
    for node in part(data).iter():
        for name, value in node.attrib.items():
            if name.startswith(R):
                assert value in numbers


def test_merging_is_the_same_each_time_and_can_be_stopped():
    assert merge_letters(SAMPLES[:4]) == word.merge(FILES[:4])
    seen = []

    def go_on(done: int) -> bool:
        seen.append(done)
        return done < 2

    with pytest.raises(word.MergingStopped):
        word.merge(FILES, go_on=go_on)
    assert seen == [0, 1, 2]


def test_files_are_read_from_where_they_lie(tmp_path):
    paths = []
    for number, data in enumerate(FILES[:3]):
        paths.append(tmp_path / f"{number}.docx")
        paths[-1].write_bytes(data)
    assert merge_files(paths) == word.merge(FILES[:3])
    paths[1].unlink()
    with pytest.raises(ClerkError, match="无法读取"):
        merge_files(paths)


def test_nothing_to_merge_and_notes_at_the_foot_are_told():
    with pytest.raises(ClerkError, match="没有可以合并的文书"):
        word.merge([])
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{p("甲")}</w:footnote></w:footnotes>'
    with pytest.raises(ClerkError, match="脚注"):
        word.merge([package(p("甲"), "footnotes", "footnotes.xml", footnotes=notes)])


@given(st.lists(st.tuples(st.integers(0, len(FILES[0]) - 1), st.integers(0, 255)), max_size=10))
@settings(max_examples=60, deadline=None)
def test_a_damaged_letter_is_told_and_nothing_else(changes):
    data = bytearray(FILES[0])
    for at, byte in changes:
        data[at] = byte
    try:
        word.merge([FILES[1], bytes(data)])
    except ClerkError as error:
        sentence = str(error)
    else:
        sentence = "。"
    assert sentence.endswith("。")
