from __future__ import annotations

import pytest

from groundrules.coach import advise
from groundrules.rehearsal import Case, Event, State, begin, read, samples, script, step
from groundrules.rehearsal.said import Said

LINES = script()
CASE = samples()["kitchen"]
OPENING = "In the last six weeks the phone rang thirteen times after eight in the evening."
FIRM = "I can hear that this is urgent for you. I won't take calls at night."
FIRM_TOO = "You are under pressure from above, I see that. I can't be there at night. What I can do is answer by 8:30."
CALM = (
    "Thank you for coming. I would like us to agree on what may ring at night.",
    FIRM,
    FIRM_TOO,
    "I understand that you need to be sure. What I can do is one list every morning. Will you confirm that by Friday?",
    "What happens on your side before you call?",
    "I see that it's hard. I won't pick up after eight.",
)
HOT = (
    "You never think before you call, and it's your fault.",
    "If you don't stop, I will go to your boss.",
    "That's your own fault.",
    "You never listen.",
    "No.",
    "You are to blame for all of it.",
)
MIXED = (
    "I think maybe we should talk about it.",
    "There were 13 calls in October.",
    "Did we agree on eight o'clock?",
    "I'm so sorry about that.",
    "Okay, just this once.",
    "Because our system was down we couldn't answer.",
)


def played(seed: int, answers: tuple[str, ...], case: Case = CASE) -> tuple[State, list[Event]]:
    state, first = begin(seed, case, LINES)
    events, before = [first], list[str]()
    for text in answers:
        state, event = step(state, read(text, advise(text, "no"), LINES, before), case, LINES)
        before.append(text)
        events.append(event)
        if state.ending:
            break
    return state, events


def answered(*signals: str, state: State, quote: str = "") -> tuple[State, Event]:
    said = Said("", frozenset(signals), dict.fromkeys(signals, quote))
    return step(state, said, CASE, LINES)


def at(openness: int, *pressed: str, seed: int = 0, round_: int = 1, firm: int = 0) -> State:
    return State(seed, openness, round=round_, pressed=pressed or ("guilt",), firm=firm)


@pytest.mark.parametrize("answers", [CALM, HOT, MIXED])
@pytest.mark.parametrize("first", [0, 3, 11])
def test_five_rehearsals_in_a_row_share_no_line(answers: tuple[str, ...], first: int) -> None:
    heard = [set(played(seed, answers)[0].lines) for seed in range(first, first + 5)]
    said = [{part for event in played(seed, answers)[1] for part in event.says} for seed in range(first, first + 5)]
    assert all(len(lines) > 4 for lines in heard)
    assert len(set.union(*heard)) == sum(len(lines) for lines in heard)
    assert len(set.union(*said)) == sum(len(lines) for lines in said)


def test_the_same_seed_and_answers_give_the_same_rehearsal() -> None:
    assert played(7, MIXED) == played(7, MIXED)


def test_other_answers_get_other_replies() -> None:
    calm, hot = played(2, CALM)[1], played(2, HOT)[1]
    assert calm[0] == hot[0]
    assert [event.reaction for event in calm[1:]] != [event.reaction for event in hot[1:]]


@pytest.mark.parametrize(
    ("signal", "openness", "reaction", "lines"),
    [
        ("hedge", 2, "hedge", "reaction/hedge/hard"),
        ("blame", 2, "blame", "reaction/blame/hard"),
        ("blame", 8, "blame", "reaction/blame/soft"),
        ("threat", 6, "threat", "reaction/threat/hard"),
        ("evidence", 1, "evidence", "reaction/evidence/hard"),
        ("evidence", 8, "evidence", "reaction/evidence/soft"),
        ("offer", 8, "offer", "reaction/offer/soft"),
        ("closed-question", 1, "question-closed", "reaction/question-closed/hard"),
        ("closed-question", 8, "question-closed", "reaction/question-closed/soft"),
        ("open-question", 5, "question-open", "kind/guilt/behind"),
        ("gives-in", 5, "gives-in", "reaction/gives-in/soft"),
    ],
)
def test_what_the_coach_found_decides_what_is_answered(signal: str, openness: int, reaction: str, lines: str) -> None:
    state, event = answered(signal, state=at(openness))
    assert event.reaction == reaction
    assert state.lines[0].rpartition(":")[0] == lines


def test_who_does_not_say_back_the_feeling_hears_it_again_and_no_new_pressure() -> None:
    state, event = answered(state=at(4, "urgency"))
    assert event.says == ("You don't seem to see it. I'm running, and nobody is running with me.",)
    assert (event.kind, state.pressed, state.openness) == ("", ("urgency",), 3)


def test_a_fact_without_an_ear_is_disputed_and_the_feeling_comes_again() -> None:
    _, event = answered("evidence", state=at(1, "urgency"), quote="“13 calls”")
    assert event.says == (
        "“13 calls”? Where do you get that from? I count differently.",
        "You don't seem to see it. I'm running, and nobody is running with me.",
    )


def test_a_hedge_is_quoted_back_as_a_maybe() -> None:
    said = read("Maybe we could move it.", advise("Maybe we could move it.", "no"), LINES)
    _, event = step(at(2), said, CASE, LINES)
    assert event.says[0] in {
        "“Maybe”? So that's a maybe. Good, then it's a yes.",
        LINES.pools["reaction/hedge/hard"][5],
    }


def test_a_firm_and_kind_no_meets_another_pressure_and_then_it_ends() -> None:
    state, event = answered("heard", "refusal", state=at(5, "guilt"))
    assert (event.reaction, event.kind != "guilt", state.firm) == ("firm", True, 1)
    state, event = answered("heard", "refusal", state=state)
    assert (event.reaction, event.kind, state.firm) == ("yields", "", 2)


@pytest.mark.parametrize("spoilt", ["hedge", "blame", "gives-in"])
def test_a_no_that_is_softened_or_sharp_is_not_firm(spoilt: str) -> None:
    state, _ = answered("heard", "refusal", spoilt, state=at(5))
    assert state.firm == 0


@pytest.mark.parametrize(
    ("state", "signals", "ending"),
    [
        (at(8, round_=2, firm=2), ("heard", "offer"), ""),
        (State(0, 8, round=3, pressed=("guilt",), firm=2, offered=True), ("commitment", "heard"), "agreed"),
        (State(0, 2, round=3, pressed=("guilt",)), ("blame",), "left"),
        (State(0, 5, round=3, pressed=("guilt",), gave=1), ("gives-in",), "gave-in"),
        (State(0, 6, round=5, pressed=("guilt",)), ("heard",), "time"),
        (State(0, 2, round=5, pressed=("guilt",)), ("evidence",), "stuck"),
    ],
)
def test_it_ends_after_four_to_six_rounds_by_what_was_done(state: State, signals: tuple[str, ...], ending: str) -> None:
    after, event = answered(*signals, state=state)
    assert after.ending == event.ending == ending


def test_nothing_is_answered_after_the_end() -> None:
    with pytest.raises(ValueError, match="is over"):
        answered("heard", state=State(0, 5, ending="stuck"))


@pytest.mark.parametrize("answers", [CALM, HOT, MIXED, ("a b c d",) * 6, ("",) * 6])
@pytest.mark.parametrize("seed", range(5))
def test_the_partner_always_has_something_to_say_and_fills_every_slot(answers: tuple[str, ...], seed: int) -> None:
    bare = Case(id="x", name="")
    state, events = played(seed, answers, bare)
    assert state.ending
    assert 4 <= state.round <= 6
    assert all(event.says and all(part and "{" not in part for part in event.says) for event in events)


def test_a_proposal_full_of_slots_and_lines_is_quoted_as_plain_words() -> None:
    case = Case(id="x", name="{quote}", proposal="{name}\n{red_line} \x00 " + "much " * 40)
    _, event = step(at(1, "guilt"), Said("", frozenset({"offer", "heard"}), {}), case, LINES)
    assert event.says[0] == (
        "“{name} {red_line} much much much much much much much much much much …”? "
        "That's half of what I need. Put something on top."
    ) or event.says[0] == LINES.pools["reaction/offer/hard"][5].replace("{concession}", "a bit of help on your side")


def test_a_state_survives_its_way_through_json() -> None:
    state, _ = played(3, MIXED)
    assert State.from_dict(state.as_dict()) == state


def test_who_is_warm_by_now_does_not_come_back_to_what_hurt() -> None:
    _, event = answered("closed-question", state=at(8, "guilt"))
    assert event.kind not in {"", "guilt"}
    _, event = answered("closed-question", state=at(7, "guilt"))
    assert event.says[1] in LINES.pools["kind/guilt/feeling"]
