"""What a lesson cell's call gives back: an object that each notebook host shows in its own best way."""

from __future__ import annotations

import os
import sys
from typing import Any

from groundrules.view import MIME

PLAIN = "Open this notebook in JupyterLab with Ground Rules installed, or in a host that shows Jupyter widgets."


class Shown:
    """A view as notebook output.

    In JupyterLab our extension takes the MIME type and draws the view with no kernel, and so it does in JupyterLite,
    whose kernel runs in the browser. Any other host (VS Code, Colab, voila) takes the widget, whose messages come to
    this kernel.

    Args:
        spec: the view's data, see `groundrules.view.view`.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        """Keep the view's data."""
        self.spec = spec

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:  # noqa: ANN401  IPython passes what it likes
        bundle: dict[str, Any] = {MIME: self.spec, "text/plain": PLAIN}
        # While nbgrader runs a notebook nobody looks at it, and a widget would be made for nothing.
        graded = os.environ.get("NBGRADER_EXECUTION") is not None
        in_browser = sys.platform == "emscripten"
        if not (graded or in_browser or os.environ.get("GROUNDRULES_VIEWS") == "server"):
            from groundrules.widgets.bridge import Bridge  # noqa: PLC0415  heavy: only where a widget is needed

            bundle |= Bridge(self.spec).mimebundle()
        return bundle


def show(spec: dict[str, Any]) -> Shown:
    """Give a view to a notebook."""
    return Shown(spec)
