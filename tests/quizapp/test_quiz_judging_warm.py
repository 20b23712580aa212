from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread

import pytest

from quizapp.features.judge.worker import HARM, StoppedError, WarmWorker
from verified_snippets.kit.bench import Worker
from verified_snippets.kit.outcome import Run, broken
from verified_snippets.kit.snippet import Cell, Snippet

SNIPPET = Snippet("a/b", Path("b.py"), (Cell("card", "", 1, ("x = 1",)),))


@dataclass
class Workers:
    """Where workers come from, and what became of each."""

    run: Run = field(default_factory=Run)
    started: list[SaidWorker] = field(default_factory=list)
    error: Exception | None = None
    door: Event = field(default_factory=Event)
    """What a start waits for."""
    fork: bool = False
    """Whether each run has a process of its own."""

    def start(self) -> Worker:
        assert self.door.wait(10)
        if self.error:
            raise self.error
        self.started.append(SaidWorker(self))
        return self.started[-1]  # type: ignore[return-value] # a worker without a process


@dataclass
class SaidWorker:
    workers: Workers
    ran: int = 0
    closed: Event = field(default_factory=Event)
    stuck: bool = False
    alive: bool = True
    fresh: bool = True
    """Whether it may take the next run."""

    def forks(self, *asked: object) -> bool:
        return self.workers.fork

    def fits(self, *asked: object) -> bool:
        return self.alive and self.fresh

    def run(self, *asked: object) -> Run:
        self.ran += 1
        if self.stuck:
            assert self.closed.wait(10)
            return broken("SystemExit", "killed by signal 9")
        return self.workers.run

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def workers() -> Workers:
    workers = Workers()
    workers.door.set()
    return workers


def test_one_worker_runs_everything(workers: Workers) -> None:
    bench = WarmWorker(workers.start)
    bench.warm()
    bench.warm()
    for _ in range(3):
        bench.run(SNIPPET, "cpu", 0)
    assert [worker.ran for worker in workers.started] == [3]
    bench.close()
    assert workers.started[0].closed.is_set()


def test_warming_does_not_wait(workers: Workers) -> None:
    workers.door.clear()
    bench = WarmWorker(workers.start)
    bench.warm()
    assert not workers.started
    workers.door.set()
    bench.run(SNIPPET, "cpu", 0)
    assert len(workers.started) == 1


@pytest.mark.parametrize(
    "run", [*(broken(harm, "no") for harm in sorted(HARM)), Run(left=("default dtype",))]
)
def test_a_worker_that_may_be_harmed_is_replaced_before_the_next_run(
    workers: Workers, run: Run
) -> None:
    workers.run = run
    bench = WarmWorker(workers.start)
    assert bench.run(SNIPPET, "cpu", 0) == run
    assert workers.started[0].closed.is_set()
    bench.run(SNIPPET, "cpu", 0)
    assert [worker.ran for worker in workers.started[:2]] == [1, 1]


@pytest.mark.parametrize("isolate", [False, True])
def test_a_worker_that_forks_its_runs_is_kept_after_harm(workers: Workers, isolate: bool) -> None:
    workers.fork = True
    workers.run = Run(left=("default dtype",))
    bench = WarmWorker(workers.start)
    for _ in range(2):
        bench.run(replace(SNIPPET, isolate=isolate), "cpu", 0)
    assert [worker.ran for worker in workers.started] == [2]
    workers.started[0].fresh = False
    bench.run(SNIPPET, "cpu", 0)
    assert [worker.ran for worker in workers.started] == [2, 1]


def test_a_worker_that_died_is_replaced(workers: Workers) -> None:
    bench = WarmWorker(workers.start)
    bench.run(SNIPPET, "cpu", 0)
    workers.started[0].alive = False
    bench.run(SNIPPET, "cpu", 0)
    bench.run(SNIPPET, "cpu", 0)
    assert [worker.ran for worker in workers.started] == [1, 2]


def test_a_mistake_of_the_learner_costs_no_worker(workers: Workers) -> None:
    workers.run = broken("NameError", "x is not defined")
    bench = WarmWorker(workers.start)
    bench.run(SNIPPET, "cpu", 0)
    bench.run(SNIPPET, "cpu", 0)
    assert len(workers.started) == 1


def test_a_snippet_that_needs_a_process_of_its_own_shares_none(workers: Workers) -> None:
    bench = WarmWorker(workers.start)
    bench.run(SNIPPET, "cpu", 0)
    bench.run(replace(SNIPPET, isolate=True), "cpu", 0)
    bench.run(SNIPPET, "cpu", 0)
    assert [worker.ran for worker in workers.started] == [1, 1, 1]


def test_a_run_that_is_stopped_ends_at_once_and_says_so(workers: Workers) -> None:
    bench = WarmWorker(workers.start)
    bench.run(SNIPPET, "cpu", 0)
    workers.started[0].stuck = True
    stopped: list[BaseException] = []

    def run() -> None:
        try:
            bench.run(SNIPPET, "cpu", 0)
        except StoppedError as error:
            stopped.append(error)

    thread = Thread(target=run)
    thread.start()
    while workers.started[0].ran < 2:
        thread.join(0.01)
    bench.stop()
    thread.join(10)
    assert stopped
    bench.run(SNIPPET, "cpu", 0)
    assert len(workers.started) == 2


def test_a_run_that_breaks_because_it_was_stopped_says_so(workers: Workers) -> None:
    bench = WarmWorker(workers.start)
    bench.run(SNIPPET, "cpu", 0)

    def run(*asked: object) -> Run:
        bench.stop()
        raise OSError(9, "Bad file descriptor")

    workers.started[0].run = run  # type: ignore[method-assign]
    with pytest.raises(StoppedError):
        bench.run(SNIPPET, "cpu", 0)


def test_stopping_does_not_wait_for_a_worker_to_start(workers: Workers) -> None:
    workers.door.clear()
    bench = WarmWorker(workers.start)
    bench.warm()
    bench.stop()
    workers.door.set()
    bench.run(SNIPPET, "cpu", 0)
    closed = [worker for worker in workers.started if worker.ran == 0]
    assert all(worker.closed.wait(10) for worker in closed)
    bench.close()


def test_nothing_runs_once_it_is_closed(workers: Workers) -> None:
    bench = WarmWorker(workers.start)
    bench.close()
    bench.warm()
    with pytest.raises(StoppedError):
        bench.run(SNIPPET, "cpu", 0)
    assert not workers.started


def test_a_worker_that_cannot_start_is_tried_again(workers: Workers) -> None:
    workers.error = RuntimeError("no worker could be started: no torch")
    bench = WarmWorker(workers.start)
    with pytest.raises(RuntimeError, match="no torch"):
        bench.run(SNIPPET, "cpu", 0)
    workers.error = None
    assert bench.run(SNIPPET, "cpu", 0) == Run()
