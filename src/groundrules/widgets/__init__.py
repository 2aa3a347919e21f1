"""The views as notebook output: our own MIME type for JupyterLab, an anywidget for every other host."""

from __future__ import annotations

from groundrules.widgets.show import Shown, show

__all__ = ["Shown", "show"]
