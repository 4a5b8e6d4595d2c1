"""What a template becomes: asserted on the exact text of runs, not on what it looks like."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import word
from rules.errors import ClerkError
from tests.casework.docx_samples import NAMESPACES, W, docx, p, part, r, runs, table

BOLD = "<w:b/>"


def filled(body: str, **values: word.Value) -> list[list[str]]:
    return runs(word.fill(docx(body), values))


def test_a_name_is_filled_and_its_neighbours_stay():
    assert filled(p("致{{申请人}}："), 申请人="沈知微") == [["致沈知微："]]


@pytest.mark.parametrize(
    "typed",
    [
        "{{申请人}}",
        "{{ 申请人 }}",
        "｛｛申请人｝｝",
        "{｛　申请人 ｝}",
        "{{申 请 人}}",
        "｛｛ 申请人}}",
    ],
)
def test_full_width_braces_and_blanks_do_not_matter(typed):
    assert filled(p(typed), 申请人="沈知微") == [["沈知微"]]


def test_a_mark_split_over_runs_takes_the_style_of_the_run_it_begins_in():
    body = p(
        r("致{", BOLD),
        '<w:proofErr w:type="spellStart"/>',
        r("{申请"),
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/>',
        r("人", "<w:i/>"),
        '<w:bookmarkEnd w:id="0"/>',
        r("}"),
        r("}：好", "<w:u/>"),
    )
    data = word.fill(docx(body), {"申请人": "沈知微"})
    assert runs(data) == [["致沈知微", "：好"]]
    first, second = part(data).iter(f"{W}r")
    assert first.find(f"{W}rPr/{W}b") is not None
    assert second.find(f"{W}rPr/{W}u") is not None


def test_two_names_in_one_run_and_one_across_two():
    body = p("{{年}}年{{月}}月{{日", "}}日")
    assert filled(body, 年="2026", 月="2", 日="13") == [["2026年2月13", "日"]]


def test_a_name_inside_a_hyperlink_is_filled():
    body = p("见", '<w:hyperlink r:id="x"><w:r><w:t>{{网址}}</w:t></w:r></w:hyperlink>')
    assert filled(body, 网址="https://example.org/?a=1&b=2") == [
        ["见", "https://example.org/?a=1&b=2"]
    ]


def test_a_mark_broken_by_a_deleted_revision_is_read_as_it_shows():
    deleted = "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"
    assert filled(p("{{申", deleted, "请人}}"), 申请人="沈知微")[0][0] == "沈知微"


@pytest.mark.parametrize(
    "text",
    ["甲&乙", "<w:p>", "a > b", "㐀𠮷", "“引号”'单'", "{{申请人}}", "零\u200b宽", "长" * 5000],
)
def test_a_text_comes_out_as_typed(text):
    assert filled(p("申请人：{{申请人}}"), 申请人=text) == [[f"申请人：{text}"]]


def test_control_characters_and_half_surrogates_are_dropped():
    assert filled(p("×{{名}}×"), 名="甲\x00\x07乙\ud83d丙\ufffe") == [["×甲乙丙×"]]


def test_a_tab_and_a_line_end_within_a_sentence_are_words_own():
    data = word.fill(docx(p("甲{{乙}}丙")), {"乙": "一\t二\r\n三"})
    names = [node.tag.removeprefix(W) for node in part(data).iter() if node.tag.startswith(W)]
    assert names[-7:] == ["t", "t", "tab", "t", "br", "t", "t"]
    assert runs(data) == [["甲一二三丙"]]


def test_a_line_end_in_a_paragraph_of_its_own_is_a_new_paragraph_in_the_same_style():
    style = '<w:pPr><w:pStyle w:val="Body"/></w:pPr>'
    data = word.fill(docx(p("{{理由}}", more=style)), {"理由": "一\n二\n三"})
    assert runs(data) == [["一"], ["二"], ["三"]]
    assert [node.get(f"{W}val") for node in part(data).iter(f"{W}pStyle")] == ["Body"] * 3


def test_paragraphs_repeat_and_their_marks_leave_no_line():
    body = (
        p("前")
        + p("{{每项：事项}}")
        + p("{{序号}}．{{内容}}")
        + p("附{{中文序号}}")
        + p("{{完：事项}}")
        + p("后")
    )
    items = [{"内容": "甲"}, {"内容": "乙"}]
    expected = [["前"], ["1．甲"], ["附一"], ["2．乙"], ["附二"], ["后"]]
    assert filled(body, 事项=items) == expected
    assert filled(body, 事项=[]) == [["前"], ["后"]]


def test_a_paragraph_that_is_one_repeated_part_becomes_one_paragraph_each():
    body = p("{{每项:事项}}{{序号}}．{{内容}}；{{完}}")
    assert filled(body, 事项=[{"内容": "甲"}, {"内容": "乙"}]) == [["1．甲；"], ["2．乙；"]]


def test_a_repeated_part_within_a_sentence_stays_in_its_paragraph():
    body = p("共：{{每项：事项}}{{内容}}、{{完：事项}}等。")
    got = filled(body, 事项=[{"内容": "甲"}, {"内容": "乙"}])
    assert ["".join(line) for line in got] == ["共：甲、乙、等。"]


def test_a_repeated_part_keeps_the_style_of_each_of_its_runs():
    body = p(r("共{{每项：事项}}"), r("{{内容}}", BOLD), r("、{{完：事项}}止"))
    data = word.fill(docx(body), {"事项": [{"内容": "甲"}, {"内容": "乙"}]})
    assert runs(data) == [["共", "甲", "、", "乙", "、", "止"]]
    bold = [run.find(f"{W}rPr/{W}b") is not None for run in part(data).iter(f"{W}r")]
    assert bold == [False, True, False, True, False, False]


def test_rows_repeat():
    body = table(
        [p("名称"), p("页数")],
        [p("{{每项：材料}}{{名称}}"), p("{{页数}}{{完：材料}}")],
    )
    items = [{"名称": "甲", "页数": "1"}, {"名称": "乙", "页数": "2"}]
    assert filled(body, 材料=items) == [["名称"], ["页数"], ["甲"], ["1"], ["乙"], ["2"]]


def test_marks_in_rows_of_their_own_vanish_with_the_rows():
    body = table(
        [p("{{每项：材料}}")], [p("{{名称}}")], [p("小计")], [p("{{完：材料}}")], [p("合计")]
    )
    data = word.fill(docx(body), {"材料": [{"名称": "甲"}, {"名称": "乙"}]})
    assert runs(data) == [["甲"], ["小计"], ["乙"], ["小计"], ["合计"]]
    assert len(list(part(data).iter(f"{W}tr"))) == 5


def test_a_table_without_rows_and_a_cell_without_paragraph_do_not_happen():
    only = table([p("{{每项：材料}}{{名称}}{{完：材料}}"), p("x")])
    data = word.fill(docx(only), {"材料": []})
    assert all(cell.find(f"{W}p") is not None for cell in part(data).iter(f"{W}tc"))
    whole = p("前") + table([p("{{每项：材料}}"), p("{{名称}}{{完：材料}}")]) + p("后")
    data = word.fill(docx(whole), {"材料": []})
    assert not list(part(data).iter(f"{W}tbl"))


def test_an_optional_part_comes_and_goes():
    body = p("甲{{如有：延长}}，延长{{天数}}日{{完：延长}}。") + p(
        "{{如无：延长}}未延长。{{完：延长}}"
    )
    assert filled(body, 延长=True, 天数="10") == [["甲", "，延长10日", "。"]]
    assert filled(body, 延长=False, 天数="") == [["甲", "。"], ["未延长。"]]


def test_a_text_or_a_list_decides_an_optional_part_too():
    body = p("{{如有：理由}}理由：{{理由}}{{完：理由}}") + p("止")
    assert filled(body, 理由="") == [["止"]]
    assert filled(body, 理由="甲") == [["理由：甲"], ["止"]]
    assert filled(p("{{如有：项}}有{{完：项}}止"), 项=[]) == [["止"]]


def test_parts_nest_and_share_their_edges():
    body = (
        p("{{每项：事项}}{{如有：理由}}")
        + p("{{内容}}因{{理由}}")
        + p("{{完：理由}}{{完：事项}}")
        + p("{{结尾}}")
    )
    items = [{"内容": "甲", "理由": "一"}, {"内容": "乙", "理由": ""}]
    assert filled(body, 事项=items, 结尾="止") == [["甲因一"], ["止"]]


def test_names_outside_a_list_are_seen_inside_it_and_the_inner_one_wins():
    body = p("{{每项：事项}}{{称呼}}{{内容}}{{完}}")
    items = [{"内容": "甲"}, {"内容": "乙", "称呼": "他"}]
    assert filled(body, 事项=items, 称呼="你") == [["你甲"], ["他乙"]]


def test_a_list_within_a_list_repeats_within():
    body = p("{{每项：案}}{{名}}：{{每项：件}}{{号}}，{{完：件}}{{完：案}}")
    cases: Any = [{"名": "甲", "件": [{"号": "1"}, {"号": "2"}]}, {"名": "乙", "件": []}]
    assert ["".join(line) for line in filled(body, 案=cases)] == ["甲：1，2，", "乙："]


def test_headers_footers_and_text_boxes_are_filled():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
        + p("框{{文号}}")
        + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        "<w:txbxContent>" + p("旧{{文号}}") + "</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    data = word.fill(
        docx(
            p("文", box, "{{文号}}"),
            header1=f"<w:hdr {NAMESPACES}>{p('头{{文号}}')}</w:hdr>",
            footer2=f"<w:ftr {NAMESPACES}>{p('脚{{文号}}')}</w:ftr>",
        ),
        {"文号": "青建答〔2026〕1号"},
    )
    assert ["框青建答〔2026〕1号"] in runs(data)
    assert ["旧青建答〔2026〕1号"] in runs(data)
    assert runs(data)[0][-1] == "青建答〔2026〕1号"
    assert runs(data, "word/header1.xml") == [["头青建答〔2026〕1号"]]
    assert runs(data, "word/footer2.xml") == [["脚青建答〔2026〕1号"]]


def test_what_is_not_text_is_left_as_it_was():
    stray = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    )
    data = word.fill(docx(p("第", stray, "页") + "<w:sectPr><w:cols/></w:sectPr>"), {})
    root = part(data)
    assert root.find(f".//{W}instrText").text == "PAGE"
    assert root.find(f"{W}body/{W}sectPr/{W}cols") is not None


def test_the_same_letter_is_the_same_file():
    body = docx(p("{{甲}}"))
    assert word.fill(body, {"甲": "乙"}) == word.fill(body, {"甲": "乙"})


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param(p("{{申请仁}}"), "申请仁", id="unknown name"),
        pytest.param(p("{{申请人}"), "没有成对", id="half open"),
        pytest.param(p("{{申请人}}}"), "没有成对", id="three braces"),
        pytest.param(p("{{}}"), "没有写名称", id="no name"),
        pytest.param(p("{{如有：申请人}}甲"), "没有结束", id="unclosed"),
        pytest.param(p("甲{{完：申请人}}"), "前面没有对应的开始标记", id="not opened"),
        pytest.param(p("{{如有：申请人}}甲{{完：乙}}"), "对不上", id="crossed"),
        pytest.param(p("{{每项：申请人}}甲{{完：申请人}}"), "不是多项内容", id="a text as a list"),
        pytest.param(p("{{事项}}"), "不是一段文字", id="a list as a text"),
        pytest.param(p("甲{{如有：申请人}}") + p("{{完：申请人}}"), "单独成段", id="text beside"),
        pytest.param(
            p("甲", "<w:hyperlink>" + r("{{如有：申请人}}乙") + "</w:hyperlink>", "{{完}}"),
            "链接外面",
            id="into a link",
        ),
    ],
)
def test_a_letter_never_leaves_with_a_mark_in_it(body, told):
    with pytest.raises(ClerkError, match=told) as caught:
        word.fill(docx(body), {"申请人": "沈知微", "事项": [{"内容": "甲"}]})
    assert str(caught.value).endswith("。")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXTS, TEXTS, st.booleans())
def test_whatever_is_typed_the_letter_is_sound_xml(first, second, shown):
    body = p("{{甲}}") + p("乙：{{乙}}") + p("{{如有：丙}}{{甲}}{{完：丙}}")
    data = word.fill(docx(body), {"甲": first, "乙": second, "丙": shown})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
    part(data)


@given(
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
        ),
        min_size=1,
    )
)
def test_every_printable_text_survives(text):
    assert "".join(filled(p("［{{甲}}］"), 甲=text)[0]) == f"［{text}］"


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_where_word_splits_the_runs_changes_nothing(cuts):
    text = "致{{申请人}}：{{如有：甲}}有{{内容}}{{完：甲}}止"
    pieces, at = [], 0
    for cut in cuts:
        pieces.append(text[at : at + cut])
        at += cut
    pieces.append(text[at:])
    got = filled(p(*[piece for piece in pieces if piece]), 申请人="沈知微", 甲=True, 内容="乙")
    assert "".join(got[0]) == "致沈知微：有乙止"
