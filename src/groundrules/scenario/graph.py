"""A scenario's scenes as a picture: Graphviz DOT or Mermaid text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.scenario.model import Scenario, Scene

Kind = Literal["choices", "words", "good", "mixed", "bad"]

_COLOURS = {"strong": "#1b7837", "partial": "#b35806", "weak": "#a50026"}
_FILLS = {"choices": "#ffffff", "words": "#e8eefc", "good": "#d9f0d3", "mixed": "#fee8c8", "bad": "#f8d7da"}


def dot(scenario: Scenario) -> str:
    """Give the scenes in Graphviz's language; edges bear the ids of moves and the colours of their quality."""
    lines = [
        "digraph scenario {",
        '  node [shape=box, style="rounded,filled", fontname="sans-serif"];',
        '  edge [fontname="sans-serif", fontsize=10];',
    ]
    for name, scene in scenario.scenes.items():
        kind = _kind(scene)
        edge = ", peripheries=2" if name == scenario.start else ""
        lines.append(
            f"  {_quoted(name)} [label={_quoted(_label(name, scene))}, fillcolor={_quoted(_FILLS[kind])}{edge}];"
        )
    for source, target, label, quality, timed in _edges(scenario):
        style = ", style=dashed" if timed else ""
        look = f"label={_quoted(label)}, color={_quoted(_COLOURS[quality])}{style}"
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [{look}];")
    return "\n".join([*lines, "}", ""])


def mermaid(scenario: Scenario) -> str:
    """Give the scenes as a Mermaid flowchart."""
    numbers = {name: f"s{number}" for number, name in enumerate(scenario.scenes)}
    lines = ["flowchart TD"]
    for name, scene in scenario.scenes.items():
        kind = _kind(scene)
        before, after = {"choices": ("[", "]"), "words": ("[/", "/]")}.get(kind, ("([", "])"))
        label = _escaped(_label(name, scene))
        lines.append(f'  {numbers[name]}{before}"{label}"{after}:::{kind}')
    edges = list(_edges(scenario))
    for source, target, label, _, timed in edges:
        lines.append(f"  {numbers[source]} {'-.->' if timed else '-->'}|{label}| {numbers[target]}")
    for number, (_, _, _, quality, _) in enumerate(edges):
        lines.append(f"  linkStyle {number} stroke:{_COLOURS[quality]}")
    lines += [f"  classDef {kind} fill:{fill},stroke:#555,color:#111" for kind, fill in _FILLS.items()]
    return "\n".join([*lines, ""])


def _kind(scene: Scene) -> Kind:
    if scene.ending:
        return scene.ending.kind
    return "words" if scene.words else "choices"


def _label(name: str, scene: Scene) -> str:
    return f"{name}\n{scene.title}"


def _edges(scenario: Scenario) -> Iterator[tuple[str, str, str, str, bool]]:
    """Give source, target, label, quality, and whether a timer takes it; conditions are not looked at."""
    for name, scene in scenario.scenes.items():
        timed = scene.timer.choice if scene.timer else None
        for move in scene.moves:
            for target in dict.fromkeys(route.go for route in move.go):
                yield name, target, move.id, move.quality, move.id == timed


def _escaped(text: str) -> str:
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), ("\n", "<br>")):
        text = text.replace(sign, code)
    return text


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
