"""Code judged by a snippet's own checks, in a process that may come to harm."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace

from verified_snippets.kit.bench import Worker
from verified_snippets.kit.compare import same_output
from verified_snippets.kit.guard import MEMORY
from verified_snippets.kit.outcome import Failure, Run
from verified_snippets.kit.prove import SEEDS, NotProvenError, Runner, prove
from verified_snippets.kit.snippet import ANSWER, Cell, Snippet

WORDLESS = {"MemoryError": f"it needs more than the {MEMORY >> 30} GiB of memory that it may use"}
"""What is said for exceptions to which Python gives no message."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One check, in its own words, and whether the learner's code passed it."""

    title: str
    held: bool
    why: str = ""
    """What the failed check saw."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a learner's code."""

    accepted: bool
    claims: tuple[Claim, ...] = ()
    printed: str = ""
    expected: str | None = None
    """What the card prints, where it prints and the learner's code did not print the same."""
    error: str = ""
    """Why the code came to no end, or the snippet is not proven, in a sentence."""
    seconds: float = 0.0
    raised: str = ""
    """The exception that was to be raised, as it was."""


def judge(
    snippet: Snippet,
    code: str,
    device: str = "cpu",
    seconds: int = 10,
    run: Runner | None = None,
) -> Verdict:
    """Run a learner's code in place of a snippet's card, and let its checks decide.

    Without `run` a worker is started for this code alone, which takes as long as importing torch.
    """
    shown = Cell(ANSWER, "", snippet.card.line, tuple(code.split("\n")))
    # A warning makes no answer wrong: torch gives some for its own code. A check may look at them.
    limited = replace(snippet, timeout=seconds, warns=snippet.warns or (".*",))
    if run is not None:
        return _decide(limited, device, run(limited, device, SEEDS[0], shown))
    with contextlib.closing(Worker()) as worker:
        return _decide(limited, device, worker.run(limited, device, SEEDS[0], shown))


def prove_again(snippet: Snippet, device: str, run: Runner) -> Verdict:
    """Prove a snippet anew, wrong variants and all; the claims are those of its own card."""
    runs: list[Run] = []

    def keep(snippet: Snippet, device: str, seed: int, shown: Cell | None) -> Run:
        runs.append(run(snippet, device, seed, shown))
        return runs[-1]

    error = ""
    try:
        prove(snippet, device, keep)
    except NotProvenError as failure:
        error = str(failure)
    seconds = sum(one.seconds for one in runs)
    verdict = _decide(snippet, device, runs[0])
    return replace(verdict, accepted=not error, error=error, seconds=seconds)


def _decide(snippet: Snippet, device: str, run: Run) -> Verdict:
    expected = snippet.raises(device)
    meant = run.error is not None and expected is not None and run.error.type == expected[0]
    meant = meant and not (run.error and run.error.slip)
    recorded = snippet.output(device)
    same = recorded is None or same_output(recorded, run.printed, device)
    pairs = zip(snippet.checks, run.verdicts, strict=False)
    claims = tuple(Claim(c.title, f is None, f.message if f else "") for c, f in pairs)
    held = len(claims) == len(snippet.checks) and all(claim.held for claim in claims)
    return Verdict(
        accepted=held and same and (run.error is None or meant),
        claims=claims,
        printed=run.printed,
        expected=None if same else recorded,
        error="" if run.error is None or meant else _sentence(snippet, run.error),
        seconds=run.seconds,
        raised=f"{run.error.type}: {run.error.message}" if run.error and meant else "",
    )


def _sentence(snippet: Snippet, error: Failure) -> str:
    where = f"line {error.line - snippet.card.line}: " if error.line else ""
    message = error.message or WORDLESS.get(error.type, "it gives no reason")
    return f"{where}{error.type}: {message}"
