"""Articles are numbered in one module; everything else names the provision."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import run
from rules import provisions
from rules.law import Basis, Dated, InForce, Regulation
from rules.provisions import OGI, OGI_2007, Provision

ROOT = Path(run.__file__).resolve().parent
REGULATIONS = {name for name, one in vars(provisions).items() if isinstance(one, Regulation)}
WORDS = re.compile(r"第[零一二三四五六七八九十百]+条|(条例|办法|法|典|解释)第?[0-9]+条?|第[0-9]+条")
NUMBERED = {
    "rules/provisions.py": "the one place",
    "rules/proactive.py": "the headings of the official table, as the form prints them",
    "casework/reports/handed_in.py": "the same headings, read",
    "casework/sample_stories.py": "what a made-up reply quotes of other laws",
    "casework/sample_affairs.py": "what a made-up clerk typed into the books",
}


def numbered(text: str) -> Iterator[str]:
    """Yield what in a module cites an article by its number."""
    tree = ast.parse(text)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            if WORDS.search(node.value):
                yield node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            named = isinstance(of, ast.Name) and (of.id in REGULATIONS or of.id == "Regulation")
            if named and node.func.attr in ("at", "unseen"):
                yield ast.unparse(node)


def test_only_the_provisions_number_an_article() -> None:
    found = {}
    for floor in ("rules", "forms", "db", "casework", "desktop"):
        for path in sorted((ROOT / floor).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name not in NUMBERED and (cited := list(numbered(path.read_text("utf-8")))):
                found[name] = cited
    assert found == {}


def test_the_check_sees_a_number_in_code_and_in_words() -> None:
    assert list(numbered("x = OGI.at(30)")) == ["OGI.at(30)"]
    assert list(numbered("x = f'（条例第30条）{y}'")) == ["（条例第30条）"]
    assert list(numbered('"""As 条例第30条 says."""')) == []


def test_each_provision_is_named_once() -> None:
    named = {name: one for name, one in vars(Provision).items() if isinstance(one, Basis)}
    assert len(named) > 100
    assert len(set(named.values())) == len(named)


def test_a_renumbered_provision_is_cited_by_the_day() -> None:
    amended = Regulation(OGI.title, "条例（2027）", in_force=date(2027, 5, 1))
    period = amended.at(35, 2, before=Provision.REPLY_PERIOD)
    days = Dated(InForce(date(2019, 5, 15), 20, period), InForce(date(2027, 5, 1), 15, period))
    assert [one.basis for one in days.versions] == [OGI.at(33, 2), amended.at(35, 2)]
    assert period.on(date(2018, 1, 1)) == OGI_2007.unseen(24, 2)
