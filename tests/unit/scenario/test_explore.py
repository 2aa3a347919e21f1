"""The play sheet: every scene in every state that can be reached."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.errors import ContentError
from groundrules.scenario import encode, explore
from groundrules.scenario.condition import parse
from groundrules.scenario.model import Move, Scenario
from groundrules.scenario.sheet import Sheet, edges, find

WHENS = ["a >= 2", "a < 2", "b == 1", "f", "not f", "m == 'x'", "m != 'x' or f"]


def test_a_node_shows_its_scene_in_its_state(sheet: Sheet) -> None:
    texts = sheet["texts"]
    node = sheet["nodes"][0]
    assert node == {
        "scene": "noon",
        "at": texts.index("Monday, 12:03"),
        "title": texts.index("The phone, again"),
        "moment": "diagnose",
        "body": [
            [None, texts.index("The soup is still too hot. The phone is not.")],
            ["omar", texts.index("Is it ready? I am at the gate in ten minutes.")],
        ],
        "meters": [5, 3],
        "choices": [[0, 1], [1, 2], [2, 3]],
        "timer": {"seconds": 60, "choice": 2, "says": texts.index("The phone stops.")},
    }


def test_a_move_keeps_all_that_the_player_tells_of_it(sheet: Sheet) -> None:
    texts = sheet["texts"]
    assert sheet["moves"][1] == {
        "id": "snap",
        "text": texts.index("Tell him that this is lunchtime and hang up."),
        "then": [[None, texts.index("The line is quiet before you have finished.")], ["omar", texts.index("Fine.")]],
        "why": texts.index("He never heard a rule; he hears only that you are angry."),
        "trade": None,
        "move": "attack",
        "quality": "weak",
        "points": ["A04"],
        "turning": True,
    }


def test_the_learners_words_lead_on_by_the_set_of_their_tags(sheet: Sheet) -> None:
    words = next(node["words"] for node in sheet["nodes"] if "words" in node)
    led = [sheet["moves"][move]["id"] for move, _ in words["by_mask"]]
    assert words["tags"] == ["evidence", "proposal", "blame"]
    assert led == ["lost", "lost", "half", "agreed", "lost", "lost", "half", "half"]
    assert [(ready["id"], ready["mask"]) for ready in words["ready"]] == [("clear", 3), ("soft", 2), ("sharp", 4)]


def test_the_way_on_depends_on_the_state_after_the_move(sheet: Sheet) -> None:
    ends = {}
    for node in sheet["nodes"]:
        for move, target in edges(node):
            if sheet["moves"][move]["id"] == "half":
                ends[tuple(node["meters"])] = sheet["nodes"][target]["scene"]
    assert ends == {(6, 2): "favour", (4, 4): "rule", (4, 3): "favour"}


def test_lines_are_shown_only_where_their_condition_holds(sheet: Sheet) -> None:
    coffee = sheet["texts"].index("He has brought two coffees.")
    shown = [(node["meters"], [None, coffee] in node["body"]) for node in sheet["nodes"] if node["scene"] == "talk"]
    assert shown == [([6, 2], False), ([4, 4], False), ([4, 3], True)]


def test_meters_stop_at_their_ends(changed: Callable[..., Scenario]) -> None:
    sheet = explore(changed(("effects: {trust: -3, boundary: +1, ", "effects: {trust: -30, boundary: +30, ")))
    assert [node["meters"] for node in sheet["nodes"] if node["scene"] == "cold"] == [[0, 10]]


def test_a_choice_is_offered_only_where_its_condition_holds(changed: Callable[..., Scenario]) -> None:
    sheet = explore(changed(("      - id: sign\n", "      - id: sign\n        when: trust > 2\n")))
    offered = [[sheet["moves"][m]["id"] for m, _ in edges(node)] for node in sheet["nodes"] if node["scene"] == "cold"]
    assert offered == [["own-it"]]


def test_a_fact_that_nothing_ahead_reads_is_forgotten(changed: Callable[..., Scenario]) -> None:
    same = ("effects: {trust: +1, boundary: -1, channel: phone}", "effects: {trust: -1, boundary: +1, channel: phone}")
    unread = ('{when: channel == "mail", text: At noon it', "{text: At noon it")
    remembered, forgotten = explore(changed(same)), explore(changed(same, unread))
    assert [sum(n["scene"] == "talk" for n in sheet["nodes"]) for sheet in (remembered, forgotten)] == [3, 2]


def test_the_same_scenario_gives_the_same_bytes_and_another_text_another_hash(
    changed: Callable[..., Scenario], sheet: Sheet
) -> None:
    assert encode(explore(changed())) == encode(sheet)
    assert explore(changed(("Lunch.,", "A lunch.,")))["hash"] != sheet["hash"]


def test_the_experts_path_is_walked_as_far_as_it_leads(changed: Callable[..., Scenario], sheet: Sheet) -> None:
    assert sheet["expert"]["path"] == [[0, "let-it-ring"], [3, "agreed"]]
    assert explore(changed(("[let-it-ring, agreed]", "[snap, agreed]")))["expert"]["path"] == [[0, "snap"]]


def test_too_many_nodes_name_what_multiplies(little: Scenario) -> None:
    with pytest.raises(ContentError) as caught:
        explore(little, most_nodes=12)
    assert caught.value.what == "The scenario “little” is too large. It has more than 12 nodes (a scene in a state)."
    assert [fault.what for fault in caught.value.faults] == [
        "“talk” is met in 3 states; boundary 3 values, trust 2, apologised 2, channel 2; 8 sets of tags in each.",
        "“silence” is met in 3 states; boundary 3 values, trust 2.",
        "“rule” is met in 3 states; trust 2 values, boundary 2, channel 2.",
    ]
    assert caught.value.faults[0].where.startswith("little.yaml:")


def test_too_many_bytes_name_what_multiplies(little: Scenario) -> None:
    with pytest.raises(ContentError, match=r"Its play sheet has [\d,]+ bytes; the most is 5,000\."):
        explore(little, most_bytes=5_000)


def _mapping_of(draw: st.DrawFn, scenes: list[str], index: int) -> dict[str, Any]:
    """Draw a scene that has choices, its own words, or an ending."""
    whens = st.none() | st.sampled_from(WHENS)

    def move(name: str, when: str | None) -> dict[str, Any]:
        ways: list[dict[str, Any]] = [{"go": draw(st.sampled_from(scenes))}]
        if draw(st.booleans()):
            ways.insert(0, {"when": draw(st.sampled_from(WHENS)), "go": draw(st.sampled_from(scenes))})
        effects: dict[str, Any] = {"a": draw(st.integers(-2, 2)), "b": draw(st.integers(-1, 1))}
        if draw(st.booleans()):
            effects |= {"f": draw(st.booleans()), "m": draw(st.sampled_from(["x", "y"]))}
        then = [{"text": f"Then {name}."}, {"text": f"And {name}.", "when": draw(whens)}]
        same = {"move": "wait", "quality": "strong", "then": then, "why": "Because.", "effects": effects, "go": ways}
        return {"id": name, "when": when, **same}

    scene: dict[str, Any] = {
        "title": scenes[index],
        "body": [{"text": "Always."}, {"text": "Sometimes.", "when": draw(whens)}],
    }
    kind = draw(st.sampled_from(["choices", "words", "ending"])) if index else "choices"
    if kind == "choices":
        count = draw(st.integers(1, 3))
        scene["choices"] = [{**move(f"c{n}", draw(whens) if n else None), "text": f"Choice {n}."} for n in range(count)]
    elif kind == "words":
        ready = [{"id": "r0", "text": "One.", "tags": ["s"]}, {"id": "r1", "text": "Two.", "tags": []}]
        rungs = [move("o0", draw(st.sampled_from(["s and t", "s or a > 1", "not t"]))), move("o1", None)]
        scene["words"] = {"prompt": "Say.", "kind": "opening", "tags": ["s", "t"], "ready": ready, "outcomes": rungs}
    else:
        scene["ending"] = {"title": "The end.", "kind": "good", "price": "Much.", "gained": "More."}
    return scene


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a small scenario that may loop, get stuck or end."""
    names = [f"s{number}" for number in range(draw(st.integers(2, 5)))]
    meter = {"start": 1, "min": 0, "max": 3, "label": "Meter", "about": "A number."}
    return Scenario.model_validate(
        {
            "id": "drawn",
            "title": "Drawn",
            "summary": "Drawn by chance.",
            "version": 1,
            "minutes": 1,
            "points": ["A01"],
            "case": "A case.",
            "you": {"role": "somebody"},
            "meters": {"a": meter, "b": {**meter, "max": 2}},
            "facts": {"f": False, "m": ["x", "y"]},
            "start": "s0",
            "scenes": {name: _mapping_of(draw, names, number) for number, name in enumerate(names)},
            "expert": {"path": ["c0"], "why": "It leads on."},
            "debrief": {"questions": ["One?", "Two?"], "transfer": "Whom?"},
        }
    )


class Told:
    """The scenario played by its rules alone, with nothing merged: what the sheet must agree with."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.scene = scenario, scenario.start
        self.state: dict[str, Any] = {"a": 1, "b": 1, "f": False, "m": "x"}

    def holds(self, when: str | None, more: Mapping[str, bool]) -> bool:
        return when is None or parse(when).holds({**self.state, **more})

    def offered(self, mask: int) -> Iterator[Move]:
        scene = self.scenario.scenes[self.scene]
        tags = {tag: bool(mask >> bit & 1) for bit, tag in enumerate(scene.words.tags if scene.words else [])}
        fitting = (move for move in scene.moves if self.holds(move.when, tags))
        yield from [next(fitting)] if scene.words else fitting

    def body(self) -> list[str]:
        return [line.text for line in self.scenario.scenes[self.scene].body if self.holds(line.when, {})]

    def take(self, move: Move) -> list[str]:
        for name, effect in move.effects.items():
            if name in self.scenario.meters:
                meter = self.scenario.meters[name]
                self.state[name] = max(meter.min, min(meter.max, self.state[name] + effect))
            else:
                self.state[name] = effect
        self.scene = next(way.go for way in move.go if self.holds(way.when, {}))
        return [line.text for line in move.then if self.holds(line.when, {})]


@given(scenarios(), st.lists(st.integers(0, 11), max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_walk_on_the_sheet_is_the_story_that_the_rules_tell(scenario: Scenario, picks: list[int]) -> None:
    sheet = explore(scenario)
    texts, here, told = sheet["texts"], sheet["start"], Told(scenario)
    for pick in picks:
        node = sheet["nodes"][here]
        assert node["scene"] == told.scene
        assert node["meters"] == [told.state["a"], told.state["b"]]
        assert [texts[text] for _, text in node["body"]] == told.body()
        mask = pick % 4
        expected = list(told.offered(mask))
        ways = [node["words"]["by_mask"][mask]] if "words" in node else node.get("choices", [])
        assert [sheet["moves"][move]["id"] for move, _ in ways] == [move.id for move in expected]
        if not ways:
            break
        index, here = ways[pick % len(ways)]
        assert [texts[text] for _, text in sheet["moves"][index]["then"]] == told.take(expected[pick % len(ways)])


def test_an_edge_is_found_by_the_id_of_its_move(sheet: Sheet) -> None:
    assert find(sheet, 0, "snap") == [1, 2]
    assert find(sheet, 0, "own-it") is None
