"""Who may come into a room: the join word, the secret of each seat, and patience with wrong words that runs out."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.errors import RoomError

if TYPE_CHECKING:
    from collections.abc import Callable

_EASY = (  # to say and to spell
    "amber apple arrow autumn bamboo basil beach birch bread bridge bronze candle canyon cedar cherry clay cloud "
    "clover cobalt copper coral cotton dune eagle ember falcon fern field flint forest garden ginger glacier "
    "granite harbour hazel heron honey island ivory jasmine juniper kettle lagoon lantern laurel lemon lilac linen "
    "lotus maple marble meadow melon mint mirror moss mountain nectar olive onyx orange orchard otter paper pebble "
    "pepper pine planet plum pond poppy prairie quartz quill rabbit raven reed ribbon river robin rose saffron sail "
    "sand shell silver sparrow spring spruce stone summer sunset tea thistle thunder tiger timber tulip valley "
    "velvet violet walnut water willow winter"
)
WORDS = _EASY.split()
WRONG = 8  # wrong words from one address in a minute
MINUTE = 60.0
ADDRESSES = 2000  # that are remembered


class WrongWordError(RoomError):
    """The join word is not this room's."""


class TooOftenError(RoomError):
    """Too many wrong words came from one address; it has to wait."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody whose secret was right.

    Attributes:
        part: lead, screen or seat.
        seat: of a participant.
    """

    part: str
    seat: str = ""


def make_word() -> str:
    """Make a join word that is easy to say and to type: two words and a number."""
    first, second = secrets.SystemRandom().sample(WORDS, 2)
    return f"{first}-{second}-{secrets.randbelow(90) + 10}"


class Gate:
    """The secrets of one room.

    Attributes:
        word: the join word, for everybody in the room.
        lead: the facilitator's secret.
        screen: the secret of the projector's page, which can change nothing.
    """

    def __init__(self, word: str, clock: Callable[[], float]) -> None:
        self.word = word
        self.lead, self.screen = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self._clock = clock
        self._seats: dict[bytes, str] = {}
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def check_word(self, word: str, address: str) -> None:
        """Let somebody in who knows the word, however it is typed.

        Raises:
            WrongWordError: it is another word.
            TooOftenError: too many wrong ones came from there within a minute.
        """
        now = self._clock()
        wrong = self._wrong.setdefault(address, deque(maxlen=WRONG))
        self._wrong.move_to_end(address)
        while len(self._wrong) > ADDRESSES:
            self._wrong.popitem(last=False)
        if len(wrong) == WRONG and now - wrong[0] < MINUTE:
            raise TooOftenError("That was too often wrong.", remedy="Wait a minute, then look at the screen again.")
        if not hmac.compare_digest(_plain(word), _plain(self.word)):
            wrong.append(now)
            raise WrongWordError("This is not the join word.", remedy="Look at the screen and type it again.")

    def seat(self) -> tuple[str, str]:
        """Make a seat; give its id, and the secret that only its participant gets."""
        secret = secrets.token_urlsafe(24)
        seat = secrets.token_hex(6)
        self._seats[_digest(secret)] = seat
        return seat, secret

    def give_up(self, seat: str) -> None:
        """Forget the secret of a seat."""
        self._seats = {digest: each for digest, each in self._seats.items() if each != seat}

    def who(self, secret: object) -> Who | None:
        """Give whose secret this is; None where it is nobody's."""
        if not isinstance(secret, str):
            return None
        given = _digest(secret)
        for part, own in (("lead", self.lead), ("screen", self.screen)):
            if hmac.compare_digest(given, _digest(own)):
                return Who(part)
        seat = self._seats.get(given)
        return Who("seat", seat) if seat else None


def _plain(word: str) -> bytes:
    return re.sub(r"[\W_]+", "", word[:200]).casefold().encode("utf-8", "replace")


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
