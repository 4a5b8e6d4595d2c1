"""The places of the rail."""

from desktop.window.rail import Place

PLACES = (
    Place("today", "今日", "sun"),
    Place("worklist", "办件", "list"),
    Place("month", "月历", "calendar-days"),
    Place("report", "年报", "table-2"),
    Place("analysis", "研判", "chart-column"),
    Place("templates", "模板", "layout-template"),
    Place("settings", "设置", "settings"),
)
