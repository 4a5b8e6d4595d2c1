"""Each place shows what it is for, with requests and without."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QListView, QWidget


def words_in(screen: QWidget) -> str:
    """The words of the labels, buttons and lists that are in sight."""
    shown: list[str] = []
    for part in screen.findChildren(QWidget):
        if not part.isVisibleTo(screen):
            continue
        if isinstance(part, QLabel | QAbstractButton):
            shown.append(part.text())
        elif isinstance(part, QAbstractItemView) and (model := part.model()) is not None:
            columns = 1 if isinstance(part, QListView) else model.columnCount()
            shown += [
                str(model.index(row, column).data())
                for row in range(model.rowCount())
                for column in range(columns)
            ]
    return "\n".join(shown)


EMPTY = {
    "today": "今天和后四个工作日都没有到期的",
    "worklist": "没有在办的申请",
    "receipt": "请填写申请人姓名或名称。",
    "month": "未办 0 件",
    "report": "本年新收，自然人：0 件",
    "settings": "保存本机关信息",
    "first_run": "保存并开始",
}
FULL = EMPTY | {
    "today": "再往后：2 件，最早 12月8日",
    "worklist": "1号\n王小明\n申请公开2023年政务公开工作要点",
    "month": "未办 2 件",
    "report": "本年新收，自然人：2 件",
}


@pytest.mark.parametrize(
    "place", ["today", "worklist", "receipt", "month", "report", "settings", "first_run"]
)
def test_every_place_shows_without_a_request(qtbot, window, place):
    window.screens.show_place(place)
    assert window.screens.name == place
    assert window.screens.present.isVisibleTo(window)
    qtbot.waitUntil(lambda: EMPTY[place] in words_in(window.screens.present))


@pytest.mark.parametrize("place", ["today", "worklist", "receipt", "month", "report", "settings"])
def test_every_place_shows_with_requests(qtbot, window, registered, do, place):
    request_id = registered()
    do("assign", request_id, section="办公室")
    registered(applicant_name="某某" * 30, information_sought="要点" * 400)
    window.screens.show_place(place)
    assert window.screens.name == place
    assert window.screens.present.isVisibleTo(window)
    qtbot.waitUntil(lambda: FULL[place] in words_in(window.screens.present))
