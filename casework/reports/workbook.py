"""How every workbook is written here: words of others are never live, and nothing is left half."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from xlsxwriter import Workbook

from db.aside import aside
from db.files import taking_its_name


@contextmanager
def workbook(
    path: Path, *, work: Path | None = None, constant_memory: bool = False
) -> Iterator[Workbook]:
    """Yield a workbook that takes its name once it is whole; leaves none where anything fails.

    Its parts, in clear, lie in `work` or in a folder that the next start clears: in the system's
    own they would stay where this process is killed. Raises what writing raises.
    """
    with (
        aside("workbook") if work is None else nullcontext(work) as folder,
        taking_its_name(path) as half,
    ):
        options = {
            "tmpdir": str(folder),
            "constant_memory": constant_memory,
            # A name may begin as a formula or a link does; only `write_formula` writes one.
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        with Workbook(str(half), options) as book:
            yield book
