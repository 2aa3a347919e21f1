"""Take what learners handed in out of their boxes into nbgrader's exchange: `python gather.py /srv/seats`.

Run it on the machine, as whoever runs the hub, before `nbgrader collect`; as often as you like.
"""

import sys
from pathlib import Path

from groundrules.server.exchange import Exchange

taken, refused = Exchange.within(Path(sys.argv[1]).resolve()).gather()
lines = [f"{len(taken)} hand-ins taken."]
lines += [f"Not taken, because it is in another's name, too large, or holds links: {name}" for name in refused]
sys.stdout.write("\n".join([*lines, ""]))
