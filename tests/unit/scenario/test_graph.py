"""A scenario as a picture."""

from collections.abc import Callable

from groundrules.scenario.graph import dot, mermaid
from groundrules.scenario.model import Scenario


def test_the_picture_in_mermaid_has_every_scene_and_every_way(little: Scenario) -> None:
    assert (
        mermaid(little)
        == """\
flowchart TD
  s0["noon<br>The phone, again"]:::choices
  s1["cold<br>At the gate"]:::choices
  s2[/"talk<br>Two minutes by the van"/]:::words
  s3(["rule<br>Eleven o'clock"]):::good
  s4(["favour<br>Five past"]):::good
  s5(["silence<br>Another driver"]):::bad
  s0 -->|answer| s2
  s0 -->|snap| s1
  s0 -.->|let-it-ring| s2
  s1 -->|own-it| s2
  s1 -->|sign| s5
  s2 -->|agreed| s3
  s2 -->|half| s3
  s2 -->|half| s4
  s2 -->|lost| s5
  linkStyle 0 stroke:#b35806
  linkStyle 1 stroke:#a50026
  linkStyle 2 stroke:#b35806
  linkStyle 3 stroke:#1b7837
  linkStyle 4 stroke:#a50026
  linkStyle 5 stroke:#1b7837
  linkStyle 6 stroke:#b35806
  linkStyle 7 stroke:#b35806
  linkStyle 8 stroke:#a50026
  classDef choices fill:#ffffff,stroke:#555,color:#111
  classDef words fill:#e8eefc,stroke:#555,color:#111
  classDef good fill:#d9f0d3,stroke:#555,color:#111
  classDef mixed fill:#fee8c8,stroke:#555,color:#111
  classDef bad fill:#f8d7da,stroke:#555,color:#111
"""
    )


def test_the_picture_for_graphviz_marks_the_start_the_timer_and_the_quality(little: Scenario) -> None:
    lines = dot(little).splitlines()
    assert lines[0] == "digraph scenario {"
    assert lines[3:5] == [
        r'  "noon" [label="noon\nThe phone, again", fillcolor="#ffffff", peripheries=2];',
        r'  "cold" [label="cold\nAt the gate", fillcolor="#ffffff"];',
    ]
    assert lines[10:12] == [
        '  "noon" -> "cold" [label="snap", color="#a50026"];',
        '  "noon" -> "talk" [label="let-it-ring", color="#b35806", style=dashed];',
    ]
    assert lines[-1] == "}"


def test_signs_with_a_meaning_are_escaped(changed: Callable[..., Scenario]) -> None:
    scenario = changed(("title: At the gate", 'title: "A \\"gate\\" <#1> \\\\"'))
    assert r"""  "cold" [label="cold\nA \"gate\" <#1> \\", fillcolor="#ffffff"];""" in dot(scenario).splitlines()
    assert r'  s1["cold<br>A #quot;gate#quot; #lt;#35;1> \"]:::choices' in mermaid(scenario).splitlines()
