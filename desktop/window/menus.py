"""What the window can be told to do, in menu order."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desktop.base.wishes import (
    BeginEnquiry,
    ExportAll,
    MakeCopy,
    MakeSample,
    NewRegister,
    OpenRegister,
    Wish,
)
from desktop.look import theme
from desktop.look.theme import ZOOM_STEPS, Scheme
from desktop.window.commands import Command
from desktop.window.panes import go_round
from desktop.window.places import PLACES
from desktop.window.whole import WholeWindow

if TYPE_CHECKING:
    from casework.acts import ActOffer


def commands_of(window: WholeWindow) -> list[Command]:
    """Return every command of the window."""
    found = [
        Command("文件", "收件登记", "F2", lambda: window.screens.open_place("receipt"), "plus"),
        Command("文件", "登记咨询", "F3", _wish(window, BeginEnquiry()), "pencil-line"),
        Command("文件", "导入台账…", "", _go(window, "import"), "upload"),
        Command(
            "文件",
            "打开其他登记簿…",
            "",
            _wish(window, OpenRegister()),
            "folder-open",
            apart=True,
        ),
        Command("文件", "新建登记簿…", "", _wish(window, NewRegister()), "plus"),
        Command("文件", "打开样例登记簿", "", _wish(window, MakeSample()), "book-open"),
        Command(
            "文件", "打开文书文件夹", "", lambda: _open_folder(window), "folder-open", apart=True
        ),
        Command("文件", "立即备份登记簿", "", _wish(window, MakeCopy()), "download"),
        Command("文件", "导出全部数据…", "", _wish(window, ExportAll()), "download"),
        Command("文件", "检查登记簿", "", _go(window, "check"), "check"),
        Command("文件", "保管期限和个人信息", "", _go(window, "retention"), "file-text"),
        Command("文件", "登记簿在某一天的样子", "", _go(window, "as_of"), "calendar-days"),
        Command("文件", "锁定窗口", "Ctrl+L", lambda: window.lock.lock(), apart=True),
        Command("文件", "退出", "Ctrl+Q", lambda: _quit(window), "x", apart=True),
        Command("办理", "撤销本件最近一步", "Ctrl+Z", window.granting.undo, "undo-2"),
        Command("办理", "打印本件最近的文书", "Ctrl+P", lambda: _print(window), "printer"),
        Command("办理", "读入科室答复…", "", lambda: window.section_answers.ask(), "upload"),
        Command("办理", "督办", "", _go(window, "chase"), "list"),
        Command("办理", "今日文书", "", _go(window, "letters_of_day"), "printer"),
        Command("办理", "邮件回执", "", _go(window, "receipts"), "list"),
        Command("办理", "打印列表", "Ctrl+Shift+P", lambda: _print_list(window), "printer"),
        Command("办理", "本件在某一天的样子", "", lambda: _as_of(window), "calendar-days"),
        Command("办理", "复制选中的行", "", lambda: _copy_rows(window), "copy"),
        Command("查看", "搜索申请和命令", "Ctrl+K", window.bar.search.begin, "search"),
        Command("查看", "搜索", "Ctrl+F", window.bar.search.begin, "search"),
    ]
    for number, place in enumerate(PLACES, start=1):
        found.append(
            Command(
                "查看", place.words, f"Alt+{number}",
                _go(window, place.name),
                place.icon, apart=number == 1,
            )
        )  # fmt: skip
    found += [
        Command(
            "查看", "刷新", "F5", lambda: window.screens.present.refresh(), "refresh-cw", apart=True
        ),
        Command(
            "查看",
            "办件列表紧凑显示（再选一次恢复）",
            "",
            lambda: _compact(window),
            "rows-2",
            apart=True,
        ),
        Command("查看", "下一栏", "F6", lambda: go_round(window, 1), "columns-3", apart=True),
        Command("查看", "上一栏", "Shift+F6", lambda: go_round(window, -1), "columns-3"),
        Command(
            "查看",
            "放大",
            "Ctrl+=",
            lambda: _zoom(window, 1),
            "zoom-in",
            apart=True,
            also=("Ctrl++",),
        ),
        Command("查看", "缩小", "Ctrl+-", lambda: _zoom(window, -1), "zoom-in"),
        Command("查看", "实际大小", "Ctrl+0", lambda: _zoom(window, 0), "zoom-in"),
    ]
    for number, scheme in enumerate(Scheme):
        found.append(
            Command(
                "查看", f"颜色：{scheme.value}", "",
                _colours(window, scheme),
                "sun", apart=number == 0,
            )
        )  # fmt: skip
    found += [
        Command("帮助", "使用手册", "F1", lambda: _manual(window), "book-open"),
        Command("帮助", "快捷键", "Ctrl+F1", lambda: _keys(window), "keyboard"),
        Command("帮助", "检查更新…", "", lambda: _update(window), "download", apart=True),
        Command("帮助", "关于", "", lambda: _about(window), "info"),
    ]
    return found


def add_act_menu(menu: QMenu, window: WholeWindow) -> None:
    """Let the menu show, each time it opens, the acts of the open case with their letters."""
    fixed = menu.actions()

    def fill() -> None:
        for action in menu.actions():
            if action not in fixed:
                menu.removeAction(action)
        menu.addSeparator()
        for offer in _offers(window):
            act = offer.act
            action = menu.addAction(f"{act.label}\t{act.key}" if act.key else act.label)
            action.triggered.connect(
                lambda _=False, name=act.name: window.screens.worklist.case.begin(name)
            )

    menu.aboutToShow.connect(fill)


def add_recent_menu(menu: QMenu, window: WholeWindow) -> None:
    """Let the menu show, each time it opens, the registers last opened."""
    below = next(action for action in menu.actions() if action.text() == "打开样例登记簿")
    recent = QMenu("最近的登记簿", menu)
    menu.insertMenu(below, recent)

    def fill() -> None:
        recent.clear()
        for path in window.registers.recent():
            action = recent.addAction(f"{path.stem}　{path.parent}")
            action.triggered.connect(
                lambda _=False, path=path: window.granting.grant(OpenRegister(path))
            )
        recent.setEnabled(not recent.isEmpty())

    menu.aboutToShow.connect(fill)


def _offers(window: WholeWindow) -> "list[ActOffer]":
    case = window.open_case
    return [] if case is None or case.page is None else list(case.page.offers)


def _wish(window: WholeWindow, wish: Wish) -> Callable[[], None]:
    return lambda: window.granting.grant(wish)


def _go(window: WholeWindow, name: str) -> Callable[[], None]:
    return lambda: window.screens.open_place(name)


def _colours(window: WholeWindow, scheme: Scheme) -> Callable[[], None]:
    return lambda: window.screens.use_look(scheme, theme.current().zoom)


def _compact(window: WholeWindow) -> None:
    worklist = window.screens.worklist
    worklist.show_compact(not worklist.is_compact)


def _quit(window: WholeWindow) -> None:
    window.close()


def _print(window: WholeWindow) -> None:
    # A case out of sight is none that is meant: the list keeps its own while others show.
    if not window.screens.present.print_now():
        window.outcome.say_check(
            "先打开一件申请，再打印它的文书；一天的文书在“今日文书”里一次打印。"
        )


def _copy_rows(window: WholeWindow) -> None:
    if window.screens.name != "worklist":
        window.outcome.say_check("先打开“办件”，选中要复制的行。")
        return
    window.screens.worklist.table.copy_rows()


def _print_list(window: WholeWindow) -> None:
    from desktop.worklist.list_print import print_list

    if window.screens.name != "worklist":
        window.screens.show_place("worklist")
    screen = window.screens.worklist
    if print_list(screen.filter_words, screen.table, window):
        window.desk.looked("PRINTED", details=f"列表：{screen.filter_words}")
        window.outcome.say("已将列表交给打印机。")


def _as_of(window: WholeWindow) -> None:
    case = window.open_case
    request_id = 0 if case is None else case.request_id
    window.screens.show_place("as_of")
    window.screens.present.take(request_id)


def _open_folder(window: WholeWindow) -> None:
    from desktop.base.documents import open_path

    window.desk.folder.mkdir(exist_ok=True)
    open_path(window.desk.folder)


def _zoom(window: WholeWindow, steps: int) -> None:
    present = theme.current().zoom
    nearest = min(range(len(ZOOM_STEPS)), key=lambda at: abs(ZOOM_STEPS[at] - present))
    wanted = ZOOM_STEPS[min(max(nearest + steps, 0), len(ZOOM_STEPS) - 1)] if steps else 100
    if wanted != present:
        window.screens.use_look(theme.current().scheme, wanted)


def _keys(window: WholeWindow) -> None:
    from desktop.window.help import KeysDialog

    KeysDialog(window.commands, window).open()


def _manual(window: WholeWindow) -> None:
    from desktop.window.manual_window import show_manual

    show_manual(window)


def _update(window: WholeWindow) -> None:
    from desktop.window.updating import look

    look(window, asked=True)


def _about(window: WholeWindow) -> None:
    from desktop.window.help import AboutDialog

    AboutDialog(window).open()
