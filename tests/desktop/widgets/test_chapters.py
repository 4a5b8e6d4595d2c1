"""Pages that are built when they are first turned to."""

from PySide6.QtWidgets import QLabel

from desktop.widgets.chapters import Chapters


def test_only_the_page_one_sees_is_built_and_each_of_them_once(qtbot) -> None:
    built: list[str] = []
    tabs = Chapters("pages")
    qtbot.addWidget(tabs)

    def offer(words: str) -> None:
        def build() -> QLabel:
            built.append(words)
            return tabs.place(words, QLabel(words))

        tabs.offer(words, build)

    for words in ("甲", "乙", "丙"):
        offer(words)
    assert built == []
    tabs.show()
    assert built == ["甲"]
    assert tabs.currentWidget().isVisible()
    tabs.turn_to("丙")
    tabs.setCurrentIndex(0)
    tabs.turn_to("丙")
    assert built == ["甲", "丙"]
    page = tabs.currentWidget()
    assert isinstance(page, QLabel)
    assert page.text() == "丙"
    assert tabs.indexOf(page) == 2


def test_a_page_that_is_called_for_is_turned_to_by_itself(qtbot) -> None:
    tabs = Chapters("pages")
    qtbot.addWidget(tabs)
    tabs.offer("甲", lambda: tabs.place("甲", QLabel("甲")))
    tabs.offer("乙", lambda: tabs.place("乙", QLabel("乙")))
    page = tabs.place("乙", QLabel("乙"))
    tabs.show()
    tabs.setCurrentWidget(page)
    assert tabs.currentIndex() == 1
    assert tabs.currentWidget() is page
