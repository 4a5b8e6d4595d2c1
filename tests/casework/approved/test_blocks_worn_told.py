"""Repeated and optional parts of a template where Word, or a clerk, has put something between:
held against what was approved."""

import re
from collections.abc import Iterator

from casework.word.template import Values, body_xml
from rules.errors import ClerkError
from tests.casework.docx_samples import docx, p, r, table

GIVEN: tuple[Values, ...] = (
    {"事项": [{"名称": "甲"}, {"名称": "乙"}], "有": True, "字": "末"},
    {"事项": [], "有": False, "字": ""},
)
EACH, END = "{{每项：事项}}", "{{完}}"
IF = "{{如有：有}}"
SECTION = "<w:pPr><w:sectPr/></w:pPr>"
STOPS = '<w:pPr><w:tabs><w:tab w:val="right"/></w:tabs></w:pPr>'
BREAK, TAB, PICTURE = (f"<w:r><w:{name}/></w:r>" for name in ("br", "tab", "pict"))
LINK = ("<w:hyperlink>", "</w:hyperlink>")
BODIES = {
    "in one paragraph, all of it": p(f"{EACH}{{{{名称}}}}；{END}"),
    "in one paragraph, words before": p(f"有{EACH}{{{{名称}}}}；{END}"),
    "in one paragraph, words behind": p(f"{EACH}{{{{名称}}}}；{END}等"),
    "a field before": p(f"{{{{字}}}}{IF}甲{END}"),
    "a field behind": p(f"{IF}甲{END}{{{{字}}}}"),
    "another part behind": p(f"{IF}甲{END}{{{{如无：有}}}}乙{END}"),
    "a part around a part": p(f"{IF}{EACH}{{{{名称}}}}{END}{END}"),
    "parts that share their paragraphs": p(IF + EACH) + p("{{名称}}") + p(END + END),
    "blanks beside": p(f"  {EACH}{{{{名称}}}}{END}  "),
    **{
        f"{name} beside": p(one, f"{EACH}{{{{名称}}}}{END}")
        for name, one in (("break", BREAK), ("tab", TAB), ("picture", PICTURE))
    },
    "tab stops alone": p(f"{EACH}{{{{名称}}}}{END}", more=STOPS),
    "a section ends in it": p(f"{IF}甲{END}", more=SECTION) + p("乙"),
    "a section ends with the mark": p(IF) + p("甲") + p(END, more=SECTION) + p("乙"),
    "a section ends with the mark of several": p(EACH) + p("{{名称}}") + p(END, more=SECTION) + p("末"),
    "a section ends with a word and the mark": p(IF) + p(f"甲{END}", more=SECTION) + p("乙"),
    "a section ends with the first mark": p(IF, more=SECTION) + p(END) + p("乙"),
    "a picture beside the mark of a row": table([p(EACH, PICTURE) + p("{{名称}}"), p("值") + table([p("内")]) + p(END)]),
    "runs cut in the marks": p("{", "{每", r("项：事项", "<w:b/>"), "}}{{名", r("称}}；{{完", "<w:i/>"), "}}尾"),
    "a run with looks split": p(r(f"前{IF}中{END}后", "<w:b/>")),
    "across paragraphs": p(EACH) + p("{{名称}}") + p("又") + p(END) + p("{{字}}"),
    "across, words in the first": p(f"{EACH}第{{{{名称}}}}") + p(f"又{END}") + p("末"),
    "across, words before the mark": p(f"前{EACH}") + p("{{名称}}") + p(END),
    "across, words behind the end": p(EACH) + p("{{名称}}") + p(f"{END}后"),
    "across, a tab before the mark": p(TAB, EACH) + p("{{名称}}") + p(END),
    "across, a picture with the mark": p(f"{EACH}", PICTURE) + p(END),
    "nothing between": p("上") + p(EACH) + p(END) + p("下"),
    "a row": table([p(EACH + "{{名称}}"), p(f"值{END}")], [p("合"), p("计")]),
    "a row whose marks stand alone": table([p(EACH) + p("{{名称}}"), p("值") + p(END)], [p("合"), p("计")]),
    "rows": table([p(EACH), p("")], [p("{{名称}}"), p("值")], [p(END), p("")], [p("合"), p("计")]),
    "rows with words beside the marks": table([p(f"{EACH}{{{{名称}}}}"), p("一")], [p(f"二{END}"), p("三")]),
    "a cell": table([p(EACH) + p("{{名称}}") + p(END), p("右")]),
    "a cell all of it": table([p(f"{IF}甲{END}"), p("右")]),
    "the only row": table([p(EACH + "{{名称}}"), p(END)]) + p("下"),
    "a table": p(IF) + table([p("甲")]) + p(END) + p("下"),
    "into a table": p(IF) + table([p(f"甲{END}")]) + p("下"),
    "a table within a row": table([table([p(EACH + "{{名称}}"), p(END)]) + p(""), p("右")]),
    "from a row to a table within": table([p(EACH), table([p(f"{{{{名称}}}}{END}")]) + p("")]),
    "half in a link": p(f"前{IF}", f"{LINK[0]}{r('甲' + END)}{LINK[1]}", "后"),
    "in a link": p("前", f"{LINK[0]}{r(IF + '甲' + END)}{LINK[1]}", "后"),
    "all of it in a link": p(f"{LINK[0]}{r(IF + '甲' + END)}{LINK[1]}"),
    "lines of a field": p("{{字}}") + p("下"),
    "the field ends a section": p("{{字}}", more=SECTION) + p("下"),
}  # fmt: skip


def filled(body: str, values: Values) -> str:
    """Return the body with paragraphs in ¶, cells in [ ], rows in /, bold in *, italics in _."""
    inner = body_xml(docx(body), values).partition("<w:body>")[2].partition("</w:body>")[0]
    inner = re.sub(r"<w:tabs>.*?</w:tabs>", "", inner)
    for old, new in (
        ("</w:p>", "¶"), ("<w:p/>", "¶"), ("<w:tc>", "["), ("</w:tc>", "]"), ("</w:tr>", "/"),
        ("<w:br/>", "↵"), ("<w:tab/>", "→"), ("<w:pict/>", "◇"), ("<w:sectPr/>", "§"),
        ("<w:b/>", "*"), ("<w:i/>", "_"), ("<w:hyperlink>", "‹"), ("</w:hyperlink>", "›"),
        ("<w:tbl>", "("), ("</w:tbl>", ")"),
    ):  # fmt: skip
        inner = inner.replace(old, new)
    return re.sub("<[^>]*>", "", inner)


def test_parts_of_a_template_worn(approved) -> None:
    def tell() -> Iterator[str]:
        for name, body in BODIES.items():
            yield f"== {name}"
            for two in ("甲\n乙", None) if "field" in name else (None,):
                for values in GIVEN:
                    given = {**values, "字": two} if two and values["有"] else values
                    try:
                        yield f"  {filled(body, given)}"
                    except ClerkError as refusal:
                        yield f"  refused: {refusal}"
                        break

    approved("blocks_worn", tell())
