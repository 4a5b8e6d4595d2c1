"""A register shared by the installed program and taken back, where the part with PostgreSQL is."""

from bundle.archive import files_of
from bundle.components import POSTGRESQL, SERVER
from bundle.plan import CHINESE_NAME
from bundle.trial import OUT_OF_USE, Trial, commanded, must, remove
from bundle.wine import windows_path


def own_database(trial: Trial) -> str:
    """Share a register by a database of this computer, act in it, and take it back to a file."""
    parts = (SERVER, POSTGRESQL)
    if not all(part.setup(trial.plan).is_file() for part in parts):
        return "没有做数据库组件，没有试"
    # The one asks for the other.
    must(trial.silently("/POSTGRESQL") == 0, "the part was not installed")
    notes = trial.user / "AppData" / "Local" / CHINESE_NAME
    for part in parts:
        must((notes / part.word / "installed.json").is_file(), f"{part.word} is not there")
    words = "这一版 wine 没有 NtFlushBuffersFileEx，PostgreSQL 不能运行，只试了安装和卸载"
    if trial.wine.runs_postgresql:
        words = share_and_take_back(trial)
    for part in parts:
        must(remove(trial, part) == 0, f"{part.word} was not taken away")
        must(not files_of(notes / part.word), f"{part.word} stayed")
    if trial.wine.runs_postgresql:
        must((notes / "共用" / "data" / "PG_VERSION").is_file(), "the data are gone")
    return words


def share_and_take_back(trial: Trial) -> str:
    """Do it by the commands of the installed program, the database stopped once between them."""
    register = trial.registers()[-1]
    shared, back = register.with_suffix(".djs"), register.with_name("移回的 登记簿.djb")
    said = []
    for words in (
        ("share", "--register", windows_path(register)),
        ("accounts", "--register", windows_path(shared), "--give", "zhoumin", "--person", "周敏"),
        ("check", "--register", windows_path(shared)),
        ("share", "--stop"),
        # It is started by whoever opens the register.
        ("report", "2026", "--register", windows_path(shared), "--json"),
    ):
        said.append(commanded(trial, *words))
    code = trial.wine.run(POSTGRESQL.setup(trial.plan), ["/S"]).returncode
    must(code == OUT_OF_USE, f"installed over a running database: code {code}")
    must(remove(trial, POSTGRESQL) == OUT_OF_USE, "a running database was taken away")
    for words in (
        ("move", "--register", windows_path(shared), "--to", windows_path(back)),
        ("check", "--register", windows_path(back)),
        ("share", "--stop"),
    ):
        said.append(commanded(trial, *words))
    return f"移进本机的数据库、给账号、检查、停了再开、移回文件；{said[-2].strip()}"
