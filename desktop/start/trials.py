"""The trials of `--self-test`: those of casework, and what needs a window, fonts and paper."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

from casework.programs import own_program
from casework.trials import CASE_TRIALS, Bench, NotHereError, lacks_server_driver

FLOORS = ("rules", "forms", "db", "casework", "desktop")


def surroundings(_: Bench) -> str:
    """Say what the program runs on, and that nothing read Qt before it did."""
    if own_program.is_frozen() and "PySide6" in sys.modules:
        raise RuntimeError("Qt在程序之前已被载入，启动会慢")
    from desktop.window.crash import surroundings as words

    place = "已打包" if own_program.is_frozen() else "源文件夹"
    return f"{words()}，{place}，{own_program.folder()}"


def modules(_: Bench) -> str:
    """Import every module, but those that speak with a server where its driver is not installed."""
    import pkgutil

    lacks_driver, waiting = lacks_server_driver(), 0
    names = [
        found.name
        for floor in FLOORS
        for found in pkgutil.walk_packages(
            importlib.import_module(floor).__path__, prefix=f"{floor}."
        )
        if not found.name.endswith("__main__")
    ]
    if len(names) < 200:
        raise RuntimeError(f"只找到{len(names)}个模块")
    for name in names:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as error:
            # Nothing outside that room may need it: offices whose register is a file have none.
            # A packed program has ssl with the part only.
            of_server = error.name in {"psycopg", "ssl"} and name.startswith("db.server.")
            if not (lacks_driver and of_server):
                raise
            waiting += 1
    words = f"{len(names) - waiting}个模块都能载入"
    return f"{words}，另有{waiting}个随服务器组件使用" if waiting else words


def pdf(bench: Bench) -> str:
    """Write a PDF and read its Chinese again."""
    import pypdfium2
    from PySide6.QtGui import QPdfWriter, QTextDocument

    from desktop.base.application import application

    application()
    path = bench.folder / "办件 登记表.pdf"
    writer = QPdfWriter(str(path))
    page = QTextDocument()
    page.setHtml("<p>政府信息公开申请登记表 2026</p>")
    page.print_(writer)
    del writer
    read = pypdfium2.PdfDocument(path)
    try:
        text = read[0].get_textpage().get_text_range()
    finally:
        read.close()
    if "登记表" not in text or "2026" not in text:
        raise RuntimeError(f"PDF里的文字读出来是“{text[:40]}”")
    return f"写出并读回{path.stat().st_size // 1024}千字节，中文文字无误"


def window(bench: Bench) -> str:
    """Paint the window and look whether Chinese is drawn."""
    from PySide6.QtCore import QLibraryInfo
    from PySide6.QtGui import QFontInfo, QGuiApplication, QImage
    from PySide6.QtWidgets import QLabel

    from desktop.base.application import application
    from desktop.start.application import make_window

    app = application()
    glyphs: set[bytes] = set()
    for letter in "政府信息":
        label = QLabel(letter)
        label.resize(40, 40)
        glyphs.add(bytes(label.grab().toImage().convertToFormat(QImage.Format.Format_RGB32).bits()))
    if len(glyphs) < 4:
        raise RuntimeError("中文字显示不出来，请安装中文字体")
    shown = make_window(bench.desk)
    try:
        shown.resize(1200, 800)
        shown.show()
        app.processEvents()
        picture = shown.grab().toImage()
        step = range(0, picture.width(), 40)
        colours = {picture.pixel(x, y) for x in step for y in range(0, picture.height(), 40)}
    finally:
        shown.close()
    if len(colours) < 4:
        raise RuntimeError("窗口是空白的")
    words = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not (Path(words) / "qtbase_zh_CN.qm").is_file():
        raise RuntimeError("系统对话框的中文缺失")
    return f"平台{QGuiApplication.platformName()}，字体{QFontInfo(app.font()).family()}"


def manual(_: Bench) -> str:
    """Look for the manual."""
    from desktop.base.own_papers import manual_page

    page = manual_page()
    if page is None:
        raise NotHereError("源文件夹里没有生成的手册，打包时生成")
    return f"{page.name}，{page.stat().st_size // 1024}千字节"


def scans(bench: Bench) -> str:
    """Read printed words from a picture, in a child as always."""
    from PySide6.QtGui import QImage, QPainter

    from casework.receipt.component import is_installed
    from casework.receipt.receipt_form import read_application
    from desktop.base.application import application

    if not is_installed():
        raise NotHereError("文字识别组件没有安装")
    app = application()
    picture = QImage(900, 300, QImage.Format.Format_RGB32)
    picture.fill("white")
    painter = QPainter(picture)
    font = app.font()
    font.setPixelSize(36)
    painter.setFont(font)
    painter.drawText(40, 100, "申请人姓名：李青枫")
    painter.drawText(40, 200, "所需政府信息：某道路2026年的决算报告")
    painter.end()
    path = bench.folder / "扫描 件.png"
    picture.save(str(path))
    read = read_application(path).values
    name = read.get("applicant_name", "")
    if name != "李青枫":
        raise RuntimeError(f"图片上的姓名读出来是“{name}”")
    return f"图片上的姓名读出来是“{name}”"


def session(_: Bench) -> str:
    """Ask the system how long nobody used it, and to tell when it is locked."""
    from PySide6.QtWidgets import QWidget

    from desktop.base.application import application
    from desktop.base.session import SessionWatch

    application()
    window = QWidget()
    window.show()
    try:
        watch = SessionWatch(window)
        idle = watch.idle_seconds()
        told = "锁定时会通知" if watch.is_told else "锁定时不通知，按空闲时间锁定"
    finally:
        window.close()
    if not 0 <= idle < 3600:
        raise RuntimeError(f"空闲时间是{idle:.0f}秒")
    return f"空闲{idle:.1f}秒，{told}"


TRIALS: tuple[tuple[str, Callable[[Bench], str]], ...] = (
    ("运行环境", surroundings),
    ("各模块齐全", modules),
    *CASE_TRIALS,
    ("PDF", pdf),
    ("窗口和中文字体", window),
    ("空闲和锁定", session),
    ("文字识别", scans),
    ("使用手册", manual),
)
