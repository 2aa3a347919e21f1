"""What everybody is to know by now: the newest message of each topic, so that whoever comes late gets it all."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundrules.workshop.room import Message


class Board:
    """The newest message of each topic, for each audience.

    Attributes:
        version: grows with every message that says something new.
    """

    def __init__(self) -> None:
        self.version = 0
        self._kept: defaultdict[str, dict[str, tuple[int, str]]] = defaultdict(dict)

    def put(self, messages: Iterable[Message]) -> None:
        """Take messages; one that says nothing new is left out."""
        for message in messages:
            text = json.dumps({"topic": message.topic, "body": message.body}, ensure_ascii=False, separators=(",", ":"))
            if self._kept[message.to].get(message.topic, (0, ""))[1] != text:
                self.version += 1
                self._kept[message.to][message.topic] = self.version, text

    def forget_topic(self, audience: str, topic: str) -> None:
        """Drop one topic, so that the same can be said again."""
        self._kept[audience].pop(topic, None)

    def forget(self, audience: str) -> None:
        """Drop what was meant for a seat that is gone."""
        self._kept.pop(audience, None)

    def news(self, audiences: Iterable[str], since: int) -> list[str]:
        """Give what came for these audiences after that version, as JSON, in the order in which it came."""
        found = [entry for name in audiences for entry in self._kept.get(name, {}).values() if entry[0] > since]
        return [text for _, text in sorted(found)]
