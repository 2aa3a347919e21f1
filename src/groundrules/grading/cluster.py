"""Marking on a dask.distributed cluster: bytes go out, marks come back, and this machine alone records them."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from groundrules.errors import GradingError
from groundrules.grading.sandbox.confine import Limits
from groundrules.grading.sandbox.jail import Jail
from groundrules.grading.workers import AHEAD, Outcome, Work, try_to_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from groundrules.grading.plan import Plan

RETRIES = 3
PATIENCE = "30s"


def on_cluster(address: str) -> Callable[[Plan, Iterable[Work]], Iterator[tuple[Work, Outcome]]]:
    """Give a way of marking on a cluster.

    A worker that dies costs another try, not a mark; a worker without a sandbox refuses to run code.

    Args:
        address: of the scheduler, for example `tcp://10.0.0.5:8786`.

    Raises:
        GradingError: dask.distributed is not installed.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise GradingError(
            "Grading on a cluster needs dask.distributed.", remedy="Install it with “pip install groundrules[cluster]”."
        ) from error

    def mark_all(plan: Plan, works: Iterable[Work]) -> Iterator[tuple[Work, Outcome]]:
        try:
            client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
        except OSError as error:
            raise GradingError(
                f"The scheduler does not answer ({error}).",
                where=address,
                remedy="Check its address, and that it runs.",
            ) from error
        with client:
            yield from _spread(client, plan, works)

    return mark_all


def _spread(client: Any, plan: Plan, works: Iterable[Work]) -> Iterator[tuple[Work, Outcome]]:  # noqa: ANN401
    # The plan goes to every worker once; of the submissions only so many are on their way that none has to wait.
    everywhere = client.scatter(plan, broadcast=True, hash=False)
    most, works = max(AHEAD, AHEAD * sum(client.nthreads().values())), iter(works)
    given: dict[Any, Work] = {}
    running = import_module("distributed").as_completed()

    def more() -> None:
        for work in works:
            future = client.submit(mark_there, everywhere, work, pure=False, retries=RETRIES)
            given[future.key] = work
            running.add(future)
            if len(given) >= most:
                return

    more()
    for future in running:
        work = given.pop(future.key)
        error = future.exception()
        yield work, future.result() if error is None else f"The cluster could not mark it: {error}"
        more()


def mark_there(plan: Plan, work: Work) -> Outcome:
    """Mark a submission on a worker.

    Raises:
        GradingError: it holds code, and the worker has no sandbox.
    """
    return try_to_mark(plan, work, _jail(plan.modules) if plan.code else None)


@lru_cache(maxsize=1)
def _jail(modules: tuple[str, ...]) -> Jail:
    return Jail(modules, Limits())
