"""The room: what happens, and what each one is told of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.errors import RoomError
from groundrules.workshop import event as happened
from groundrules.workshop.room import MOST_SEATS, Room, apply, fold, messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundrules.scenario.sheet import Sheet

SHEET: Sheet = json.loads((Path(__file__).parents[2] / "fixtures" / "little.sheet.json").read_text(encoding="utf-8"))
THREE: list[happened.Event] = [
    event for seat in "abc" for event in (happened.Joined(seat, f"Person {seat}"), happened.Came(seat))
]
VOTING: list[happened.Event] = [*THREE, happened.Opened(SHEET), happened.WentOn()]


def told(events: Sequence[happened.Event]) -> dict[tuple[str, str], dict[str, Any]]:
    """Give the newest message of each topic, by who gets it."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    room = Room()
    for event in events:
        room, heard = apply(room, event)
        found |= {(message.to, message.topic): message.body for message in heard}
    return found


def refused(events: Sequence[happened.Event], last: happened.Event) -> str:
    room = fold(events)
    with pytest.raises(RoomError) as caught:
        apply(room, last)
    return caught.value.what


def voted(*votes: tuple[str, str]) -> list[happened.Event]:
    return [happened.Voted(seat, 1, option) for seat, option in votes]


def test_a_vote_is_told_to_all_as_a_number_and_to_its_voter_as_it_is() -> None:
    found = told([*VOTING, *voted(("a", "snap"))])
    assert found["all", "tally"] == {"round": 1, "phase": "open", "voted": 1, "of": 3}
    assert found["a", "you"]["vote"] == "snap"
    assert found["b", "you"]["vote"] is None


def test_of_two_votes_the_last_one_before_the_close_counts_once() -> None:
    events = [*VOTING, *voted(("a", "snap"), ("a", "answer"), ("b", "answer")), happened.Closed()]
    assert told(events)["lead", "count"] == {"round": 1, "hands": {}, "counts": {"answer": 2}}
    assert refused(events, happened.Voted("a", 1, "snap")) == "This vote is closed."


def test_nobody_sees_the_distribution_while_votes_come_in_not_even_the_facilitator() -> None:
    found = told([*VOTING, *voted(("a", "snap"), ("b", "answer"))])
    assert "counts" not in found["all", "tally"]
    assert found["lead", "count"] == {"round": 1, "hands": {}}


def test_the_distribution_is_for_all_once_the_facilitator_says_so() -> None:
    events = [*VOTING, *voted(("a", "snap"), ("b", "answer")), happened.Closed()]
    assert "counts" not in told(events)["all", "tally"]
    shown = told([*events, happened.Shown()])["all", "tally"]
    assert shown == {"round": 1, "phase": "shown", "voted": 2, "of": 3, "counts": {"snap": 1, "answer": 1}}


def test_a_vote_for_an_earlier_scene_does_not_count_for_this_one() -> None:
    events = [*VOTING, *voted(("a", "snap")), happened.Played(), happened.WentOn()]
    assert refused(events, happened.Voted("b", 1, "snap")) == "This vote is closed."


def test_a_vote_for_a_move_that_is_not_offered_is_refused() -> None:
    assert refused(VOTING, happened.Voted("a", 1, "sign")) == "This move is not offered here."


def test_a_vote_of_nobody_is_refused() -> None:
    assert refused(VOTING, happened.Voted("z", 1, "snap")) == "This seat is not in the room."


def test_hands_that_were_counted_are_added_to_the_votes() -> None:
    found = told([*VOTING, *voted(("a", "snap")), happened.Counted("answer", 4), happened.Shown()])
    assert found["all", "tally"] == {
        "round": 1,
        "phase": "shown",
        "voted": 5,
        "of": 7,
        "counts": {"snap": 1, "answer": 4},
    }


def test_the_majoritys_move_is_played() -> None:
    events = [*VOTING, *voted(("a", "snap"), ("b", "answer"), ("c", "snap")), happened.Played()]
    stage = told(events)["all", "stage"]
    assert (stage["page"], stage["option"]["id"], stage["played"]["by"]) == ("outcome", "snap", "most")
    assert "counts" not in stage["played"]


def test_a_tie_is_the_facilitators_to_decide() -> None:
    events = [*VOTING, *voted(("a", "snap"), ("b", "answer"))]
    assert refused(events, happened.Played()) == "Two moves have the same number of votes."
    stage = told([*events, happened.Played("let-it-ring")])["all", "stage"]
    assert (stage["option"]["id"], stage["played"]["by"]) == ("let-it-ring", "lead")


def test_without_a_vote_there_is_no_majority() -> None:
    assert refused(VOTING, happened.Played()) == "Nobody has voted yet."


def test_the_path_not_taken_is_looked_at_and_left_again() -> None:
    events = [*VOTING, happened.Played("snap"), happened.Looked(0, "answer")]
    look = told(events)["all", "stage"]["look"]
    texts = told(events)["all", "stage"]["texts"]
    assert look["option"]["letter"] == "A"
    assert texts[look["result"]["then"][0][1]] == "He is glad. The soup goes cold."
    assert texts[look["leads"]] == "Two minutes by the van"
    assert told([*events, happened.Returned()])["all", "stage"]["look"] is None
    assert told([*events, happened.WentOn()])["all", "stage"]["look"] is None


def test_there_is_no_other_path_before_a_move_was_played() -> None:
    assert refused(VOTING, happened.Looked(0, "snap")) == "There is no other path to look at yet."


def test_one_step_back_gives_the_closed_vote_with_all_its_votes() -> None:
    events = [*VOTING, *voted(("a", "snap"), ("b", "snap")), happened.Played(), happened.WentBack()]
    found = told(events)
    assert found["all", "stage"]["page"] == "vote"
    assert found["all", "tally"] == {"round": 1, "phase": "closed", "voted": 2, "of": 3}
    again = told([*events, happened.Reopened(), happened.Voted("c", 1, "answer"), happened.Closed()])
    assert again["lead", "count"]["counts"] == {"snap": 2, "answer": 1}


def test_back_from_a_scene_leads_to_the_consequence_before_it_and_at_last_to_the_case() -> None:
    events = [*VOTING, happened.Played("snap"), happened.WentOn()]
    pages = []
    for _ in range(3):
        events = [*events, happened.WentBack()]
        pages.append(told(events)["all", "stage"]["page"])
    assert pages == ["outcome", "vote", "case"]
    assert refused(events, happened.WentBack()) == "This is the beginning."


def test_ready_phrasings_are_voted_on_where_the_learner_would_speak() -> None:
    events = [*VOTING, happened.Played("answer"), happened.WentOn()]
    stage = told(events)["all", "stage"]
    assert [(each["id"], each["said"]) for each in stage["options"]] == [
        ("clear", True),
        ("soft", True),
        ("sharp", True),
    ]
    events = [*events, happened.Voted("a", 2, "clear"), happened.Played(), happened.WentOn()]
    end = told(events)["all", "stage"]
    assert (end["page"], end["texts"][end["ending"]["title"]]) == ("end", "A rule for two")
    assert [step["played"] for step in end["path"]] == ["answer", "clear"]


def test_what_a_person_wants_is_told_only_at_the_end() -> None:
    assert told(VOTING)["all", "stage"]["people"] == {"omar": {"name": "Omar Haddad", "role": "driver"}}
    events = [*VOTING, happened.Played("answer"), happened.WentOn(), happened.Played("clear"), happened.WentOn()]
    assert told(events)["all", "stage"]["people"]["omar"]["wants"].startswith("to know before he leaves")


def test_a_scene_tells_nothing_of_what_its_moves_lead_to() -> None:
    texts = " ".join(told(VOTING)["all", "stage"]["texts"])
    assert "Let it ring, and note the time." in texts
    assert "The soup goes cold" not in texts
    assert "quarrel" not in texts


def test_a_late_joiner_is_told_all_that_the_others_know() -> None:
    room = fold([*VOTING, *voted(("a", "snap")), happened.Joined("d", "Dita")])
    heard = {(message.to, message.topic): message.body for message in messages(room)}
    assert heard["all", "tally"]["voted"] == 1
    assert heard["all", "stage"]["page"] == "vote"
    assert heard["d", "you"]["name"] == "Dita"
    assert heard["d", "you"]["vote"] is None


def test_who_comes_back_finds_their_vote_again() -> None:
    room = fold([*VOTING, *voted(("a", "snap")), happened.Left("a"), happened.Came("a")])
    heard = {(message.to, message.topic): message.body for message in messages(room)}
    assert heard["a", "you"]["vote"] == "snap"
    assert heard["all", "tally"] == {"round": 1, "phase": "open", "voted": 1, "of": 3}


def test_who_only_watches_is_not_counted_and_takes_back_their_vote() -> None:
    events = [*VOTING, *voted(("a", "snap")), happened.Watched("a", on=True)]
    assert told(events)["all", "tally"] == {"round": 1, "phase": "open", "voted": 0, "of": 2}
    assert refused(events, happened.Voted("a", 1, "snap")) == "You are only watching."


def test_a_seat_that_is_removed_takes_its_open_vote_and_its_words_along() -> None:
    events = [*VOTING, *voted(("a", "snap")), happened.Quoted("a", 0, "I would ring back."), happened.Removed("a")]
    found = told(events)
    assert found["all", "tally"] == {"round": 1, "phase": "open", "voted": 0, "of": 2}
    assert found["lead", "desk"]["quotes"] == []
    assert [seat["name"] for seat in found["lead", "desk"]["seats"]] == ["Person b", "Person c"]


def test_a_full_room_takes_nobody_else() -> None:
    events = [happened.Joined(str(number), "N") for number in range(MOST_SEATS)]
    assert refused(events, happened.Joined("late", "Late")) == "The room is full."


def test_a_closed_door_keeps_new_people_out_and_nobody_in_the_room() -> None:
    events = [*VOTING, happened.DoorSet(open=False)]
    assert refused(events, happened.Joined("d", "Dita")) == "The room is closed to new people."
    assert told([*events, *voted(("a", "snap"))])["all", "tally"]["voted"] == 1


def test_words_reach_the_facilitator_without_a_name_and_the_screen_only_when_they_are_picked() -> None:
    events = [*VOTING, happened.Quoted("a", 1, "I would ring back."), happened.Quoted("b", 0, "He is afraid.")]
    found = told(events)
    assert found["lead", "desk"]["quotes"] == [
        {"id": "2", "question": 0, "text": "He is afraid.", "shown": False},
        {"id": "1", "question": 1, "text": "I would ring back.", "shown": False},
    ]
    assert found["all", "quotes"] == {"quotes": []}
    picked = told([*events, happened.Picked("1", on=True)])
    assert picked["all", "quotes"] == {"quotes": [{"question": 1, "text": "I would ring back."}]}
    withdrawn = told([*events, happened.Picked("1", on=True), happened.Withdrawn("a", 1)])
    assert withdrawn["all", "quotes"] == {"quotes": []}


def test_words_said_anew_replace_the_earlier_ones_and_are_not_yet_shown() -> None:
    events = [
        *VOTING,
        happened.Quoted("a", 0, "First."),
        happened.Picked("1", on=True),
        happened.Quoted("a", 0, "Second."),
    ]
    found = told(events)
    assert found["all", "quotes"] == {"quotes": []}
    assert found["a", "you"]["quotes"] == {"0": "Second."}


def test_the_words_about_one_scenario_are_gone_with_the_next() -> None:
    events = [*VOTING, happened.Quoted("a", 0, "He is afraid."), happened.Opened(SHEET)]
    assert told(events)["lead", "desk"]["quotes"] == []


def test_each_of_a_pair_has_their_own_card_and_never_the_others_secret() -> None:
    found = told([*VOTING, happened.Paired(SHEET, "omar", ("b", "a", "c"))])
    first, second, third = (found[seat, "you"]["card"] for seat in "bac")
    assert (first["part"], second["part"], third["part"]) == ("you", "other", "watch")
    assert second["wants"] == "to know before he leaves whether the load is ready"
    assert "to know before he leaves" not in json.dumps([first, third])
    assert first["with"] == ["Person a", "Person c"]


def test_cards_change_hands() -> None:
    found = told([*VOTING, happened.Removed("c"), happened.Paired(SHEET, "omar", ("a", "b")), happened.Swapped()])
    assert (found["a", "you"]["card"]["part"], found["b", "you"]["card"]["part"]) == ("other", "you")


def test_a_pair_that_is_through_is_known_by_both_and_by_the_facilitator() -> None:
    found = told([*VOTING, happened.Paired(SHEET, "omar", ("a", "b", "c")), happened.Finished("b", on=True)])
    assert found["a", "you"]["card"]["done"] is True
    assert found["lead", "desk"]["pairs"] == {
        "title": "The loading dock",
        "person": "Omar Haddad",
        "pairs": [{"names": ["Person a", "Person b", "Person c"], "done": True}],
    }


def test_nobody_is_paired_who_only_watches_and_one_alone_is_no_pair() -> None:
    events = [*VOTING, happened.Watched("a", on=True), happened.Watched("b", on=True)]
    assert refused(events, happened.Paired(SHEET, "omar", ("a", "b", "c"))) == "There are not two people to pair."


def test_turning_points_are_the_scenes_where_most_votes_went_to_a_move_from_which_things_turn() -> None:
    events = [*VOTING, *voted(("a", "snap"), ("b", "snap"), ("c", "answer")), happened.Played()]
    assert told(events)["lead", "desk"]["turns"] == [
        {"scenario": "The loading dock", "scene": "The phone, again", "votes": 3, "turning": 2, "others": 1}
    ]
    assert told([*events, happened.WentBack()])["lead", "desk"]["turns"] == []


def test_how_far_somebody_came_alone_is_known_only_when_they_say_so() -> None:
    plays = (happened.Attempt("the-2am-call", 1, 4, ended=False),)
    seats = told([*THREE, happened.Reported("a", "05", plays), happened.Stuck("b", on=True)])["lead", "desk"]["seats"]
    assert [(seat["lesson"], seat["plays"], seat["stuck"]) for seat in seats] == [
        ("05", [["the-2am-call", 1, 4, False]], False),
        ("", [], True),
        ("", [], False),
    ]


def test_playing_a_scenario_again_is_another_attempt_and_so_is_going_back() -> None:
    room = fold([*VOTING, happened.Played("snap"), happened.WentBack()])
    assert room.story
    assert room.story.attempt == 2
    again = fold([*VOTING, happened.Played("snap"), happened.WentBack(), happened.Opened(SHEET)])
    assert again.story
    assert again.story.attempt == 3


@pytest.mark.parametrize(
    "event",
    [happened.WentOn(), happened.Closed(), happened.Played("snap"), happened.Looked(0, "snap"), happened.Ended()],
)
def test_without_a_scenario_there_is_nothing_to_step(event: happened.Event) -> None:
    assert refused(THREE, event) == "No scenario is open."


def test_what_is_refused_changes_nothing() -> None:
    room = fold(VOTING)
    before = room
    with pytest.raises(RoomError):
        apply(room, happened.Counted("answer", -1))
    assert room == before


def test_every_body_is_ready_for_json() -> None:
    events = [
        *VOTING,
        happened.Paired(SHEET, "omar", ("a", "b", "c")),
        happened.Played("snap"),
        happened.Looked(0, "answer"),
    ]
    assert json.loads(json.dumps([message.body for message in messages(fold(events))]))


def test_a_scene_s_clock_runs_when_the_facilitator_says_so_and_is_put_away_with_the_vote() -> None:
    assert told(VOTING)["all", "stage"]["seconds"] == 60
    assert "ends" not in told(VOTING)["all", "tally"]
    running = [*VOTING, happened.Timed(1000.0)]
    assert told(running)["all", "tally"] == {"round": 1, "phase": "open", "voted": 0, "of": 3, "ends": 1060.0}
    assert "ends" not in told([*running, happened.Timed(None)])["all", "tally"]
    assert "ends" not in told([*running, happened.Closed(), happened.Reopened()])["all", "tally"]
    assert refused([*running, happened.Closed()], happened.Timed(1.0)) == "There is no clock here."


def test_a_scene_without_a_clock_starts_none() -> None:
    events = [*VOTING, happened.Played("answer"), happened.WentOn()]
    assert told(events)["all", "stage"]["seconds"] is None
    assert refused(events, happened.Timed(1.0)) == "There is no clock here."
