"""Register requests without end, and say of each that it is on disk: killed by the test.

Run as a script with the register's path; prints the id of a request once its act is done.
"""

import sys
from datetime import date
from pathlib import Path

from db import documents, numbers, requests, steps
from db.opening import open_store
from db.store import Store

DAY = date(2026, 3, 2)


def register(store: Store) -> int:
    """Enter a request as an act does: its number, row, steps and letter, all or nothing."""
    with store.atomic():
        serial = numbers.reserve(store, "request", 2026)
        number = f"依申请〔2026〕{serial}号"
        request_id = requests.insert(
            store,
            {
                "year": 2026, "serial": serial, "register_number": number, "pinyin": "zm",
                "applicant_name": "周某", "matter": f"第{serial}号事项的批准文件" * 20,
            },
        )  # fmt: skip
        for kind in ("received", "acknowledged"):
            steps.append(
                store, request_id, kind=kind, on=DAY, details={"number": number},
                recorded_at="2026-03-02T09:00:00", recorded_by="经办人",
            )  # fmt: skip
        documents.add(
            store, request_id, kind="acknowledgement", title="登记回执", number=number,
            created_at="2026-03-02T09:00:00",
        )  # fmt: skip
        requests.update(store, request_id, {"steps_count": 2, "letters_text": "登记回执"})
    return request_id


def main() -> None:
    """Act until killed."""
    with open_store(Path(sys.argv[1])) as store:
        while True:
            print(register(store), flush=True)  # noqa: T201 - what the parent waits for.


if __name__ == "__main__":
    main()
