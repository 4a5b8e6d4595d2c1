"""Clerks at one server, for a short while: whatever goes down, nothing acknowledged is lost.

The long runs are `python -m tests.faults.at_server`.
"""

import random
import sys

import pytest

from tests import server
from tests.faults import at_server
from tests.faults.clerks import Judged

pytestmark = [
    server.needs_server,
    pytest.mark.skipif(sys.platform != "linux", reason="clerks are forked, and found in /proc"),
    pytest.mark.timeout(240),
]


def whole(found: Judged) -> None:
    assert found.is_whole, (found.line, found.words.most_common(5), found.wrong[:3])
    # How many acts a few seconds hold is the machine's to say; that there were some is ours.
    assert found.done >= 1, found.line


def test_clerks_at_one_register_lose_nothing_and_leave_no_gap() -> None:
    found = at_server.load(4, 1.5, pace=0.1)
    whole(found)
    # Two of them work on the same cases: who comes second is told, which is no refusal.
    assert not found.refused, found.words


def test_killed_clerks_and_a_killed_server_lose_nothing() -> None:
    found = at_server.kills(2, 1, clerks=4, pace=0.1, dice=random.Random(20261129))
    whole(found)


def test_a_network_that_is_cut_loses_nothing() -> None:
    found = at_server.cuts(3, clerks=4, pace=0.1, dice=random.Random(20261129))
    whole(found)
