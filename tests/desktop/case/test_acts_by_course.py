"""更多 of a case: its acts under short headings, in the order of a case's course."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from casework.acts import ACTS, offers
from casework.acts.course_parts import PARTS
from casework.cases.case_file import load
from desktop.case.act_row import ActRow


def test_every_act_of_a_case_has_its_place_in_the_course():
    assert set(PARTS) == set(ACTS) - {"register"}


def test_the_menu_is_read_under_headings_and_the_keys_pass_them_over(
    qtbot, desk, registered, monkeypatch
):
    offered = offers(load(desk, registered()))
    row = ActRow()
    qtbot.addWidget(row)
    row.resize(500, 40)
    row.show_offers(offered)
    row.show()
    menu, chosen = row.row.menu, []
    row.chosen.connect(chosen.append)
    menu.aboutToShow.emit()
    labels = {one.act.label: one for one in offered}
    lines = [one for one in menu.actions() if not one.isSeparator()]
    headings = [one.text() for one in lines if not one.isEnabled()]
    assert headings == list(
        dict.fromkeys(heading for heading, _ in PARTS.values() if heading in headings)
    )
    assert len(headings) > 4
    under, places = "", []
    for line in lines:
        if not line.isEnabled():
            under = line.text()
            continue
        one = labels[line.text().partition("\t")[0]]
        assert one.heading == under
        places.append(one.place)
    assert places == sorted(places)
    assert len(places) == len(offered) - len(row.row.shown)

    menu.popup(row.mapToGlobal(row.rect().bottomLeft()))
    stood_on = set()
    for _ in range(len(places)):
        QTest.keyClick(menu, Qt.Key.Key_Down)
        stood_on.add(menu.activeAction().text())
    assert not stood_on & set(headings)
    assert len(stood_on) == len(places)
    wanted = menu.activeAction().text().partition("\t")[0]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert chosen == [labels[wanted].act.name]
