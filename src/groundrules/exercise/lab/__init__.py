"""Evidence labs: records that differ from learner to learner, tables of them, and the numbers they hold."""

from __future__ import annotations

FILE = "lab.json"
