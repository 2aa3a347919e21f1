"""The start of the learner's server."""

import socket
from pathlib import Path

import pytest

from groundrules.course import Lesson
from groundrules.errors import SetupError
from groundrules.server.launch import arguments, launch

LESSON = Lesson(id="01", stem="01_first", title="First", minutes=1)


def test_the_lesson_opens_as_a_page() -> None:
    options = arguments(Path("/home/me/course"), LESSON, port=None, browser=True, page=True)
    assert "--LabApp.default_url=/doc/tree/notebooks/01_first.ipynb" in options
    assert "--ServerApp.root_dir=/home/me/course" in options
    assert "--ServerApp.port=8888" in options


def test_without_a_lesson_the_course_opens_on_its_home_page() -> None:
    options = arguments(Path("/home/me/course"), None, port=None, browser=True, page=True)
    assert "--LabApp.default_url=/doc/tree/notebooks/home.ipynb" in options


def test_or_in_the_whole_of_jupyterlab() -> None:
    options = arguments(Path("/home/me/course"), LESSON, port=9000, browser=False, page=False)
    assert "--LabApp.default_url=/lab/tree/notebooks/01_first.ipynb" in options
    assert "--ServerApp.port_retries=0" in options


def test_a_port_in_use_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetupError) as caught:
            launch(tmp_path, LESSON, port=port, browser=False)
    assert caught.value.as_dict() == {
        "what": f"Port {port} is in use.",
        "where": f"127.0.0.1:{port}",
        "remedy": "Leave --port out to take the next free one, or name another.",
    }
