"""A scenario that a room steps through together: where it stands, the vote on the next move, and the way there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from groundrules.errors import RoomError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundrules.scenario.sheet import MoveEntry, Node, Sheet

LETTERS = "ABCDEFGH"
MOST_HANDS = 1000


@dataclass(frozen=True, slots=True)
class Option:
    """One of the moves that are voted on.

    Attributes:
        id: of the choice, or of the ready phrasing.
        letter: as on the voting cards.
        text: an index into the sheet's texts.
        said: whether it is something to say.
        move: an index into the sheet's moves.
        next: the node that it leads to.
    """

    id: str
    letter: str
    text: int
    said: bool
    move: int
    next: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes on one move.

    Attributes:
        round: its number in the room; a vote that was meant for another one does not count.
        phase: open, closed, or shown (closed, with the distribution for all to see).
        votes: the last one of each seat.
        hands: what the facilitator counted, by option.
        ends: when the scene's clock has run down, in seconds since 1970; None where it does not run.
    """

    round: int
    phase: str = "open"
    votes: Mapping[str, str] = field(default_factory=dict)
    hands: Mapping[str, int] = field(default_factory=dict)
    ends: float | None = None

    def counts(self) -> Counter[str]:
        """Give how many are for each option, hands included."""
        return Counter(self.votes.values()) + Counter(self.hands)


@dataclass(frozen=True, slots=True)
class Step:
    """A move that was played.

    Attributes:
        node: where.
        option: which one.
        ballot: the votes before it.
        by: most, where the room's majority chose it, else lead.
    """

    node: int
    option: Option
    ballot: Ballot
    by: str


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario in a room.

    Attributes:
        sheet: its play sheet.
        attempt: counted from 1; going back over a move that was played begins the next one.
        page: case, vote, outcome (of the last move) or end.
        path: the moves that were played.
        ballot: the vote, on the page of that name.
        look: the path not taken that is looked at: a step of the path, and an option there.
    """

    sheet: Sheet
    attempt: int = 1
    page: str = "case"
    path: tuple[Step, ...] = ()
    ballot: Ballot | None = None
    look: tuple[int, Option] | None = None

    @property
    def at(self) -> int:
        """Give the node that the path has led to."""
        return self.path[-1].option.next if self.path else self.sheet["start"]

    @property
    def node(self) -> Node:
        """Give that node itself."""
        return self.sheet["nodes"][self.at]

    def move(self, option: Option) -> MoveEntry:
        """Give the move of an option."""
        return self.sheet["moves"][option.move]

    def options(self) -> list[Option]:
        """Give what can be voted on where the story stands."""
        return options(self.sheet, self.at)


def options(sheet: Sheet, at: int) -> list[Option]:
    """Give the moves at a node: its choices, or the ready phrasings where the learner would speak."""
    node = sheet["nodes"][at]
    if "words" in node:
        words = node["words"]
        found = [(each["id"], each["text"], words["by_mask"][each["mask"]]) for each in words["ready"]]
    else:
        edges = [(sheet["moves"][edge[0]], edge) for edge in node.get("choices", [])]
        found = [(move["id"], move["text"] or 0, edge) for move, edge in edges]
    return [
        Option(name, LETTERS[number], text, "words" in node, edge[0], edge[1])
        for number, (name, text, edge) in enumerate(found[: len(LETTERS)])
    ]


def go_on(story: Story, number: int) -> Story:
    """Go from the case or a consequence to the next scene, whose ballot gets this number, or to the end."""
    if story.page not in {"case", "outcome"}:
        raise RoomError("There is nothing to go on to.", remedy="Play a move first.")
    if "ending" in story.node:
        return replace(story, page="end", look=None)
    return replace(story, page="vote", ballot=Ballot(number), look=None)


def go_back(story: Story) -> Story:
    """Go one page back; a move that was played is taken back, and its votes are there again."""
    if story.page == "outcome":
        last = story.path[-1]
        ballot = replace(last.ballot, phase="shown" if last.ballot.phase == "shown" else "closed")
        path = story.path[:-1]
        return replace(story, page="vote", path=path, ballot=ballot, look=None, attempt=story.attempt + 1)
    if story.page == "case":
        raise RoomError("This is the beginning.", remedy="Go on, or open another scenario.")
    return replace(story, page="outcome" if story.path else "case", ballot=None, look=None)


def vote(story: Story, seat: str, number: int, option: str) -> Story:
    """Take a vote; the last one of a seat counts.

    Raises:
        RoomError: the ballot is closed or another one, or the move is not offered.
    """
    ballot = story.ballot
    if ballot is None or ballot.round != number or ballot.phase != "open":
        raise RoomError("This vote is closed.", remedy="Wait for the next one.")
    find(story, option)
    return replace(story, ballot=replace(ballot, votes={**ballot.votes, seat: option}))


def unvote(story: Story, seat: str) -> Story:
    """Leave a seat's vote out of the ballot that is open."""
    if story.ballot is None or story.ballot.phase != "open":
        return story
    votes = {name: option for name, option in story.ballot.votes.items() if name != seat}
    return replace(story, ballot=replace(story.ballot, votes=votes))


def count(story: Story, option: str, number: int) -> Story:
    """Note how many hands were up for a move."""
    find(story, option)
    if not 0 <= number <= MOST_HANDS:
        raise RoomError(f"That is no number between 0 and {MOST_HANDS}.", remedy="Count again.")
    ballot = voting(story)
    return replace(story, ballot=replace(ballot, hands={**ballot.hands, option: number}))


def set_phase(story: Story, phase: str) -> Story:
    """Open, close or show the vote; a clock that runs is put away."""
    return replace(story, ballot=replace(voting(story), phase=phase, ends=None))


def set_clock(story: Story, now: float | None) -> Story:
    """Let the scene's clock run from now; None stops it. When it has run down, the facilitator decides.

    Raises:
        RoomError: the scene has no clock, or its vote is not open.
    """
    ballot = voting(story)
    if "timer" not in story.node or ballot.phase != "open":
        raise RoomError("There is no clock here.", remedy="Go on without one.")
    return replace(story, ballot=replace(ballot, ends=None if now is None else now + story.node["timer"]["seconds"]))


def play(story: Story, option: str | None) -> Story:
    """Play a move; None plays the one with most votes.

    Raises:
        RoomError: there is no vote now, no such move, or no majority.
    """
    ballot = voting(story)
    chosen = find(story, option or majority(ballot))
    ballot = replace(ballot, phase="shown" if ballot.phase == "shown" else "closed")
    step = Step(story.at, chosen, ballot, "lead" if option else "most")
    return replace(story, page="outcome", path=(*story.path, step), ballot=None)


def majority(ballot: Ballot) -> str:
    """Give the option with most votes.

    Raises:
        RoomError: nobody has voted, or two are level.
    """
    first = ballot.counts().most_common(2)
    if not first:
        raise RoomError("Nobody has voted yet.", remedy="Wait for votes, or play a move of your choice.")
    if len(first) > 1 and first[0][1] == first[1][1]:
        raise RoomError("Two moves have the same number of votes.", remedy="Play one of them, or vote again.")
    return first[0][0]


def look(story: Story, step: int, option: str) -> Story:
    """Look at what another move would have led to, at a step that was played."""
    if story.page not in {"outcome", "end"} or not 0 <= step < len(story.path):
        raise RoomError("There is no other path to look at yet.", remedy="Play a move first.")
    offered = options(story.sheet, story.path[step].node)
    return replace(story, look=(step, _among(offered, option)))


def find(story: Story, option: str) -> Option:
    """Give the option of that id where the story stands."""
    return _among(story.options() if story.page == "vote" else [], option)


def voting(story: Story) -> Ballot:
    """Give the ballot."""
    if story.ballot is None:
        raise RoomError("There is no vote just now.", remedy="Go on to the next scene first.")
    return story.ballot


def _among(offered: list[Option], option: str) -> Option:
    for each in offered:
        if each.id == option:
            return each
    raise RoomError("This move is not offered here.", remedy="Take one of those that are shown.")
