"""The first hits of a search: as many as are asked for, in the order of the list, however found."""

from collections.abc import Iterator
from typing import cast

import pytest

from db import requests
from db.integrity import problems
from db.query import Query
from db.server import words as said
from db.server.store import ServerStore
from tests import server
from tests.bench import synthetic

pytestmark = [server.needs_server, pytest.mark.timeout(120)]

# On either side of where a drawer ends, together in one, and one far from the others.
IDS = (1, 2, 4094, 4095, 4096, 4097, 8191, 8192, 9000, 9001, 9002, 40_000)
DATED = (2, 4096, 9001)
# Beside what every request says: in which of them.
SAID = {"征收": IDS, "规划": IDS[3:9], "许可": (1, 40_000), "补偿": (9000, 9002), "太平": ()}
# "收补" is in every index entry of 征收 and 补偿 that follow each other, the word in none.
TEXTS = (
    "征",
    "征收",
    "规划",
    "许可",
    "补偿",
    "太平",
    "征收 规划",
    "规划 补偿",
    "征收规划 许可",
    "征收补偿规划",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerStore]:
    path = tmp_path_factory.mktemp("hits") / "某局.djs"
    with server.database() as name, server.opened(path, name) as opened:
        made = cast(ServerStore, opened)
        page = list(synthetic.requests(len(IDS)))
        with made.atomic():
            for request_id, values in zip(IDS, page, strict=True):
                matter = " ".join(word for word, ids in SAID.items() if request_id in ids)
                # What the index says of a word in pieces, and the text does not.
                values |= {"applicant_name": "某某", "information_sought": "征收补 收补偿规划"}
                values |= {"matter": matter, "letters_text": "", "pinyin": ""}
                values["watch_on"] = (
                    f"2026-03-{request_id % 28 + 1:02}" if request_id in DATED else None
                )
                synthetic._enter(made, request_id, [values])
        yield made


@pytest.mark.parametrize("common", [0, 10_000, 30_000], ids=["at once", "few", "drawers"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("limit", [1, 3, 8, 100])
def test_the_first_hits_are_those_a_look_at_every_request_finds(
    store: ServerStore, limit: int, descending: bool, common: int
) -> None:
    class Known(dict[str, float]):
        def get(self, _piece: str, _default: object = None) -> float:
            return common

    store.connection.facts[said._PIECES] = Known(any=1)
    every = requests.rows(store, requests.ids(store, Query(descending=descending)))
    texts = dict(store.rows("select id, folded from request_text"))
    for text in TEXTS:
        expected = [row.id for row in every if all(word in texts[row.id] for word in text.split())]
        found = requests.ids(store, Query(text, descending=descending), limit).tolist()
        assert found == expected[:limit], text


def test_the_drawers_are_no_pieces(store: ServerStore) -> None:
    assert not [one for one in problems(store) if "检索" in one]
    assert requests.ids(store, Query("#0"), 10).tolist() == []


def test_how_common_a_piece_is_is_known_once_the_server_has_counted(store: ServerStore) -> None:
    store.connection.facts.clear()
    store.connection.execute("analyze request_gram")
    assert store.words.how_many_hits(store.connection, ["征收"], 100) == len(IDS)
    assert store.words.how_many_hits(store.connection, ["征收", "没有"], 100) == 0
    assert store.words.how_many_hits(store.connection, ["征收"], 5) == 5
