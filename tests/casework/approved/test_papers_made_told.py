"""Each letter and paper of the set made once more without each thing that may be left out, and for
another case: what changes of it, held against what was approved."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from casework import letters
from casework.letters import (
    CaseFacts,
    Said,
    sample,
    sample_challenged,
    sample_notices,
    sample_office_papers,
    sample_together,
)
from casework.letters.examined import Facts, Text
from casework.letters.facts import OfficeFacts
from casework.letters.letter import Issued, Letter, LetterField, fields_of, values_of
from casework.letters.rendering import words
from casework.letters.sample import CASE, OFFICE, ON, samples
from casework.letters.substance_checks import check_contents
from casework.letters.tokens import squeezed

Made = tuple[Callable[..., Any], inspect.BoundArguments]
PLAIN = CaseFacts(
    register_number="依申请〔2026〕13号",
    applicant_name="林一帆",
    received_on=CASE.received_on,
    information_sought="申请公开《关于印发《甲》的通知》。",
)
UNKNOWN = OfficeFacts(name="青枫区政务公开局", contact="", phone="", address="")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Made]:
    """Return how each letter of the set is made: by what, and with what."""
    found: list[Made] = []

    def noting(make: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(make)

        def made_of(*given: Any, **named: Any) -> Any:
            found.append((make, signature.bind(*given, **named)))
            return make(*given, **named)

        return made_of

    for module in (letters, sample, sample_challenged, sample_notices, sample_office_papers, sample_together):  # fmt: skip
        for name, make in inspect.getmembers(module, inspect.isfunction):
            is_sample = "sample" in make.__module__
            if not is_sample and "office" in inspect.signature(make).parameters:
                monkeypatch.setattr(module, name, noting(make))
    samples()
    return found


def shown(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        yield f"{name}={value}".replace("\n", "⏎")


def test_what_may_be_left_out_of_each_paper(approved, made: list[Made]) -> None:
    def lines(make: Callable[..., Any], given: Mapping[str, Any], but: list[str]) -> Iterator[str]:
        values = list(shown(values_of(make(**given))))
        yield from (line for line in values if line not in but)
        names = {line.partition("=")[0] for line in values}
        yield from (f"without {line}" for line in but if line.partition("=")[0] not in names)

    def ways(
        make: Callable[..., Any], full: Mapping[str, Any]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, parameter in inspect.signature(make).parameters.items():
            default = parameter.default
            if name in full and default is not parameter.empty and full[name] != default:
                yield f"without {name}", {**full, name: default}
            elif name not in full and isinstance(default, (bool, str)):
                yield (
                    f"with {name}",
                    {**full, name: "另写。" if isinstance(default, str) else not default},
                )
        if isinstance(full.get("said"), Said):
            yield "nothing said", {**full, "said": Said()}
        if "case" in full:
            other = replace(
                CASE, is_person=False, guardian="林父", co_applicants="周某", obtain_by="邮寄"
            )
            yield "plain case", {**full, "case": PLAIN}
            yield "other case", {**full, "case": other}
        if "office" in full:
            yield "unknown office", {**full, "office": UNKNOWN}

    def tell() -> Iterator[str]:
        said: set[str] = set()
        for make, bound in made:
            given = dict(bound.arguments)
            named = given.pop("more", {})
            full = {**given, **named}
            whole = list(shown(values_of(make(**full))))
            yield f"==== {make.__name__} {getattr(full.get('kind'), 'name', '')}".rstrip()
            for name, changed in ways(make, full):
                line = f"  {name}: {' | '.join(lines(make, changed, whole))}".rstrip()
                if f"{make.__name__}{line}" not in said:
                    said.add(f"{make.__name__}{line}")
                    yield line

    approved("papers_made", tell())


def test_what_a_letter_lacks_is_named(approved) -> None:
    facts = Facts(office=OFFICE, case=CASE, on=ON)

    def of_items(letter: Letter, model: Text, field: LetterField) -> Iterator[str]:
        for item in getattr(letter, field.attribute)[:2]:
            told = [str(getattr(item, one.attribute)) for one in fields_of(type(item))]
            gone = [one for one in map(squeezed, told) if len(one) > 1]
            rest = [line for line in model.lines if not any(one in squeezed(line) for one in gone)]
            lacks = list(check_contents(Text(rest), model, letter, facts))
            yield f"{field.attribute}: {' '.join(map(str, lacks))}".replace("\n", "⏎")

    def tell() -> Iterator[str]:
        seen: set[str] = set()
        for letter in samples():
            model = Text(words(letter))
            assert list(check_contents(model, model, letter, facts)) == []
            yield f"==== {letter.kind.name}"
            for field in fields_of(type(letter)):
                value = getattr(letter, field.attribute)
                if field.item is not None:
                    yield from of_items(letter, model, field)
                wanted = squeezed(value) if isinstance(value, str) else ""
                rest = [line for line in model.lines if wanted not in squeezed(line)]
                lacks = check_contents(Text(rest), model, letter, facts)
                said = [one.sentence for one in lacks if wanted and value[:9] in one.sentence]
                line = f"{field.attribute}: {' '.join(said)}".replace("\n", "⏎")
                if said and line not in seen:
                    seen.add(line)
                    yield line

    approved("letters_lacking", tell())


def test_a_letter_with_a_number_of_its_own_is_issued() -> None:
    for letter in samples():
        assert letter.kind.numbered is isinstance(letter, Issued), letter.kind
