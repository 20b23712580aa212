"""The verdict: a snippet is proven when it does what its cells say, and its checks can fail."""

from __future__ import annotations

import ast
import re

from verified_snippets.kit.compare import same_message, same_output
from verified_snippets.kit.run import Rewrite, Run, run_snippet
from verified_snippets.kit.snippet import Cell, Snippet

SEEDS = (20240229, 7)
"""Two odd seeds: what holds for one of them only was luck."""
SLIPS = (NameError, ImportError, SyntaxError, TimeoutError, SystemExit, KeyboardInterrupt)
"""Errors that say a cell is broken, never that a claim is false."""


class NotProvenError(AssertionError):
    """The snippet ran, but not as its cells say; the message begins with `path:line`."""


def prove(snippet: Snippet, device: str, rewrite: Rewrite | None = None) -> None:
    """Run a snippet and all its wrong variants on a device; returns when everything held.

    Raises NotProvenError, or the snippet's own error with its own traceback.
    """
    __tracebackhide__ = True
    for seed in SEEDS:
        run = run_snippet(snippet, device, seed, rewrite=rewrite)
        _judge_shown(snippet, device, run)
        _judge_warnings(snippet, run)
        for check, error in run.verdicts:
            if error is not None:
                error.add_note(f"{snippet.path}:{check.line}: failed: {check.title} (seed {seed})")
                raise error
        if run.left:
            raise _not(snippet, snippet.card, f"it left behind {'; '.join(run.left)}")
    alone: set[Cell] = set()
    for wrong in snippet.wrongs:
        rejecting = _judge_wrong(snippet, device, wrong)
        if len(rejecting) == 1:
            alone.update(rejecting)
    for check in snippet.checks:
        if check not in alone:
            what = f"no wrong variant is rejected by “{check.title}” alone, so nobody would miss it"
            raise _not(snippet, check, what)


def _not(snippet: Snippet, cell: Cell, what: str) -> NotProvenError:
    return NotProvenError(f"{snippet.path}:{cell.line}: {what}")


def _judge_shown(snippet: Snippet, device: str, run: Run) -> None:
    __tracebackhide__ = True
    expected = snippet.raises(device)
    if run.error is not None and (expected is None or isinstance(run.error, SLIPS)):
        raise run.error
    if expected is not None:
        _judge_error(snippet, expected, run.error)
    recorded = snippet.output(device)
    if recorded is None and run.printed.strip():
        raise _not(snippet, snippet.card, f"it prints, but no output is recorded:\n{run.printed}")
    if recorded is not None and not same_output(recorded, run.printed, device):
        what = f"printed on {device}:\n{run.printed}\nrecorded:\n{recorded}"
        raise _not(snippet, snippet.card, what)


def _judge_error(snippet: Snippet, expected: tuple[str, str], error: BaseException | None) -> None:
    __tracebackhide__ = True
    name, stable = expected
    cell = snippet.of("raises")[0]
    if error is None:
        raise _not(snippet, cell, f"{name} was to be raised, but nothing was")
    if type(error).__name__ != name:
        raise _not(snippet, cell, f"{name} was to be raised, but it was {error!r}") from error
    if not same_message(stable, str(error)):
        raise _not(snippet, cell, f"the message differs: {error}") from error
    if not _from_marked_line(snippet, snippet.card, error):
        what = "the error came from another line than the last one, or the one marked `# raises`"
        raise _not(snippet, cell, what) from error


def _from_marked_line(snippet: Snippet, cell: Cell, error: BaseException) -> bool:
    """Whether an error left a cell at its line marked `# raises`, or else at its last statement."""
    marked = [n for n, line in enumerate(cell.lines, cell.line + 1) if "# raises" in line]
    last = ast.parse("\n".join(cell.lines)).body[-1]
    allowed = marked or range(cell.line + last.lineno, cell.line + (last.end_lineno or 0) + 1)
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename != str(snippet.path):
        trace = trace.tb_next
    return trace is not None and trace.tb_lineno in allowed


def _judge_warnings(snippet: Snippet, run: Run) -> None:
    __tracebackhide__ = True
    for pattern in snippet.warns:
        if not any(re.search(pattern, warning) for warning in run.warned):
            raise _not(snippet, snippet.card, f"no warning matched `{pattern}`: {run.warned}")
    for warning in run.warned:
        if not any(re.search(pattern, warning) for pattern in snippet.warns):
            raise _not(snippet, snippet.card, f"an undeclared warning: {warning}")


def _judge_wrong(snippet: Snippet, device: str, wrong: Cell) -> list[Cell]:
    """The checks that reject a wrong variant; being rejected by none is a failure."""
    __tracebackhide__ = True
    run = run_snippet(snippet, device, SEEDS[0], shown=wrong)
    name = f"the wrong variant “{wrong.title}”"
    if run.error is not None and not _may_raise(snippet, wrong, run.error):
        what = f"{name} was not rejected, it broke: {run.error!r}"
        raise _not(snippet, wrong, what) from run.error
    for check, error in run.verdicts:
        if error is not None and not isinstance(error, AssertionError) and run.error is None:
            what = f"{name} broke the check “{check.title}” instead of failing it: {error!r}"
            raise _not(snippet, check, what) from error
    rejecting = [check for check, error in run.verdicts if isinstance(error, AssertionError)]
    if not rejecting and run.error is None:
        raise _not(snippet, wrong, f"{name} passes every check")
    return rejecting


def _may_raise(snippet: Snippet, wrong: Cell, error: BaseException) -> bool:
    """A wrong variant may raise where it says so, or what the card itself raises."""
    if isinstance(error, SLIPS):
        return False
    if "# raises" in wrong.text:
        return _from_marked_line(snippet, wrong, error)
    expected = snippet.raises()
    return expected is not None and type(error).__name__ == expected[0]
