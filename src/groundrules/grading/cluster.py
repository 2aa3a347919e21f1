"""Marking on a dask.distributed cluster: bytes go out, marks come back, and this machine alone records them."""

from __future__ import annotations

import pickle
import threading
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from groundrules.errors import GradingError
from groundrules.grading.sandbox.confine import Limits
from groundrules.grading.sandbox.jail import Jail, missing
from groundrules.grading.workers import AHEAD, Outcome, Work, try_to_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from groundrules.grading.plan import Plan

RETRIES = 3
PATIENCE = 30.0
_one_at_a_time = threading.Lock()


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
        except (OSError, ValueError) as error:
            raise GradingError(
                f"The scheduler does not answer ({error}).",
                where=address,
                remedy="Check its address, and that it runs.",
            ) from error
        with client:
            yield from _spread(client, plan, works, address)

    return mark_all


def _spread(client: Any, plan: Plan, works: Iterable[Work], address: str) -> Iterator[tuple[Work, Outcome]]:  # noqa: ANN401
    fit = _fit_workers(client, address) if plan.code else None
    # The plan goes with each submission: what was laid down on a worker would be lost with it.
    packed, works = pickle.dumps(plan), iter(works)
    given: dict[Any, Work] = {}

    def more() -> None:
        # Only so many are on their way that no worker has to wait.
        most = max(AHEAD, AHEAD * sum(client.nthreads().values()))
        while len(given) < most and (work := next(works, None)) is not None:
            # As a hint it would not do: while those that are fit are busy, code went to one that refuses it.
            given[client.submit(mark_there, packed, work, pure=False, retries=RETRIES, workers=fit)] = work

    more()
    while given:
        for future in _done(client, list(given), fit, address):
            work, error = given.pop(future), future.exception()
            yield work, future.result() if error is None else _failure(error)
        more()


def _done(client: Any, futures: list[Any], fit: list[str] | None, address: str) -> Iterator[Any]:  # noqa: ANN401
    """Wait for the next that are done; not for ever where nobody is left to do them."""
    needed = "worker" if fit is None else "worker that can run code safely"
    wait = import_module("distributed").wait
    while True:
        try:
            with client.as_current():
                done = wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED").done
        except TimeoutError as error:
            there = set(client.scheduler_info()["workers"])
            if not (there if fit is None else there & set(fit)):
                raise GradingError(
                    f"The cluster has no {needed}.",
                    where=address,
                    remedy="Start one (“dask worker ADDRESS”), then grade again: what is graded stays.",
                ) from error
        else:
            yield from done
            return


def _fit_workers(client: Any, address: str) -> list[str]:  # noqa: ANN401
    """Give the addresses of the workers that can run code safely."""
    reasons: dict[str, str] = client.run(missing)
    fit = [worker for worker, reason in reasons.items() if not reason]
    if reasons and not fit:
        raise GradingError(
            f"No worker of the cluster can run code safely: {'; '.join(sorted(set(reasons.values())))}.",
            where=address,
            remedy="Use workers on Linux with bubblewrap installed (apt install bubblewrap).",
        )
    return fit


def _failure(error: BaseException) -> str:
    return error.what if isinstance(error, GradingError) else f"The cluster could not mark it: {error}"


def mark_there(packed: bytes, work: Work) -> Outcome:
    """Mark a submission on a worker.

    Args:
        packed: the plan.
        work: the submission.

    Raises:
        GradingError: it holds code, and the worker has no sandbox.
    """
    plan = _plan(packed)
    return try_to_mark(plan, work, _jail(plan.modules) if plan.code else None)


@lru_cache(maxsize=2)
def _plan(packed: bytes) -> Plan:
    plan: Plan = pickle.loads(packed)  # noqa: S301  the grader's own; dask hands over pickles anyway
    return plan


def _jail(modules: tuple[str, ...]) -> Jail:
    # A worker's threads share one.
    with _one_at_a_time:
        return _jail_of(modules)


@lru_cache(maxsize=1)
def _jail_of(modules: tuple[str, ...]) -> Jail:
    return Jail(modules, Limits())
