"""The driver is read in without what it brings for others, and leaves nothing bare behind."""

import subprocess
import sys

from tests import server

pytestmark = server.needs_server

_LEFT_OUT = """
import sys
from db.server import component, driver_import
driver = component.driver()
assert driver.pq.__impl__ == "binary"
assert not {"asyncio", "ctypes", "importlib.metadata"} & sys.modules.keys()
import asyncio, ctypes.util, importlib.metadata
assert asyncio.run(asyncio.sleep(0, "slept")) == "slept"
assert ctypes.sizeof(ctypes.c_int) and ctypes.util.find_library
assert component.version() == importlib.metadata.version("psycopg") != ""
"""
_AS_IT_COMES = """
from db.server import component, driver_import
driver_import._CLASSES = ()
driver = component.driver()
import asyncio
assert issubclass(driver.AsyncConnection, object)
assert driver._acompat.AQueue.__mro__[1] is asyncio.Queue
"""


def said(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    ).stderr


def test_the_driver_comes_without_what_only_others_use() -> None:
    assert said(_LEFT_OUT) == ""


def test_a_driver_that_needs_more_comes_as_it_is() -> None:
    assert said(_AS_IT_COMES) == ""
