"""Every letter there is, filled for the invented case, held against what was approved."""

from casework import letters
from casework.acts import ACTS
from casework.letters.own_templates import placeholders, states
from casework.letters.rendering import page
from casework.letters.sample import samples
from tests.casework.approved.plain import told
from tests.casework.letter_samples import FULL_CASE


def test_the_words_of_every_letter(approved) -> None:
    def tell():
        plain: dict[str, list[str]] = {}
        for letter in samples():
            name = f"{letter.kind.name} {letters.file_name(letter)}"
            plain[name] = letters.words(letter)
            yield f"== {name}"
            yield from plain[name]
        # Of the case that has been through much, only what reads otherwise.
        for letter in samples(FULL_CASE):
            yield f"== {letter.kind.name} {letters.file_name(letter)}"
            same = {line for lines in plain.values() for line in lines}
            yield from (line for line in letters.words(letter) if line not in same)

    approved("every_letter", tell())


def test_the_page_of_every_letter(approved) -> None:
    def tell():
        for letter in samples():
            yield f"== {letter.kind.name}"
            yield from told(page(letter))

    approved("every_letter_page", tell())


def test_the_marks_of_every_template(approved, tmp_path) -> None:
    def tell():
        for kind in letters.LetterKind:
            yield f"== {kind.name} {kind.key} {kind.title} {kind.recipient.name} {kind.goes_out}"
            yield from told(placeholders(kind))
        yield from told(states(tmp_path))

    approved("template_marks", tell())


def test_every_act_and_its_form(approved) -> None:
    approved("acts", told(ACTS))
