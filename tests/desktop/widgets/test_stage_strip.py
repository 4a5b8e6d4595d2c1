from datetime import date

from desktop.widgets.stage_strip import Mark, StageStrip


def test_a_stage_that_was_not_needed_is_not_said_to_be_done(qtbot):
    strip = StageStrip()
    qtbot.addWidget(strip)
    strip.show_stages(
        [
            Mark("办理", "done", date(2026, 11, 2)),
            Mark("征求", "skipped"),
            Mark("答复", "now"),
            Mark("送达", "todo"),
        ]
    )
    assert strip.accessibleName() == "办理阶段：办理已完成，征求不需要，答复进行中，送达未开始"
    strip.resize(600, 40)
    assert not strip.grab().isNull()
