"""A scenario's file becomes a Scenario, or every fault in it is told at once, each with its line."""

from __future__ import annotations

from pathlib import Path

from groundrules.errors import ContentError, Fault
from groundrules.scenario import references, shape
from groundrules.scenario.model import Scenario
from groundrules.scenario.tree import Flaw, read


def load(path: Path | str) -> Scenario:
    """Read a scenario's file.

    Raises:
        ContentError: it cannot be read or is wrong, with every fault found.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        fault = Fault(str(path), f"The file cannot be read: {error.strerror}.", "Check its name and its folder.")
        raise ContentError("A scenario cannot be read.", [fault], where=str(path)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        fault = Fault(f"{path}:{line}", "The text here is not UTF-8.", "Save the file as UTF-8.")
        raise ContentError("A scenario cannot be read.", [fault], where=str(path)) from error
    return parse(text, str(path), path.stem)


def parse(text: str, file: str, stem: str | None = None) -> Scenario:
    """Read a scenario's text.

    Args:
        text: the YAML.
        file: how the file is called in faults.
        stem: the id that the scenario must have, where it matters.

    Raises:
        ContentError: with every fault found.
    """
    tree = read(text)
    if not isinstance(tree.data, dict):
        remedy = "It begins with “id:”; docs/scenario-format.md has an example."
        shape.refuse("The scenario", file, tree.flaws or [Flaw(1, "This is not a scenario.", remedy)])
    scenario, flaws = shape.fit(tree, Scenario)
    flaws += [*tree.flaws, *references.check(tree)]
    if stem is not None and tree.data.get("id") != stem:
        flaws.append(Flaw(tree.line(("id",)), f"The id is not the file's name, “{stem}”.", "Make them the same."))
    if scenario is None or flaws:
        shape.refuse("The scenario", file, flaws)
    return scenario.place(file, tree.lines)
