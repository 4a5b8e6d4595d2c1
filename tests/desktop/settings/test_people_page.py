from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from casework.desk.people import people_of
from desktop.acting.suggestions import FieldSuggestions
from desktop.settings.people_page import PeoplePage


def shown(page: PeoplePage, name: str) -> list[str]:
    table = page.tables[name]
    return [table.item(row, 0).text() for row in range(table.rowCount())]


def fill(page: PeoplePage, **values: object) -> None:
    assert page.view is not None
    page.view.set_values(values)
    page.save.click()


def test_people_are_entered_changed_and_retired_by_keyboard(qtbot, desk):
    page = PeoplePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.take_focus()
    qtbot.waitUntil(page.tables["person"].hasFocus)
    qtbot.keyClick(page.tables["person"], Qt.Key.Key_Insert)
    fill(page, name="李文", section="政务公开科", parts=["SECTION"], phone="8601")
    assert shown(page, "person") == ["李文"]
    assert shown(page, "section") == ["政务公开科"]
    qtbot.keyClick(page.tables["person"], Qt.Key.Key_Return)
    fill(page, phone="8602")
    assert people_of(desk).phone_of("李文") == "8602"
    qtbot.keyClick(page.tables["person"], Qt.Key.Key_Delete)
    assert shown(page, "person") == []


def test_what_is_wrong_stands_under_its_field(qtbot, desk):
    page = PeoplePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.open("person")
    fill(page, name="李文", deputy="赵一")
    assert "没有名为“赵一”" in page.findChild(QLabel, "deputy_note").text()
    assert people_of(desk).active == ()


def test_a_field_about_people_offers_who_is_there_before_who_is_away(qtbot, desk):
    page = PeoplePage(desk)
    qtbot.addWidget(page)
    for name, part in (("王建国", "LEADER"), ("李文", "SECTION")):
        page.open("person")
        fill(page, name=name, parts=[part], section="办公室")
    page.open("absence")
    fill(page, who="王建国", first_on=desk.today, last_on=desk.today, stand_in="李文")
    assert shown(page, "absence") == ["王建国"]
    assert shown(page, "person") == ["王建国（外出）", "李文"]
    suggest = FieldSuggestions(desk)
    assert suggest("leaders", "") == ["李文", "王建国"]
    assert suggest("sections", "办") == ["办公室"]
