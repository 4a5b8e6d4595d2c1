"""The places of the rail."""

from desktop.window.rail import RailPlace

PLACES = (
    RailPlace("today", "今日", "sun"),
    RailPlace("worklist", "办件", "list"),
    RailPlace("month", "月历", "calendar-days"),
    RailPlace("report", "年报", "table-2"),
    RailPlace("analysis", "研判", "chart-column"),
    RailPlace("templates", "模板", "layout-template"),
    RailPlace("affairs", "事务", "book-open"),
    RailPlace("settings", "设置", "settings"),
)
