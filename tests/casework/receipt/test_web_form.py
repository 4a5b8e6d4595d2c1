"""Forms and mails as a page of the web: what begins a line of its own, and what nobody sees."""

from casework.receipt.web_form import web_rows

LINES = [
    *("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"),
    *("blockquote", "pre", "form", "fieldset", "dd", "dt", "dl", "header", "footer", "center"),
    *("address", "figure", "main"),
]
WITHIN = ["b", "i", "u", "span", "font", "a", "em", "strong", "label", "small", "sub"]
UNSEEN = ["script", "style", "template", "noscript", "title", "object"]


def said(page: str) -> list[str]:
    return [row.text for row in web_rows(f"<html><body>甲{page}丙</body></html>")]


def test_what_begins_a_line_and_what_stands_within_one() -> None:
    for tag in LINES:
        assert said(f"<{tag}>乙</{tag}>") == ["甲", "乙", "丙"], tag
    for tag in WITHIN:
        assert said(f"<{tag}>乙</{tag}>") == ["甲乙丙"], tag
    assert said("<hr>") == ["甲", "丙"]
    assert said("<br>乙") == ["甲", "乙丙"]


def test_what_nobody_sees_is_not_read() -> None:
    for tag in UNSEEN:
        assert said(f"<{tag}>乙</{tag}>") == ["甲丙"], tag
    assert said("<span style='DISPLAY: none'>乙</span>") == ["甲丙"]
    assert said("<span hidden>乙</span>") == ["甲丙"]
    assert said("<input type=hidden value=乙><input type=password value=乙>") == ["甲丙"]
