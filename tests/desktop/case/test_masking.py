"""What a person can be found by is shown whole only on purpose, and the log says so."""

from PySide6.QtWidgets import QLabel, QPushButton

from db import access

WHO = {
    "applicant_name": "王小明",
    "id_number": "110101199003074219",
    "phone": "13900000000",
    "address": "临江市青岚区梧桐里6号",
}


def words_of(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def looks(window) -> list[tuple[str, str]]:
    window.desk.looks.write()
    return [(one.kind, one.details) for one in access.every(window.desk.store)]


def test_the_page_of_a_case_hides_numbers_until_they_are_asked_for(window, registered) -> None:
    request_id = registered(**WHO)
    window.screens.open_case(request_id)
    full = window.screens.worklist.case.full
    said = words_of(full)
    for name in ("id_number", "phone", "address"):
        assert WHO[name] not in said
    assert "139****0000" in said
    assert "临江市青岚区****" in said
    shows = [b for b in full.findChildren(QPushButton) if b.accessibleName() == "显示联系电话"]
    shows[0].click()
    assert WHO["phone"] in words_of(full)
    assert WHO["address"] not in words_of(full)
    assert ("显示完整号码", "联系电话") in looks(window)


def test_the_applicant_over_the_years_hides_them_too(window, registered) -> None:
    registered(**WHO)
    request_id = registered(**WHO)
    window.screens.open_case(request_id)
    case = window.screens.worklist.case
    case.full.applicant_asked.emit()
    tab = case.tabs.applicant
    assert "139****0000" in tab.head.text()
    assert WHO["phone"] not in tab.head.text()
    tab.whole.click()
    assert WHO["phone"] in tab.head.text()
    assert any(kind == "显示完整号码" for kind, _ in looks(window))
    tab.show_of(request_id, afresh=True)
    assert WHO["phone"] not in tab.head.text()


def test_a_corrected_registration_does_not_show_the_numbers_in_its_course(
    window, do, registered
) -> None:
    request_id = registered(**WHO)
    do("amend", request_id, phone="13811112222")
    window.screens.open_case(request_id)
    said = words_of(window.screens.worklist.case)
    assert "现为" in said
    assert "13811112222" not in said
    assert "13900000000" not in said


def test_numbers_in_what_is_asked_for_do_not_stand_in_the_list(window, registered) -> None:
    registered(information_sought="本人110101199003074219的征收补偿档案")
    window.screens.show_place("worklist")
    row = window.screens.worklist.rows.rows.row_at(0)
    assert "110***********4219" in row.matter


def test_copied_rows_and_a_search_that_stands_leave_a_line(qtbot, window, registered) -> None:
    registered(**WHO)
    window.screens.show_place("worklist")
    window.screens.worklist.table.choose_row(0)
    window.screens.worklist.table.copy_rows()
    window.searching.search("王小明")
    qtbot.waitUntil(lambda: ("检索", "王小明") in looks(window))
    assert ("复制", "列表中的1行") in looks(window)
