"""Words of others are shown as they are in every place of the window: never as markup."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMessageBox, QWidget

from casework.desk.people import keep_person
from desktop.case.case_screen import CaseScreen
from desktop.look.plain import plain_tip
from desktop.start import screens
from forms.live_cells import unlive
from forms.people import PersonForm

MARK = '<img src="//server/share/x.png">'
PLACES = (
    *("today", "worklist", "month", "receipt", "import", "report", "analysis", "settings"),
    *("affairs", "templates", "chase", "receipts", "letters_of_day", "check", "retention", "as_of"),
)


def test_a_tip_that_looks_like_markup_is_shown_letter_by_letter() -> None:
    assert plain_tip("王小明") == "王小明"
    assert "<img" not in plain_tip(MARK)
    assert "&lt;img" in plain_tip(MARK)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_a_copied_cell_is_no_formula_where_it_is_pasted(text: str) -> None:
    assert unlive(text) == f"'{text}"
    assert unlive("王小明") == "王小明"


def rich_texts(window: QWidget) -> list[str]:
    """Return every text of the window that Qt would take for markup and that is not ours."""
    found = []
    for label in window.findChildren(QLabel):
        is_plain = label.textFormat() == Qt.TextFormat.PlainText
        if "<img" in label.text().lower() and not is_plain:
            found.append(f"label {label.objectName()}: {label.text()}")
    for part in window.findChildren(QWidget):
        if "<img" in part.toolTip().lower():
            found.append(f"tip of {type(part).__name__} {part.objectName()}: {part.toolTip()}")
    for view in window.findChildren(QAbstractItemView):
        found += [f"tip in {type(view).__name__} {view.objectName()}" for _ in rich_tips(view)]
    return found


def columns_of(model) -> range:
    # A list has one column, and Qt keeps the count of it to itself.
    is_list = isinstance(model, QAbstractListModel)
    return range(1 if is_list else model.columnCount(QModelIndex()))


def rich_tips(view: QAbstractItemView) -> list[QModelIndex]:
    model = view.model()
    if model is None:
        return []
    indexes = [
        model.index(row, column)
        for row in range(min(model.rowCount(QModelIndex()), 20))
        for column in columns_of(model)
    ]
    return [
        index
        for index in indexes
        if "<img" in str(model.data(index, Qt.ItemDataRole.ToolTipRole) or "").lower()
    ]


@pytest.fixture
def marked(desk, do, registered) -> int:
    """A case in which everything an applicant or another office can say looks like a picture."""
    keep_person(desk, PersonForm(name=MARK, section=f"{MARK}科"))
    request_id = registered(
        applicant_name=MARK, information_sought=f"{MARK}的批文", matter=MARK, address=MARK,
        remark=MARK,
    )  # fmt: skip
    do("note", request_id, text=MARK)
    return request_id


@pytest.mark.parametrize("place", PLACES)
def test_no_place_shows_an_applicants_words_as_markup(
    qtbot, window, marked: int, place: str
) -> None:
    window.screens.show_place(place)
    qtbot.wait(1)
    assert rich_texts(window) == []


def test_no_case_page_shows_an_applicants_words_as_markup(qtbot, window, marked: int) -> None:
    window.screens.open_case(marked)
    qtbot.wait(1)
    seen = " ".join(label.text() for label in window.findChildren(QLabel))
    assert "<img" in seen
    (case,) = window.findChildren(CaseScreen)
    for tab in range(case.tabs.count()):
        case.tabs.setCurrentIndex(tab)
        qtbot.wait(1)
        assert rich_texts(window) == []


def test_every_place_there_is_is_looked_at() -> None:
    names = re.findall(r'if name == "(\w+)"', Path(screens.__file__).read_text(encoding="utf-8"))
    # The first run has no words of anybody yet.
    assert set(names) - {"first_run"} == set(PLACES)


def test_a_question_is_plain_text(qtbot, window) -> None:
    from desktop.registers.restoring import ask_to_restore

    ask_to_restore(window, "恢复备份", MARK, None, lambda _: None)
    box = window.findChild(QMessageBox, "confirmRestore")
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.reject()
