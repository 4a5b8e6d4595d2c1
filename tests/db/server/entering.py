"""What the tests of a server enter in a register, and how they cut it off."""

from collections.abc import Callable
from datetime import date

from db import numbers, requests, steps
from db.store import Store
from tests import server


def a_step(store: Store, request_id: int, number: int = 0) -> None:
    steps.append(
        store, request_id, kind="noted", on=date(2026, 3, 2), details={"number": number},
        recorded_at="2026-03-02T09:00:00", recorded_by="周敏",
    )  # fmt: skip


def register(store: Store, name: str = "周某") -> int:
    with store.atomic():
        serial = numbers.reserve(store, "登记", 2026)
        request_id = requests.insert(
            store,
            {
                "register_number": f"2026-{serial}", "year": 2026, "serial": serial,
                "applicant_name": name, "matter": "规划批文",
            },
        )  # fmt: skip
        a_step(store, request_id)
    return request_id


def end_of(store: Store) -> Callable[[], None]:
    """Return what lets the server drop the connection of a store, as a cut network does."""
    pid = store.value("select pg_backend_pid()")
    return lambda: server.administrator().execute("select pg_terminate_backend(%s, 5000)", [pid])
