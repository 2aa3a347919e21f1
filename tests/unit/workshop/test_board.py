"""What everybody is to know: the newest of each topic, for those whom it is meant for."""

from groundrules.workshop.board import Board
from groundrules.workshop.room import Message


def test_whoever_comes_late_gets_the_newest_of_each_topic_in_the_order_in_which_it_came() -> None:
    board = Board()
    board.put([Message("all", "tally", {"voted": 1}), Message("all", "room", {"here": 2})])
    board.put([Message("all", "tally", {"voted": 2}), Message("a", "you", {"vote": "x"}), Message("b", "you", {})])
    assert board.news(("all", "a"), 0) == [
        '{"topic":"room","body":{"here":2}}',
        '{"topic":"tally","body":{"voted":2}}',
        '{"topic":"you","body":{"vote":"x"}}',
    ]


def test_whoever_was_there_gets_only_what_is_new() -> None:
    board = Board()
    board.put([Message("all", "tally", {"voted": 1}), Message("all", "room", {"here": 2})])
    seen = board.version
    board.put([Message("all", "tally", {"voted": 1}), Message("all", "room", {"here": 3})])
    assert board.news(("all",), seen) == ['{"topic":"room","body":{"here":3}}']


def test_what_was_meant_for_a_seat_goes_with_it() -> None:
    board = Board()
    board.put([Message("a", "you", {"card": "secret"})])
    board.forget("a")
    assert board.news(("all", "a"), 0) == []
