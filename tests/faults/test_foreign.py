"""Bombs and damaged files at every door: a sentence, never a traceback, an abort or a hang."""

from pathlib import Path
from random import Random

import pytest

from casework.foreign import Limits, read_apart
from rules.errors import ClerkError
from tests.faults.doors import doors_for
from tests.faults.foreign_files import BOMBS, SEEDS
from tests.faults.mutating import mutated

# What the program allows is seven seconds; what needs them all is shown by the command.
SHORT = Limits(seconds=2)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_comes_to_an_end_at_the_door_of_applications(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    try:
        read_apart(doors_for(name)[0], path, limits=SHORT)
    except ClerkError as refused:
        assert str(refused).endswith("。")  # noqa: PT017  being read is as good


@pytest.mark.parametrize("name", ["最后一格.xlsx", "跨行跨列.html"])
def test_a_bomb_comes_to_an_end_at_the_door_of_ledgers(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    for door in doors_for(name)[2:]:
        try:
            read_apart(door, path, limits=SHORT)
        except ClerkError as refused:
            assert str(refused).endswith("。")  # noqa: PT017


@pytest.mark.parametrize("name", SEEDS)
def test_a_sound_file_is_read_by_its_doors(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(SEEDS[name]())
    said = []
    for door in doors_for(name):
        try:
            door(path)
        except ClerkError as refused:
            said.append(str(refused))
    assert len(said) < len(doors_for(name))


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files_are_read_or_refused(tmp_path: Path, name: str) -> None:
    chance = Random(name)
    for _ in range(12):
        path = tmp_path / name
        path.write_bytes(mutated(SEEDS[name](), chance))
        door = chance.choice(doors_for(name))
        try:
            door(path)
        except ClerkError as refused:
            assert str(refused)  # noqa: PT017
