"""The office's own templates: kept, checked, never overwritten."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from casework import letters, word
from casework.letters import LetterKind, own_templates
from casework.letters.own_templates import (
    adopt,
    bring_back,
    keep_version,
    own_copy,
    preview,
    restore,
    states,
    versions,
)
from casework.letters.sample import sample_letter
from rules.errors import ClerkError

KIND = LetterKind.CORRECTION_NOTICE
NOW = datetime(2026, 2, 13, 9, 30)  # noqa: DTZ001  # The clock of the desk is local.


def reworded(tmp_path, old="请{{称呼}}对下列事项作出补正", new="请{{称呼}}就下列事项予以补正"):
    """A template the clerk changed in Word."""
    template = word.template(letters.template_path(KIND))
    parts = {name: content.decode() for name, content in template.parts.items()}
    assert old in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new)
    path = tmp_path / "changed.docx"
    path.write_bytes(word.packed({name: text.encode() for name, text in parts.items()}))
    return path


def state_of(folder, kind=KIND):
    return next(one for one in states(folder) if one.kind is kind)


def test_without_own_templates_all_are_the_programs(tmp_path):
    assert len(states(tmp_path)) == len(LetterKind)
    assert {one.words for one in states(tmp_path)} == {"随程序"}


def test_a_copy_to_open_in_word_is_the_shipped_one_and_is_not_made_twice(tmp_path):
    path = own_copy(tmp_path, KIND)
    assert path.read_bytes() == letters.template_path(KIND).read_bytes()
    path.write_bytes(reworded(tmp_path).read_bytes())
    assert own_copy(tmp_path, KIND).read_bytes() != letters.template_path(KIND).read_bytes()
    assert state_of(tmp_path).words == "本机关修改"


def test_a_changed_template_makes_the_letters_from_now_on(tmp_path):
    own = adopt(tmp_path, KIND, reworded(tmp_path), now=NOW)
    assert adopt(tmp_path, KIND, reworded(tmp_path), now=NOW) == own
    assert versions(tmp_path, KIND) == []
    assert "就下列事项予以补正" in "".join(letters.words(sample_letter(KIND), tmp_path))
    assert "就下列事项予以补正" in "".join(line.text for line in preview(tmp_path, KIND).lines)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("请{{称乎}}就下列事项予以补正", "是否应为“称呼”"),
        ("请{{称呼}就下列事项予以补正", "没有成对"),
        ("请{{如有：补正指引}}补正", "没有结束"),
    ],
)
def test_a_template_with_a_trouble_is_refused_and_nothing_changes(tmp_path, new, told):
    with pytest.raises(ClerkError, match=told):
        adopt(tmp_path, KIND, reworded(tmp_path, new=new), now=NOW)
    assert not state_of(tmp_path).own


def test_a_template_without_what_the_law_wants_is_refused(tmp_path):
    with pytest.raises(ClerkError, match=re.escape("缺少“{{依据}}”")):
        adopt(tmp_path, KIND, reworded(tmp_path, "根据{{依据}}的规定，", "为此，"), now=NOW)


def test_versions_are_kept_and_can_be_brought_back(tmp_path):
    first = adopt(tmp_path, KIND, reworded(tmp_path), now=NOW).read_bytes()
    second = reworded(tmp_path, new="请{{称呼}}对以下各项作出补正")
    adopt(tmp_path, KIND, second, now=NOW)
    third = reworded(tmp_path, new="请{{称呼}}补正")
    adopt(tmp_path, KIND, third, now=NOW)
    kept = versions(tmp_path, KIND)
    assert len(kept) == 2
    assert first in [path.read_bytes() for path in kept]
    bring_back(tmp_path, KIND, kept[0], now=NOW)
    assert len(versions(tmp_path, KIND)) == 3


def test_the_original_can_be_restored_and_the_own_one_is_not_lost(tmp_path):
    changed = adopt(tmp_path, KIND, reworded(tmp_path), now=NOW).read_bytes()
    restore(tmp_path, KIND, now=NOW)
    assert not state_of(tmp_path).own
    assert versions(tmp_path, KIND)[0].read_bytes() == changed
    restore(tmp_path, KIND, now=NOW)


def test_a_template_open_in_word_is_not_taken_away(tmp_path, monkeypatch):
    def held(*_, **__):
        raise PermissionError(13, "held open")

    adopt(tmp_path, KIND, reworded(tmp_path), now=NOW)
    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(ClerkError, match="可能正在 Word 或 WPS 中打开"):
        restore(tmp_path, KIND, now=NOW)
    assert state_of(tmp_path).own
    monkeypatch.setattr(own_templates, "write_whole", held)
    with pytest.raises(ClerkError, match="无法保存，可能正在 Word 或 WPS 中打开"):
        adopt(tmp_path, KIND, reworded(tmp_path, new="请{{称呼}}补正"), now=NOW)


def test_the_clerk_is_told_when_the_programs_template_has_changed(tmp_path):
    adopt(tmp_path, KIND, reworded(tmp_path), now=NOW)
    origins = tmp_path / "origins.json"
    origins.write_text(f'{{"{KIND.key}": "0"}}', "utf-8")
    assert state_of(tmp_path).shipped_changed
    origins.write_text("torn", "utf-8")
    assert not state_of(tmp_path).shipped_changed


def test_a_template_spoilt_in_word_shows_in_the_list(tmp_path):
    own_copy(tmp_path, KIND).write_bytes(reworded(tmp_path, new="请{{称呼}补正").read_bytes())
    assert "处问题" in state_of(tmp_path).words


def test_a_version_is_kept_where_it_says_something_else(tmp_path):
    keep_version(tmp_path, KIND, now=NOW)
    assert versions(tmp_path, KIND) == []
    own = own_copy(tmp_path, KIND)
    for at, many in ((0, 1), (1, 1), (2, 2), (3, 2)):
        if at == 2:
            own.write_bytes(reworded(tmp_path).read_bytes())
        keep_version(tmp_path, KIND, now=NOW.replace(minute=at))
        assert len(versions(tmp_path, KIND)) == many


def test_what_was_restored_has_no_origin_left(tmp_path):
    other = LetterKind.RECEIPT
    for kind in (KIND, other):
        own_copy(tmp_path, kind)
    restore(tmp_path, KIND, now=NOW)
    assert set(json.loads((tmp_path / "origins.json").read_text("utf-8"))) == {other.key}
    restore(tmp_path, KIND, now=NOW)
    assert len(versions(tmp_path, KIND)) == 1
