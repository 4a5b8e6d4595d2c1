"""Two makings of one commit: what differs is told, and nothing is passed over."""

import marshal
import struct
from pathlib import Path

import pytest

from bundle import compare
from bundle.making import Steps
from bundle.plan import Plan
from bundle.shared_modules import NAME
from door.refusals import StartError

SETUP = "办件台-1.2.3-安装.exe"


@pytest.fixture(autouse=True)
def _one_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


def made(root: Path) -> Plan:
    """Lay out what a making leaves, without making it."""
    plan = Plan(root, "windows")
    files = {
        root / "pyproject.toml": b'[project]\nversion = "1.2.3"\n',
        plan.bundle / "banjiantai.exe": program(),
        plan.bundle / "_internal" / "甲.txt": "甲".encode(),
        plan.bundle / "_internal" / NAME: modules({"rules.due": b"one", "db.store": b"two"}),
        plan.work / "parts" / "cipher" / "sqlcipher3.pyd": b"MZ cipher",
        plan.results / SETUP: b"MZ packed",
        plan.results / "办件台-1.2.3-加密-安装.exe": b"MZ packed too",
        plan.results / "SHA256SUMS.txt": b"ab  a\n",
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return plan


def modules(content: dict[str, bytes]) -> bytes:
    """Write an archive of modules as PyInstaller does."""
    body, listed = bytearray(b"PYZ\0".ljust(17, b"\0")), []
    for name, code in content.items():
        listed.append((name, (0, len(body), len(code))))
        body += code
    struct.pack_into("!i", body, 8, len(body))
    return bytes(body) + marshal.dumps(listed)


def program(*, signature: bytes = b"", code: bytes = b"code") -> bytes:
    """Write the least that is a program of 64-bit Windows, signed or not."""
    head = bytearray(b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0" + bytes(20))
    optional = bytearray(struct.pack("<H", 0x20B).ljust(240, b"\0"))
    content = head + optional + code
    if signature:
        content += bytes(-len(content) % 8)
        struct.pack_into("<I", content, 88 + 64, 4711)
        struct.pack_into("<II", content, 88 + 144, len(content), len(signature))
        content += signature
    return bytes(content)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Plan, Plan]:
    """Two trees with the same in them."""
    return made(tmp_path / "一"), made(tmp_path / "二")


def compared(two: tuple[Plan, Plan], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = compare.run(two[0], two[1].root, Steps())
    return code, capsys.readouterr().out


def test_the_same_is_the_same(two: tuple[Plan, Plan], capsys: pytest.CaptureFixture[str]) -> None:
    code, said = compared(two, capsys)
    assert code == 0
    assert "比较 7 个文件：0 个不同，其中 0 个没有说明" in said


def test_one_byte_is_told_and_what_packs_it_follows(
    two: tuple[Plan, Plan], capsys: pytest.CaptureFixture[str]
) -> None:
    (two[1].bundle / "_internal" / "甲.txt").write_bytes("乙".encode())
    (two[1].results / SETUP).write_bytes(b"MZ packer")
    (two[1].results / "SHA256SUMS.txt").write_bytes(b"ac  a\n")
    code, said = compared(two, capsys)
    assert code == 1
    assert "没有说明  banjiantai/_internal/甲.txt：3 与 3 字节，从第 0 字节起不同" in said
    assert f" 有说明  windows/{SETUP}：装着 1 个不同的文件，见上" in said
    assert " 有说明  windows/SHA256SUMS.txt：写着不同文件的校验值，见上" in said
    assert "3 个不同，其中 1 个没有说明" in said


def test_an_installer_that_differs_by_itself_has_no_reason(
    two: tuple[Plan, Plan], capsys: pytest.CaptureFixture[str]
) -> None:
    (two[1].results / SETUP).write_bytes(b"MZ packed later")
    code, said = compared(two, capsys)
    assert code == 1
    assert f"没有说明  windows/{SETUP}：9 与 15 字节，从第 9 字节起不同" in said


def test_an_installer_has_its_reason_in_what_it_holds_and_not_in_another(
    two: tuple[Plan, Plan], capsys: pytest.CaptureFixture[str]
) -> None:
    (two[1].work / "parts" / "cipher" / "sqlcipher3.pyd").write_bytes(b"MZ another")
    for path in two[1].results.glob("*.exe"):
        path.write_bytes(b"MZ")
    code, said = compared(two, capsys)
    assert code == 1
    assert " 有说明  windows/办件台-1.2.3-加密-安装.exe：装着 1 个不同的文件" in said
    assert f"没有说明  windows/{SETUP}：" in said
    assert "3 个不同，其中 2 个没有说明" in said


def test_a_sheet_that_differs_by_itself_has_no_reason(
    two: tuple[Plan, Plan], capsys: pytest.CaptureFixture[str]
) -> None:
    (two[1].results / "SHA256SUMS.txt").write_bytes(b"ac  a\n")
    assert compared(two, capsys)[0] == 1


def test_modules_are_told_by_name(
    two: tuple[Plan, Plan], capsys: pytest.CaptureFixture[str]
) -> None:
    changed = modules({"rules.due": b"one more", "db.store": b"two"})
    (two[1].bundle / "_internal" / NAME).write_bytes(changed)
    code, said = compared(two, capsys)
    assert code == 1
    assert f"_internal/{NAME}：1 个模块不同：rules.due" in said


def test_a_signature_alone_is_a_reason(
    two: tuple[Plan, Plan], capsys: pytest.CaptureFixture[str]
) -> None:
    (two[0].bundle / "banjiantai.exe").write_bytes(program(signature=b"first", code=b"co"))
    (two[1].bundle / "banjiantai.exe").write_bytes(program(signature=b"another", code=b"co"))
    assert compared(two, capsys)[0] == 0
    (two[1].bundle / "banjiantai.exe").write_bytes(program(code=b"co"))
    code, said = compared(two, capsys)
    assert code == 0
    assert " 有说明  banjiantai/banjiantai.exe：只差数字签名" in said
    (two[1].bundle / "banjiantai.exe").write_bytes(program(code=b"cO"))
    assert compared(two, capsys)[0] == 1


@pytest.mark.parametrize("side", [0, 1])
def test_a_file_of_one_side_alone_has_no_reason(
    two: tuple[Plan, Plan], capsys: pytest.CaptureFixture[str], side: int
) -> None:
    (two[side].work / "parts" / "cipher" / "extra.txt").write_bytes(b"")
    code, said = compared(two, capsys)
    assert code == 1
    assert "cipher/extra.txt：只在" in said


def test_another_commit_is_no_second_making(
    two: tuple[Plan, Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    (two[1].root / "pyproject.toml").write_text('[project]\nversion = "1.2.4"\n', encoding="utf-8")
    with pytest.raises(StartError, match="同一个提交"):
        compare.run(two[0], two[1].root, Steps())


def test_a_folder_without_anything_made_is_refused(two: tuple[Plan, Plan], tmp_path: Path) -> None:
    with pytest.raises(StartError, match="还没有做好"):
        compare.run(two[0], tmp_path / "三", Steps())
