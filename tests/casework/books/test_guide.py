"""The guide: made of the settings, renewed where they change, its difference shown."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from casework.books.entering import enter
from casework.books.guide import EDITIONS, changes, guide_page, write_guide, write_guide_page
from casework.desk.desk import Desk
from casework.pages.reminders import office_notices
from db import settings
from forms.guide_edition import GuideEdition
from rules.errors import ClerkError
from rules.fees import NATIONAL, Tariffs
from tests.casework.conftest import OFFICE

HOURS = {"hours": "工作日9时至17时", "website": "https://example.org"}


def set_office(desk: Desk, **more: str) -> None:
    settings.put(desk.store, "office", {**OFFICE, **HOURS, **more})
    desk.forget_settings()


def test_a_guide_that_names_no_hours_is_not_made(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="办公时间、互联网联系方式"):
        write_guide(desk, GuideEdition(on=desk.today))


def test_a_setting_that_changes_shows_its_difference_and_a_duty(desk: Desk) -> None:
    set_office(desk)
    form = GuideEdition(on=desk.today)
    enter(desk, EDITIONS, form)
    assert changes(desk, form) == []
    assert "政府信息公开指南" not in [one.words for one in office_notices(desk)]
    set_office(desk, phone="0791-86000099")
    assert changes(desk, form) == ["原为：联系电话：0791-86000018", "现为：联系电话：0791-86000099"]
    assert "政府信息公开指南" in [one.words for one in office_notices(desk)]
    enter(desk, EDITIONS, form)
    assert changes(desk, form) == []
    assert "政府信息公开指南" not in [one.words for one in office_notices(desk)]


def test_a_new_tariff_is_a_duty_as_well(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    set_office(desk)
    enter(desk, EDITIONS, GuideEdition(on=desk.today))
    another = Tariffs(NATIONAL.by_page, NATIONAL.by_request)
    monkeypatch.setattr("casework.pages.guide_grounds.tariffs_of", lambda _: another)
    assert "政府信息公开指南" in [one.words for one in office_notices(desk)]


def test_word_and_page_hold_the_fee_standards_in_full(desk: Desk, tmp_path: Path) -> None:
    set_office(desk)
    form = GuideEdition(on=desk.today)
    with ZipFile(write_guide(desk, form)) as packed:
        word = re.sub("<[^>]+>", "", packed.read("word/document.xml").decode())
    path = tmp_path / "指南.html"
    write_guide_page(desk, form, path)
    page = path.read_text(encoding="utf-8")
    assert page == guide_page(desk, form)
    fees = page.partition("<h2>收费标准</h2>")[2].partition("<h2>")[0]
    sentences = re.findall("<p>(.*?)</p>|<caption>按[件量]计收（(.*?)）</caption>", fees)
    assert len(sentences) == 3
    for one in sentences:
        assert "".join(one) in word
    for text in (word, page):
        for said in (
            "10件以下（含10件）", "11至30件的部分", "100元", "每增加一档提高100元",
            "30页以下（含30页）", "101至200页的部分", "20元", "201页以上的部分", "40元",
            "20个工作日内答复", "7个工作日内一次性告知", "工作日9时至17时", "青枫区人民法院",
        ):  # fmt: skip
            assert said in text, said
    assert "<script" not in page


def test_what_an_office_types_is_no_markup(desk: Desk) -> None:
    set_office(desk, website="https://example.org/?a=1&b=<script>")
    page = guide_page(desk, GuideEdition(on=desk.today, classes="<b>甲</b>"))
    assert "<script>" not in page
    assert "&lt;b&gt;甲" in page
