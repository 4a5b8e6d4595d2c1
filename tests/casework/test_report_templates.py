from pathlib import Path

import pytest

from casework.reports import analysis_word, word
from casework.word import check_template, placeholders

ROOT = Path(__file__).resolve().parents[2]


def test_the_templates_are_made_from_their_texts(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import make_report_templates

    made = make_report_templates.templates()
    assert {path.name for path in word.TEMPLATE.parent.glob("*.docx")} == set(made)
    for name, content in made.items():
        assert (word.TEMPLATE.parent / name).read_bytes() == content


@pytest.mark.parametrize("template", [word.TEMPLATE, analysis_word.TEMPLATE])
def test_a_report_template_is_sound(template):
    names = placeholders(template)
    assert list(check_template(template, names)) == []
