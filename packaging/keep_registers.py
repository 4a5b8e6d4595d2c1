"""Keep an empty and a full register of the release that is about to go out.

    python packaging/keep_registers.py

They go to tests/db/old under the version of pyproject.toml; `tests/casework/desk/
test_kept_registers.py` upgrades them from then on. A kept register is never made anew.
"""

import gzip
import sys
import tempfile
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "packaging"))

from bundle.plan import Plan  # noqa: E402
from casework.desk.desk import open_desk  # noqa: E402
from casework.sample_office import make_sample_office  # noqa: E402

KEPT = ROOT / "tests" / "db" / "old"


def main() -> int:
    """Make both registers and pack them; refuse where the release has its own already."""
    version = Plan(ROOT, "kept").version
    targets = {kind: KEPT / f"{version}-{kind}.db.gz" for kind in ("empty", "full")}
    there = [path.name for path in targets.values() if path.exists()]
    if there:
        sys.stderr.write(f"{', '.join(there)}: kept already, and never made anew.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty.db", Path(folder) / "full.db"
        open_desk(empty, clock=lambda: datetime(2026, 11, 20, 9)).close()  # noqa: DTZ001
        make_sample_office(full).close()
        for kind, path in (("empty", empty), ("full", full)):
            targets[kind].write_bytes(gzip.compress(path.read_bytes(), mtime=0))
            print(f"{targets[kind].name}: {targets[kind].stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
