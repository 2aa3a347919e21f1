"""What a machine has and lacks."""

import shutil
from pathlib import Path

import pytest

from groundrules.server import doctor
from groundrules.server.doctor import Finding, examine


def faults(home: Path) -> list[Finding]:
    return [finding for finding in examine(home) if not finding.fine and finding.needed_for == "everybody"]


def test_a_machine_that_is_set_up_lacks_nothing(tmp_path: Path) -> None:
    assert faults(tmp_path / "home") == []


def test_a_missing_package_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ("pandas", "no_such_package"))
    assert faults(tmp_path) == [
        Finding(
            "packages missing: no_such_package",
            fine=False,
            remedy="Run “make start” again, or “pip install --upgrade groundrules”.",
        )
    ]


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 99, 1_048_576))
    remedy = "Free some space: the course needs about 200 MB to be safe."
    assert faults(tmp_path) == [Finding("1 MB free there", fine=False, remedy=remedy)]


def test_a_missing_sandbox_keeps_only_instructors_from_their_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    found = [finding for finding in examine(tmp_path) if not finding.fine]
    assert [finding.needed_for for finding in found] == ["instructors"]
