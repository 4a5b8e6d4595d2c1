"""Ledgers whose files or whole tables are messy: old XML, bad bytes, zones, conflicts."""

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

from tests.casework.importing.ledger_samples import Cell, Rows, write
from tests.casework.importing.messy_cases import (
    ALL,
    HEAD,
    TOLD,
    WEEK,
    Messy,
    cases,
    csv_of,
    rows_of,
    text_of,
)


def old_xml(source: random.Random, path: Path) -> Messy:
    """SpreadsheetML of 2003 under the name .xls."""
    made = cases(source)
    path = path.with_suffix(".xls")
    lines = []
    for row in rows_of(made):
        cells = "".join(_xml_cell(cell, source) for cell in row)
        lines.append(f"<Row>{cells}</Row>")
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Sheet1"><Table>{"".join(lines)}</Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    return Messy("2003年的XML", path, [one.truth(*ALL) for one in made])


def _xml_cell(cell: Cell, source: random.Random) -> str:
    if isinstance(cell, date):
        if source.random() < 0.5:
            return f'<Cell><Data ss:Type="DateTime">{cell}T00:00:00.000</Data></Cell>'
        return f'<Cell><Data ss:Type="String">{cell}</Data></Cell>'
    if isinstance(cell, int):
        return f'<Cell><Data ss:Type="Number">{cell}</Data></Cell>'
    return f'<Cell><Data ss:Type="String">{text_of(cell)}</Data></Cell>'


def semicolons(source: random.Random, path: Path) -> Messy:
    """A csv whose cells are full of semicolons."""
    made = cases(source)
    for one in made:
        one.matter = "；".join([one.matter, "附件一;附件二;附件三", "以及;全部;附图"])
    sign = source.choice([",", "\t"])
    rows = rows_of(made)
    code = source.choice(["utf-8-sig", "gb18030", "utf-16"])
    return Messy(
        "很多分号的csv",
        csv_of(path.with_suffix(".csv"), rows, sign, code),
        [one.truth(*ALL) for one in made],
    )


def bad_byte(source: random.Random, path: Path) -> Messy:
    """UTF-8 with one byte that is none: the row is told, all others are right."""
    made = cases(source)
    path = csv_of(path.with_suffix(".csv"), rows_of(made), code="utf-8")
    data = path.read_bytes()
    hit = source.randrange(len(made))
    spot = data.index(made[hit].matter.encode()) + 1
    path.write_bytes(data[:spot] + b"\xff" + data[spot + 1 :])
    truth = [
        one.truth(*ALL) | ({"information_sought": TOLD} if place == hit else {})
        for place, one in enumerate(made)
    ]
    return Messy("一个坏字节", path, truth)


def zones(source: random.Random, path: Path) -> Messy:
    """Moments with a zone: late in London is the next day here."""
    made = cases(source)
    rows = rows_of(made)
    for row, one in zip(rows[1:], made, strict=True):
        row[2] = _moment(one.received, source)
        row[9] = _moment(one.replied, source)
        row[10] = _moment(one.served, source)
    return Messy("带时区的时间", write(path, rows), [one.truth(*ALL) for one in made])


def _moment(day: date, source: random.Random) -> str:
    moment = time(source.randrange(0, 24), 30)
    there = datetime.combine(day, moment)
    london = there - timedelta(hours=8)
    return source.choice(
        [
            f"{london:%Y-%m-%dT%H:%M:%S}Z", f"{london:%Y-%m-%d %H:%M:%S}+00:00",
            f"{there:%Y-%m-%dT%H:%M:%S}+08:00", f"{there:%Y-%m-%d %H:%M:%S}",
            f"{there:%Y-%m-%d %H:%M:%S}.0", f"{london:%Y-%m-%dT%H:%M:%S}.123Z",
        ]
    )  # fmt: skip


def weekdays(source: random.Random, path: Path) -> Messy:
    """Days with their weekday; one contradicts it and is asked about."""
    made = cases(source)
    rows, truth = rows_of(made), []
    wrong = source.randrange(len(made))
    for place, (row, one) in enumerate(zip(rows[1:], made, strict=True)):
        shift = 1 if place == wrong else 0
        weekday = WEEK[(one.received.weekday() + shift) % 7]
        row[2] = f"{one.received.year}年{one.received.month}月{one.received.day}日（星期{weekday}）"
        row[9] = f"{one.replied.month}.{one.replied.day} 周{WEEK[one.replied.weekday()]}"
        # Nothing of the row is entered before she has been asked.
        asked = {"number": one.number, "received_on": TOLD}
        truth.append(asked if place == wrong else one.truth(*ALL))
    return Messy("星期与日期不符", write(path, rows), truth)


def papers(source: random.Random, path: Path) -> Messy:
    """Passports, permits and codes without a word on what they are."""
    made, truth = cases(source), []
    rows = rows_of(made)
    for row, one in zip(rows[1:], made, strict=True):
        number, kind = source.choice(
            [
                ("E12345678", "PASSPORT"), ("EA1234567", "PASSPORT"), ("G87654321", "PASSPORT"),
                ("H12345678", "OTHER"), ("M1234567801", "OTHER"), ("12345678", "OTHER"),
                ("810000199408230021", "RESIDENCE_PERMIT"), (one.id_number, "RESIDENT_ID"),
                ("护照E12345678", "PASSPORT"), (f"身份证：{one.id_number}", "RESIDENT_ID"),
                ("港澳通行证H12345678", "OTHER"), (one.id_number.lower(), "RESIDENT_ID"),
            ]
        )  # fmt: skip
        row[4] = number
        plain = number.lstrip("护照身份证：港澳通行").upper()
        truth.append(one.truth(*ALL) | {"id_number": plain, "id_type": kind})
    return Messy("护照和通行证", write(path, rows), truth)


def conflicts(source: random.Random, path: Path) -> Messy:
    """A number that is another applicant's request already is a conflict, and never dropped."""
    earlier = cases(source, 4)
    before = write(path.with_name(f"{path.stem} 先.xlsx"), rows_of(earlier))
    made = cases(source, 4)
    for one in made:
        one.name, one.matter = f"新{one.name}", f"另一{one.matter}"
        one.received += timedelta(days=40)
        one.replied, one.served = one.replied + timedelta(days=40), one.served + timedelta(days=40)
    made[3].number = "依申请〔2025〕9号"
    told = tuple(one.number for one in made[:3])
    return Messy(
        "编号相同内容不同", write(path, rows_of(made)), [made[3].truth(*ALL)], before, told=told
    )


def many_dates(source: random.Random, path: Path) -> Messy:
    """Days in the ways clerks write them."""
    made = cases(source)
    rows = rows_of(made)
    for row, one in zip(rows[1:], made, strict=True):
        row[2] = _written(one.received, source)
        row[9] = _written(one.replied, source)
        row[10] = _written(one.served, source)
    return Messy("各种写法的日期", write(path, rows), [one.truth(*ALL) for one in made])


def _written(day: date, source: random.Random) -> Cell:
    serial = (day - date(1899, 12, 30)).days
    ways: list[Cell] = (
        [
            day, f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日",
            f"{day.month}月{day.day}日", f"{day.month}.{day.day}", f"{day:%Y%m%d}",
            int(f"{day:%Y%m%d}"), serial, f"{day:%y}.{day.month}.{day.day}",
            f"{day.year}／{day.month}／{day.day}",
            f"{day.year}-{day.month:02d}-{day.day:02d} 10:05",
            f" {day.year}. {day.month}. {day.day} ",
        ]
    )  # fmt: skip
    return source.choice(ways)


def dots(source: random.Random, path: Path) -> Messy:
    """One person's name under six dots."""
    made = cases(source, 6)
    rows = rows_of(made)
    signs = source.sample("·•・‧∙⋅．", 6)
    for row, one, sign in zip(rows[1:], made, signs, strict=True):
        one.name = row[3] = f"买买提{sign}某"
        one.id_number = row[4] = made[0].id_number
    truth = [one.truth(*ALL) for one in made]
    return Messy("六种点", write(path, rows), truth, same_person=tuple(one.name for one in made))


def page(source: random.Random, path: Path) -> Messy:
    """A web page under the name of an Excel file."""
    made = cases(source)
    path = path.with_suffix(".xls")
    body = "".join(
        f"<tr>{''.join(f'<td>{text_of(cell)}</td>' for cell in row)}</tr>" for row in rows_of(made)
    )
    code = source.choice(["utf-8", "gb2312"])
    encoded = f"<html><meta charset={code}><body><table>{body}</table></body></html>"
    path.write_bytes(encoded.encode("utf-8" if code == "utf-8" else "gb18030"))
    return Messy("网页冒充的xls", path, [one.truth(*ALL) for one in made])


def several_in_one(source: random.Random, path: Path) -> Messy:
    """收到日期及方式, 答复日期及文号 in one cell."""
    made, truth = cases(source), []
    rows: list[list[Cell]] = [
        [
            "登记编号",
            "收到日期及方式",
            "申请人",
            "联系电话",
            "申请内容",
            "答复类型",
            "答复日期及文号",
            "送达日期",
        ]
    ]
    for one in made:
        number = f"公复〔2025〕{source.randrange(1, 90)}号"
        rows.append(
            [
                one.number, f"{one.received:%Y-%m-%d} {one.channel[0]}", one.name, one.phone,
                one.matter, one.reply[0], f"{one.replied:%Y.%m.%d} {number}", one.served,
            ]
        )  # fmt: skip
        named = [name for name in ALL if name != "id_number"]
        truth.append(one.truth(*named, document_number=number))
    return Messy("一格两事", write(path, rows), truth)


def repeated_head(source: random.Random, path: Path) -> Messy:
    """Titles, the header again in the middle, cells merged downwards, a row of numbers."""
    made = cases(source, 6)
    made[1].name, made[1].phone = made[0].name, made[0].phone
    rows = rows_of(made)
    rows[2][3] = rows[2][5] = None
    rows.insert(0, ["某某局2025年政府信息公开申请登记台账"])
    rows.insert(5, list(HEAD))
    merges = [(2, 3, 3, 3), (2, 5, 3, 5)]
    cells = [(2, 3, made[0].name), (2, 5, made[0].phone)]
    path = _merged(path, rows, merges, cells)
    return Messy("重复的表头和合并的格", path, [one.truth(*ALL) for one in made])


def _merged(
    path: Path,
    rows: Rows,
    merges: list[tuple[int, int, int, int]],
    cells: list[tuple[int, int, str]],
) -> Path:
    plain = [list(row) for row in rows]
    for row, column, text in cells:
        plain[row][column] = text
    return write(path, plain, merges=merges)
