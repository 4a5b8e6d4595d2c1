from typing import Any

import pytest

from casework.acts import ACTS
from casework.programs import handbook
from casework.programs.handbook import Chapter, cut
from desktop.window.places import PLACES
from forms.fields import fields_of
from rules.provisions import OGI, OGI_2007, RECONSIDERATION_LAW

FORMS: list[Any] = [act.form for act in ACTS.values()]


def test_a_page_is_cut_at_its_headings_and_not_within_code() -> None:
    page = "# 题\n\n前言\n\n## 一、甲\n文\n```\n## 不是标题\n```\n### 乙\n\n第二段\n"
    assert list(cut(page)) == [
        Chapter("一、甲", 2, "文\n```\n## 不是标题\n```"),
        Chapter("乙", 3, "第二段"),
    ]


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.name)
def test_every_act_has_its_chapter(act) -> None:
    assert handbook.chapter_about(act.form.__name__) is not None


@pytest.mark.parametrize(
    "place",
    [*(one.name for one in PLACES), "receipt", "check", "import", "as_of"],
)
def test_every_place_has_its_chapter(place) -> None:
    assert handbook.chapter_about(place) is not None


def test_every_chapter_something_points_to_is_there() -> None:
    titles = [chapter.words for chapter in handbook.chapters()]
    missing = {
        wanted
        for wanted in handbook._ABOUT.values()
        if not any(title.startswith(wanted) for title in titles)
    }
    assert missing == set()


def test_an_article_is_given_whole_whichever_paragraph_is_cited() -> None:
    words = handbook.provision(OGI.at(33, 2))
    assert words.startswith("行政机关收到政府信息公开申请，能够当场答复的")
    assert "20个工作日" in words
    assert handbook.is_in_full(OGI)


def test_what_is_carried_in_substance_says_so() -> None:
    assert "10个工作日" in handbook.provision(RECONSIDERATION_LAW.at(48))
    assert not handbook.is_in_full(RECONSIDERATION_LAW)


def test_the_regulation_before_is_not_quoted_from_the_one_in_force() -> None:
    assert handbook.provision(OGI_2007.at(24)) == ""


def test_every_article_of_the_regulation_a_field_rests_on_is_carried() -> None:
    missing = {
        str(field.label.basis)
        for form in FORMS
        for field in fields_of(form)
        if field.label.basis is not None
        and field.label.basis.regulation == OGI
        and not handbook.provision(field.label.basis)
    }
    assert missing == set()


def test_words_are_found_in_headings_first_and_then_in_the_text() -> None:
    hits = handbook.search("收费")
    assert hits[0].chapter.title == "收费"
    assert len(hits) > 2
    assert all("收费" in f"{one.chapter.title}{one.chapter.text}" for one in hits)
    assert handbook.search("收费 千里马") == []
    assert handbook.search("  ") == []
