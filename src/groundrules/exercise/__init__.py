"""Questions, the answers to them, and what those are worth: data in, data out, no kernel and no notebook needed.

The verbs hide the modules of the same name on this package; import either from its full path.
"""

from __future__ import annotations

from groundrules.exercise.verbs import answer, score

__all__ = ["answer", "score"]
