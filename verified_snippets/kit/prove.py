"""The verdict: a snippet is proven when it does what its cells say, and its checks can fail."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from itertools import product

from verified_snippets.kit.compare import same_message, same_output
from verified_snippets.kit.empty import empty_faults
from verified_snippets.kit.executed import assertions
from verified_snippets.kit.outcome import Failure, Run
from verified_snippets.kit.snippet import Cell, Snippet

SEEDS = (20240229, 17)
"""Two seeds under which a coin falls differently: what holds for one of them only was luck.

`rand(1) > 0.5`, the sign of `randn(1)`, `randperm(2)` and Python's and NumPy's dice all differ.
"""
MORE_SEEDS = (*SEEDS, 7, 31, 5)
"""What a proof in a ledger was found with."""
Runner = Callable[[Snippet, str, int, Cell | None], Run]
"""What runs a snippet on a device under a seed, with another cell shown in place of its card."""


class NotProvenError(AssertionError):
    """The snippet ran, but not as its cells say; the message begins with `path:line`."""


def prove(snippet: Snippet, device: str, run: Runner, seeds: tuple[int, ...] = SEEDS) -> float:
    """Run a snippet, its other answers and its wrong variants on a device; returns the seconds.

    Raises NotProvenError with a sentence that begins with the snippet's own `path:line`.
    """
    if faults := list(empty_faults(snippet)):
        raise NotProvenError("\n".join(map(str, faults)))
    seconds = 0.0
    for seed in seeds:
        outcome = run(snippet, device, seed, None)
        judge_run(snippet, device, outcome, f" (seed {seed})")
        seconds += outcome.seconds
    for also, seed in product(snippet.alsos, SEEDS):
        outcome = run(snippet, device, seed, also)
        seconds += outcome.seconds
        _judge_also(snippet, device, also, outcome, f" (seed {seed})")
    alone: set[Cell] = set()
    for wrong in snippet.wrongs:
        outcome = run(snippet, device, SEEDS[0], wrong)
        seconds += outcome.seconds
        rejecting = _judge_wrong(snippet, device, wrong, outcome)
        if len(rejecting) == 1:
            alone.update(rejecting)
    for check in snippet.checks:
        if check not in alone:
            what = f"no wrong variant is rejected by “{check.title}” alone, so nobody would miss it"
            raise _not(snippet, check.line, what)
    return seconds


def judge_run(snippet: Snippet, device: str, run: Run, where: str = "") -> None:
    """Raise NotProvenError for the first thing in which a run differs from the cells."""
    _judge_shown(snippet, device, run)
    _judge_warnings(snippet, run)
    for check, failure in zip(snippet.checks, run.verdicts, strict=True):
        if failure:
            what = f"failed: {check.title}{where}\n{failure.trace}"
            raise _not(snippet, failure.line or check.line, what)
    for cell, twice in zip(snippet.facts, run.facts, strict=False):
        _judge_fact(snippet, cell, twice, where)
    if run.left:
        raise _not(snippet, snippet.card.line, f"it left behind {'; '.join(run.left)}")
    _judge_unrun(snippet, run)
    _judge_unasserted(snippet, run)


def _not(snippet: Snippet, line: int, what: str) -> NotProvenError:
    return NotProvenError(f"{snippet.path}:{line}: {what}")


def _judge_shown(snippet: Snippet, device: str, run: Run) -> None:
    expected = snippet.raises(device)
    error = run.error
    if error is not None and (expected is None or error.slip):
        line = error.line or snippet.card.line
        raise _not(snippet, line, f"{error.type}: {error.message}\n{error.trace}".rstrip())
    if expected is not None:
        _judge_error(snippet, device, expected, error)
    recorded = snippet.output(device)
    if recorded is None and run.printed:
        what = f"it prints, but no output is recorded:\n{run.printed}"
        raise _not(snippet, snippet.card.line, what)
    if recorded is not None and not same_output(recorded, run.printed, device):
        what = f"printed on {device}:\n{run.printed}\nrecorded:\n{recorded}"
        raise _not(snippet, snippet.card.line, what)


def _judge_error(
    snippet: Snippet, device: str, expected: tuple[str, str], error: Failure | None
) -> None:
    name, stable = expected
    cell = snippet.cell_on("raises", device)
    line = cell.line if cell else 1
    if error is None:
        raise _not(snippet, line, f"{name} was to be raised, but nothing was")
    if error.type != name:
        what = f"{name} was to be raised, but it was {error.type}: {error.message}"
        raise _not(snippet, line, what)
    if not same_message(stable, error.message):
        raise _not(snippet, line, f"the message differs: {error.message}")
    if not _from_marked_line(snippet.card, error):
        what = "the error came from another line than the last one, or the one marked `# raises`"
        raise _not(snippet, error.line or line, what)


def _from_marked_line(cell: Cell, error: Failure) -> bool:
    """Whether an error left a cell at its line marked `# raises`, or else at its last statement."""
    marked = [n for n, line in enumerate(cell.lines, cell.line + 1) if "# raises" in line]
    last = ast.parse("\n".join(cell.lines)).body[-1]
    allowed = marked or range(cell.line + last.lineno, cell.line + (last.end_lineno or 0) + 1)
    return error.line in allowed


def _judge_warnings(snippet: Snippet, run: Run) -> None:
    line = snippet.card.line
    for pattern in snippet.warns:
        if not any(re.search(pattern, warning) for warning in run.warned):
            raise _not(snippet, line, f"no warning matched `{pattern}`: {list(run.warned)}")
    for warning in run.warned:
        if not any(re.search(pattern, warning) for pattern in snippet.warns):
            raise _not(snippet, line, f"an undeclared warning: {warning}")


def _judge_fact(
    snippet: Snippet, cell: Cell, twice: tuple[Failure | None, ...], where: str
) -> None:
    """A fact holds whenever it runs; what belies it fails by its assertion."""
    for failure, again in zip(twice, ("", " when it ran a second time"), strict=True):
        if cell.kind == "fact" and failure:
            what = f"failed{again}: {cell.title}{where}\n{failure.trace}"
            raise _not(snippet, failure.line or cell.line, what)
        if cell.kind == "belied" and not failure:
            what = f"“{cell.title}” holds beside the fact above, so the fact does not belie it"
            raise _not(snippet, cell.line, what + again + where)
        if cell.kind == "belied" and failure and not failure.assertion:
            what = f"“{cell.title}” broke{again} instead of failing"
            said = f"{what}: {failure.type}: {failure.message}"
            raise _not(snippet, failure.line or cell.line, said)


def _judge_unrun(snippet: Snippet, run: Run) -> None:
    """Every shown statement ran, but those after the error and those declared not to run."""
    shown = dict(enumerate(snippet.card.lines, snippet.card.line + 1))
    last = run.error.line if run.error and run.error.line else max(shown, default=0)
    missed = {line: shown[line].strip() for line in run.unrun if line in shown and line <= last}
    for line, text in missed.items():
        if not any(text.startswith(declared) for declared in snippet.unrun):
            raise _not(snippet, line, "this shown statement never ran")
    for declared in snippet.unrun:
        if not any(text.startswith(declared) for text in missed.values()):
            raise _not(snippet, snippet.card.line, f"`{declared}` is declared unrun, but ran")


def _judge_also(snippet: Snippet, device: str, also: Cell, run: Run, where: str) -> None:
    """Another correct answer does what the card does, and every check accepts it."""
    name = f"the other answer “{also.title}” (line {also.line})"
    error = run.error
    if error is not None and not (error.type == _raised(snippet, device) and not error.slip):
        what = f"{name} broke{where}: {error.type}: {error.message}"
        raise _not(snippet, error.line or also.line, what)
    for check, failure in zip(snippet.checks, run.verdicts, strict=True):
        if failure:
            what = f"the check “{check.title}” refuses {name}{where}\n{failure.trace}"
            raise _not(snippet, failure.line or check.line, what)
    recorded = snippet.output(device)
    if recorded is not None and not same_output(recorded, run.printed, device):
        what = f"{name} printed{where}:\n{run.printed}\nrecorded:\n{recorded}"
        raise _not(snippet, also.line, what)
    if run.left:
        raise _not(snippet, also.line, f"{name} left behind {'; '.join(run.left)}")


def _raised(snippet: Snippet, device: str) -> str:
    """The name of the error that the card raises; empty where it raises none."""
    expected = snippet.raises(device)
    return expected[0] if expected else ""


def _judge_unasserted(snippet: Snippet, run: Run) -> None:
    """Every assertion of every check ran."""
    for check in snippet.checks:
        for line in sorted(assertions(check).keys() & set(run.unrun)):
            raise _not(snippet, line, "this assertion never ran: no loop or branch came to it")


def _judge_wrong(snippet: Snippet, device: str, wrong: Cell, run: Run) -> list[Cell]:
    """The checks that reject a wrong variant; being rejected by none is a failure."""
    name = f"the wrong variant “{wrong.title}”"
    if run.error is not None and not _may_raise(snippet, device, wrong, run.error):
        what = f"{name} was not rejected, it broke: {run.error.type}: {run.error.message}"
        raise _not(snippet, wrong.line, what)
    verdicts = list(zip(snippet.checks, run.verdicts, strict=True))
    for check, failure in verdicts:
        if failure and not failure.assertion and run.error is None:
            what = (
                f"{name} broke the check “{check.title}” instead of failing it: "
                f"{failure.type}: {failure.message}"
            )
            raise _not(snippet, failure.line or check.line, what)
    rejecting = [check for check, failure in verdicts if failure and failure.assertion]
    if not rejecting:
        passes = "passes every check"
        raises = (
            "raises, and no check fails by its assertion: begin one with `assert error is None`"
        )
        raise _not(
            snippet, wrong.line, f"{name} {raises if any(run.verdicts) or run.error else passes}"
        )
    if run.left:
        raise _not(snippet, wrong.line, f"{name} left behind {'; '.join(run.left)}")
    return rejecting


def _may_raise(snippet: Snippet, device: str, wrong: Cell, error: Failure) -> bool:
    """A wrong variant may raise where it says so, or what the card itself raises."""
    if error.slip:
        return False
    if "# raises" in wrong.text:
        return _from_marked_line(wrong, error)
    return error.type == _raised(snippet, device)
