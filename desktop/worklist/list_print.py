"""The list on paper: the columns shown, all rows that answer, one table over as many pages."""

from html import escape

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from casework.pages.worklist import WorkRow
from desktop.base.printed import printed_page
from desktop.worklist.worklist_model import COLUMNS, DAY_COLUMNS, NUMBER_COLUMN
from desktop.worklist.worklist_table import WorklistTable

MOST_ROWS = 5_000
_WHOLE = {NUMBER_COLUMN, *DAY_COLUMNS}
_STYLE = (
    "body { font-family: 'SimSun', 'Microsoft YaHei', sans-serif; font-size: 9pt; }"
    "table { border-collapse: collapse; }"
    "th, td { border: 1px solid #888; padding: 3px; text-align: left; }"
)


def list_page(title: str, columns: list[int], rows: list[WorkRow]) -> str:
    """Return the list as a page of HTML: a title, how many, and the table."""
    heads = "".join(f"<th>{escape(COLUMNS[at].heading)}</th>" for at in columns)
    lines = "".join(
        "<tr>" + "".join(f"{_cell(at)}{escape(_words(at, row))}</td>" for at in columns) + "</tr>"
        for row in rows
    )
    heading = f"<h3>{escape(title)}（{len(rows)} 件）</h3>"
    return (
        f"<html><head><style>{_STYLE}</style></head><body>{heading}"
        f'<table width="100%"><thead><tr>{heads}</tr></thead>{lines}</table></body></html>'
    )


def _cell(column: int) -> str:
    # A number or a day torn in two is read as another.
    return '<td style="white-space: nowrap">' if column in _WHOLE else "<td>"


def _words(column: int, row: WorkRow) -> str:
    # Paper is read far from the list: the number stands there whole.
    return row.register_number if column == NUMBER_COLUMN else COLUMNS[column].words(row)


def rows_of(table: WorklistTable) -> list[WorkRow]:
    """Return the rows of a list in its order, as many as fit for paper."""
    model = table.rows
    found = (model.row_at(at) for at in range(min(model.rowCount(), MOST_ROWS)))
    return [row for row in found if row is not None]


def print_list(title: str, table: WorklistTable, parent: QWidget) -> bool:
    """Ask the system for a printer and print the list; tell whether it was printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(12, 12, 12, 12),
        )
    )
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印列表")
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    printed_page(list_page(title, table.shown_columns, rows_of(table))).print_(printer)
    return True
