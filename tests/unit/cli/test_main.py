"""The command: its help, its exit codes, and what it says when something is wrong."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from groundrules.cli import learn, main
from groundrules.cli.main import parser
from groundrules.errors import SetupError


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Every command with its parser, nested ones too."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                nested = commands(sub)
                found |= {f"{name} {inner}": deep for inner, deep in nested.items()} if nested else {name: sub}
    return found


def test_every_command_has_help_and_is_in_the_readme_or_the_guide() -> None:
    root = Path(__file__).parents[3]
    docs = "".join((root / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    found = commands(parser())
    assert len(found) > 5
    assert [name for name, parser in found.items() if not parser.description] == []
    assert [name for name in found if f"groundrules {name}" not in docs] == []


def test_the_help_loads_nothing_heavy() -> None:
    heavy = "'pandas', 'pydantic', 'yaml', 'nbformat', 'nbgrader', 'jupyterlab', 'anywidget', 'sqlite3'"
    code = (
        "import sys, contextlib, io\nfrom groundrules.cli import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n    main(['--help'])\n"
        f"print(sorted(name for name in [{heavy}] if sys.modules.get(name)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout == "[]\n"


def test_an_error_is_told_without_a_traceback_and_exits_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: argparse.Namespace) -> int:
        raise SetupError("It is missing.", where="here", remedy="Install it.")

    monkeypatch.setattr(learn, "_doctor", fail)
    assert main(["doctor"]) == 1
    assert capsys.readouterr() == ("", "here: It is missing.\nInstall it.\n")


def test_a_wrong_call_exits_with_two() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["dance"])
    assert caught.value.code == 2


def test_doctor_says_what_it_found(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["doctor", "--folder", str(tmp_path)]) == 0
    assert f"ok       the course folder {tmp_path}" in capsys.readouterr().out.splitlines()
