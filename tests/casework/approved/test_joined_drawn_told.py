"""Documents of Word joined by lot, and the child that reads for its parent: held against what was
approved."""

import io
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

from lxml import etree

from casework.foreign import Limits, limits, limits_for, worker
from casework.foreign.answers import packed, unpacked
from casework.word.merging import MergingStopped, merge
from casework.word.parts import opened
from rules.errors import ClerkError
from rules.provisions import OGI
from tests.casework.approved.test_doors_told import _zip
from tests.casework.approved.test_word_made_told import OFFICE, SPACE
from tests.casework.docx_samples import NAMESPACES, docx, p

Draw = random.Random
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'


def related(*lines: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if "://" in target else ""}/>'
        for number, kind, target in lines
    )
    return f'<Relationships xmlns="{SPACE}">{inner}</Relationships>'


def document(draw: Draw) -> bytes:
    """Return a document with some of what joining has to keep apart."""
    parts: dict[str, str] = {}
    links: list[tuple[str, str, str]] = []
    body = ""
    for _ in range(draw.randint(1, 3)):
        kind = draw.randrange(8)
        if kind == 0:
            style = draw.choice(("Title", "Body", "Absent"))
            body += p("样式", more=f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
        elif kind == 1:
            body += p("编号", more=f'<w:pPr><w:numPr><w:numId w:val="{draw.choice((1, 2, 7))}"/></w:numPr></w:pPr>')  # fmt: skip
            parts["numbering"] = f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl><w:pStyle w:val="Title"/><w:numFmt w:val="{draw.choice(("decimal", "chineseCounting"))}"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="5"/><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="{draw.choice(("5", "9"))}"/></w:num><w:num w:numId="3"/></w:numbering>'  # fmt: skip
        elif kind == 2:
            body += p(f'<w:r><w:drawing><wp:docPr {WP} id="9"/><w:x r:embed="pic"/></w:drawing></w:r>')  # fmt: skip
            links.append(("pic", "image", draw.choice(("media/a.png", "media/b9.png", "media/a.png", "none.png"))))  # fmt: skip
        elif kind == 3:
            body += '<w:p w14:paraId="A" w14:textId="B"><w:bookmarkStart w:id="1"/><w:r><w:t>签</w:t></w:r><w:bookmarkEnd w:id="1"/><w:proofErr/></w:p>'  # fmt: skip
        elif kind == 4:
            body += f"<w:tbl><w:tr><w:tc>{p('格')}</w:tc></w:tr></w:tbl>"
        elif kind == 5:
            body += p("节", more='<w:pPr><w:sectPr><w:type w:val="continuous"/><w:cols/></w:sectPr></w:pPr>')  # fmt: skip
        elif kind == 6:
            body += p('<w:hyperlink r:id="web"><w:r><w:t>链</w:t></w:r></w:hyperlink>', more="<w:pPr><w:pPrChange/></w:pPr>")  # fmt: skip
            links.append(("web", "hyperlink", draw.choice(("http://a", "http://b"))))
        else:
            body += p(draw.choice(("甲", "乙")))
    inner = draw.choice(("", '<w:type w:val="oddPage"/>', '<w:pgNumType w:fmt="decimal" w:start="5"/>', '<w:pgSz w:w="1"/><w:cols/>', "<w:paperSrc/><w:docGrid/>"))  # fmt: skip
    for edge, tag in (("header", "hdr"), ("footer", "ftr")):
        if draw.random() < 0.3:
            words = draw.choice(("一", "二"))
            kind_ = draw.choice(("default", "even"))
            inner = f'<w:{edge}Reference w:type="{kind_}" r:id="{edge}"/>{inner}'
            parts[f"{edge}1"] = f"<w:{tag} {NAMESPACES}>{p(words)}</w:{tag}>"
            links.append((edge, edge, f"{edge}1.xml"))
            if draw.random() < 0.4:
                parts[f"word/_rels/{edge}1.xml.rels"] = related(("p", "image", "media/a.png"), ("q", "hyperlink", "http://x"))  # fmt: skip
                parts["word/media/a.png"] = "picture"
    if draw.random() < 0.75:
        body += f"<w:sectPr>{inner}</w:sectPr>"
    if any(target.startswith("media/") for _, _, target in links):
        parts["word/media/a.png"] = draw.choice(("picture", "other"))
        parts["word/media/b9.png"] = "picture"
    if draw.random() < 0.5:
        parts["styles"] = f'<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:rPr><w:sz w:val="{draw.choice((24, 28))}"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Normal"/></w:style></w:styles>'  # fmt: skip
        links.append(("s", "styles", "styles.xml"))
    if draw.random() < 0.3:
        parts["settings"] = f'<w:settings {NAMESPACES}><w:attachedTemplate r:id="x"/><w:zoom/></w:settings>'  # fmt: skip
        parts["fontTable"] = f"<w:fonts {NAMESPACES}/>"
        parts["word/theme/theme1.xml"] = "<t/>"
        parts["docProps/core.xml"] = "<c/>"
        links += [("t", "theme", "theme/theme1.xml"), ("g", "settings", "settings.xml"), ("c", "comments", "comments.xml")]  # fmt: skip
    if draw.random() < 0.2:
        own = draw.choice(("<w:footnote/>", '<w:footnote w:type="separator"/>', ""))
        parts["footnotes"] = f"<w:footnotes {NAMESPACES}>{own}</w:footnotes>"
        links.append(("f", "footnotes", draw.choice(("footnotes.xml", "absent.xml"))))
    if links:
        parts["word/_rels/document.xml.rels"] = related(*dict.fromkeys(links))
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/></Types>'  # fmt: skip
    whole = {name: content.decode() for name, content in opened(docx(body, **parts)).items()}
    whole["[Content_Types].xml"] = types
    if draw.random() < 0.2:
        whole["word/document.xml"] = whole["word/document.xml"].replace("<w:document ", f'<w:document xmlns:own="urn:own" mc:Ignorable="{draw.choice(("w14", "own w14"))}" ', 1)  # fmt: skip
    return _zip(whole)


def shortened(content: bytes) -> str:
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return repr(content[:20])
    spaces = " ".join(sorted(str(one) for one in root.nsmap if one not in (None, "w", "r")))
    etree.cleanup_namespaces(root)
    text = etree.tostring(root, encoding="unicode")
    for old in (NAMESPACES, SPACE, OFFICE, "http://schemas.openxmlformats.org/"):
        text = text.replace(old, "")
    return f"[{spaces}] {text.replace('w:', '')}"


def test_documents_joined_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(60):
            draw = Draw(f"joined {seed}")
            known = [document(draw) for _ in range(draw.randint(1, 2))]
            chosen = [draw.choice(known) for _ in range(draw.randint(1, 3))]
            yield f"== {seed} {[known.index(one) for one in chosen]}"
            try:
                parts = opened(merge(chosen))
            except ClerkError as refusal:
                yield f"  refused: {refusal}"
                continue
            yield from (f"  {name}: {shortened(content)}" for name, content in parts.items() if name != "_rels/.rels")  # fmt: skip

    approved("joined_by_lot", tell())


def test_joining_is_stopped_where_nobody_wants_it() -> None:
    told: list[int] = []

    def go_on(done: int) -> bool:
        told.append(done)
        return done < 2

    try:
        merge([docx(p("甲"))] * 5, go_on=go_on)
    except MergingStopped:
        told.append(-1)
    assert told == [0, 1, 2, -1]


# The child that reads


def test_what_a_reading_may_cost(approved) -> None:
    mib = 1 << 20

    def sized(size: int) -> Any:
        return SimpleNamespace(stat=lambda: SimpleNamespace(st_size=size))

    def gone() -> Any:
        def stat() -> Any:
            raise FileNotFoundError

        return SimpleNamespace(stat=stat)

    def tell() -> Iterator[str]:
        for size in (0, 1, mib - 1, 2 * mib - 1, 2 * mib, 3 * mib, 12 * mib, 47 * mib, 57 * mib, 58 * mib, 59 * mib, 400 * mib):  # fmt: skip
            for usual in (None, Limits(seconds=1, mib=10), Limits(seconds=150, mib=2000)):
                found = limits_for(sized(size), usual)
                yield f"{size} {usual and usual.seconds}: {found} {found.wall_seconds:g}"
        yield f"{limits_for(b'x' * (3 * mib))} {limits_for(gone())} {limits_for(gone(), Limits(2))}"

    approved("costs_of_reading", tell())


def test_how_a_child_binds_itself(approved, monkeypatch) -> None:
    asked: list[str] = []
    hard = {"RLIMIT_DATA": -1, "RLIMIT_AS": 500 << 20, "RLIMIT_CPU": 5, "RLIMIT_CORE": -1}
    stands: Any = ModuleType("resource")
    for name in hard:
        setattr(stands, name, name)
    stands.RLIM_INFINITY = -1
    stands.getrlimit = lambda kind: (0, hard[kind])
    stands.setrlimit = lambda kind, most: asked.append(f"{kind} {most}")
    monkeypatch.setitem(sys.modules, "resource", stands)
    monkeypatch.setattr(sys, "platform", "linux")

    def tell() -> Iterator[str]:
        for one in (Limits(), Limits(seconds=3, mib=10)):
            asked.clear()
            limits.bind_myself(one)
            yield f"{one}: {asked}"
        hard.update(RLIMIT_AS=-1, RLIMIT_CPU=-1, RLIMIT_DATA=1 << 20, RLIMIT_CORE=0)
        asked.clear()
        limits.bind_myself(Limits())
        yield f"{asked}"

    approved("bound_child", tell())


def refuse(words: str) -> None:
    raise ClerkError(words, OGI.at(29, 2), "name")


def fill_memory() -> None:
    raise MemoryError


def deep(many: int) -> None:
    if many:
        deep(many - 1)
    raise RuntimeError("深处" * 3_000)


def unlike() -> Any:
    return lambda: None


class Door:
    """A door may be a method of a class."""

    @staticmethod
    def told(*words: str, more: str = "") -> list[str]:
        return [*words, more]


def test_what_the_child_answers(approved, monkeypatch) -> None:
    bound: list[Limits] = []
    monkeypatch.setattr(limits, "bind_myself", bound.append)

    def end(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", end)
    own = __name__

    def answer(*request: object, most: Limits | None = None) -> str:
        come = io.BytesIO(packed((most or Limits())._replace()) + packed(request))
        go = io.BytesIO()
        before = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout = (SimpleNamespace(buffer=one) for one in (come, go))
        try:
            worker.main()
        except SystemExit as ended:
            code = ended.code
        finally:
            silent = sys.stdout
            sys.stdin, sys.stdout, sys.stderr = before
            silent.close()
        said = go.getvalue()
        how, value = cast(tuple[str, Any], unpacked(said[1:]))
        shown = f"{value}"
        if how == "failed":
            # How long it is hangs on where the program lies.
            long = len(value) if len(value) > 3_000 else "few"
            shown = f"{long} characters, ends {value[-12:]!r}"
        return f"{said[:1]!r} {how} {shown} {code}"

    def tell() -> Iterator[str]:
        yield answer("builtins", "len", ("三个字",), {})
        yield answer(own, "Door.told", ("甲",), {"more": "乙"})
        yield answer(own, "refuse", ("不行",), {})
        yield answer(own, "fill_memory", (), {})
        yield answer(own, "deep", (30,), {})
        yield answer(own, "absent", (), {})
        yield answer("no_such_module", "x", (), {})
        yield answer(own, "unlike", (), {})
        for many in (1_048_500, 1_048_600):
            yield answer("builtins", "bytes", (many,), {}, most=Limits(answer_mib=1))[:24]
        yield f"{bound}"
        assert worker._told(ValueError("x")) == "ValueError: x\n"

    approved("answers_of_the_child", tell())


def test_what_may_come_back() -> None:
    for value in (
        [1, "二", None, 2.5, b"x", {"a": (1, 2)}, {3}, frozenset({4}), range(3), slice(1, 2)],
        Path("甲"),
        Limits(1, 2, 3),
    ):
        assert unpacked(packed(value)) == value
