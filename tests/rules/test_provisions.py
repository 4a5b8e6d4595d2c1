"""Articles are numbered in one module; everything else names the provision."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import run
from rules import provisions
from rules.errors import ClerkError
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
    "casework/letters/sample_said.py": "what a made-up clerk typed into a reply, for its preview",
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


def test_a_limit_that_only_moved_is_cited_where_it_stands_on_the_day() -> None:
    amended = Regulation(OGI.title, "条例（2027）", in_force=date(2027, 5, 1))
    moved = Dated(InForce(date(2019, 5, 15), 7, amended.at(31, before=OGI.at(30))))
    asked = {day: moved.on(day) for day in (date(2018, 1, 1), date(2027, 4, 30), date(2027, 5, 1))}
    assert [one.basis for one in asked.values()] == [OGI.at(30), OGI.at(30), amended.at(31)]
    assert {one.value for one in asked.values()} == {7}


UNDATED = {
    "casework/letters/sample.py": "a made-up case of today",
    "casework/letters/sample_office_papers.py": "a made-up case of today",
    "casework/letters/sample_together.py": "a made-up case of today",
    "casework/pages/repeat_sheet.py": "a sheet printed and used today",
    "casework/books/duties.py": "the work of this year",
    "casework/books/guide.py": "the guide of the office, as it is issued today",
    "casework/letters/mailing.py": "an electronic letter, sent today",
    "casework/receipt/receipt_hints.py": "advice for what comes in today",
    "casework/safekeeping/retention.py": "what is anonymised today",
    "casework/safekeeping/erasing.py": "what is taken out today",
    "casework/reports/repeats.py": "advice for today",
    "rules/open_points.py": "a setting, as it is read today",
    "rules/offices.py": "what the office fills in today",
    "rules/receipt.py": "a setting, as it is read today",
    "rules/mixed_replies.py": "compared, and refused through the act",
}


def undated(text: str) -> Iterator[str]:
    """Yield what in a module puts a provision into words without the day it is cited for."""

    def is_provision(node: ast.AST) -> bool:
        words = ast.unparse(node)
        return words.endswith("BASIS") or (words.startswith("Provision.") and "." not in words[10:])

    for node in ast.walk(ast.parse(text)):
        named = (
            (isinstance(node, ast.Attribute) and node.attr in ("short", "place") and node.value)
            or (isinstance(node, ast.FormattedValue) and node.value)
            or (isinstance(node, ast.Call) and ast.unparse(node.func) == "str" and node.args[0])
        )
        if named and is_provision(named):
            yield ast.unparse(named)


def test_what_is_said_of_a_case_cites_the_law_of_its_day() -> None:
    found = {}
    for floor in ("rules", "forms", "casework", "desktop"):
        for path in sorted((ROOT / floor).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if cited := list(undated(path.read_text("utf-8"))):
                found[name] = cited
    assert {name: cited for name, cited in found.items() if name not in UNDATED} == {}
    assert set(found) == set(UNDATED)


def test_the_check_sees_a_citation_without_its_day() -> None:
    assert list(undated("x = f'（{Provision.CORRECTION.short}）'")) == ["Provision.CORRECTION"]
    assert list(undated("x = f'{PAID_BASIS}'")) == ["PAID_BASIS"]
    assert list(undated("x = Provision.CORRECTION.noted(day)")) == []
    assert list(undated("x = f'{Provision.CORRECTION.on(day).short}'")) == []


def test_a_note_cites_the_law_of_its_day_and_nothing_before_there_was_any() -> None:
    assert Provision.CORRECTION.noted(date(2026, 3, 9)) == "（条例第30条）"
    assert Provision.CORRECTION.noted(date(2018, 3, 9)) == "（条例（2007）第21条第4项）"
    assert Provision.EXCESSIVE.noted(date(2019, 5, 15)) == "（条例第35条）"
    assert Provision.EXCESSIVE.noted(date(2019, 5, 14)) == ""


def test_a_refusal_cites_the_law_of_the_day_it_speaks_of() -> None:
    now = ClerkError("补正告知应当一次性作出。", Provision.CORRECTION, "items")
    then = now.as_of(date(2018, 3, 9))
    assert str(then) == "补正告知应当一次性作出。（依据：条例（2007）第21条第4项）"
    assert then.field == "items"
    assert now.as_of(date(2026, 3, 9)) is now
