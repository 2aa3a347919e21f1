"""The anywidget that carries a view's messages to the desk, in hosts without our server extension."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from groundrules import language
from groundrules.desk import Desk
from groundrules.widgets.linker import module, styles

# The view asks by custom messages; each carries a number, which its answer repeats.
_RENDER = """
function bridgeHost(model) {
  const waiting = new Map();
  let number = 0;
  model.on("msg:custom", ({ answers, reply }) => {
    waiting.get(answers)?.(reply);
    waiting.delete(answers);
  });
  return {
    ask(message) {
      return new Promise((resolve) => {
        waiting.set(++number, resolve);
        model.send({ number, message });
      });
    },
  };
}
export default {
  render({ model, el }) {
    const view = mountView(el, model.get("spec"), bridgeHost(model));
    return () => view.destroy();
  },
};
"""


class Bridge(anywidget.AnyWidget):
    """A view whose messages are answered by this kernel.

    Args:
        spec: the view's data.
    """

    spec = traitlets.Dict().tag(sync=True)
    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)  # declared, or anywidget leaves it out

    def __init__(self, spec: dict[str, Any]) -> None:
        """Make the widget with the program and the styles of its own view; a page holds many, and fetches them all."""
        kinds = frozenset({spec["view"]})
        program, look = module(kinds, language.chosen()) + _RENDER, styles(kinds)
        # Styles of one id take each other's place in a page.
        super().__init__(_esm=program, _css=look, _anywidget_id=f"groundrules.{spec['view']}", spec=spec)
        self._desk = Desk(root=Path.cwd())
        self.on_msg(self._answer)

    def mimebundle(self) -> dict[str, Any]:
        """Give the widget's own part of a MIME bundle."""
        bundle = self._repr_mimebundle_()
        data = (bundle[0] if isinstance(bundle, tuple) else bundle) or {}
        return {kind: value for kind, value in data.items() if kind != "text/plain"}

    def _answer(self, _: object, content: dict[str, Any], __: object) -> None:
        reply = self._desk.reply(content["message"])
        self.send({"answers": content["number"], "reply": reply})
