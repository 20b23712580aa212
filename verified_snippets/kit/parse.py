"""Snippet files read into snippets, without importing torch; all faults are collected."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

from verified_snippets.kit.lint import cell_faults, read_python, whole_faults
from verified_snippets.kit.snippet import DEVICES, KINDS, Cell, Fault, Snippet, digest_of

MARKER = re.compile(r"^# %%(?:[ \t]+(?P<kind>\S+)(?:[ \t]+(?P<title>.*?))?)?[ \t]*$")
METADATA = re.compile(r"^# /// snippet\n(?P<body>(?:#(?: [^\n]*)?\n)*?)# ///[ \t]*$", re.MULTILINE)
FIRST = re.compile(r"^# %%(?=\s|$)", re.MULTILINE)
BLOCK = re.compile(r"^# /// snippet[ \t]*$", re.MULTILINE)
FORMS = {
    "devices": '["cpu"]` or `["cpu", "cuda"]',
    "timeout": "seconds",
    "warns": '["a regular expression"]',
    "isolate": "true",
    "unrun": '{ "a shown line" = "why it does not run here" }',
    "equivalent": '{ "a mutation" = "why it changes nothing" }',
}


def find_snippets(root: Path) -> list[Path]:
    """The snippet files below a folder, in order: all but the kit and the files at the top."""
    return sorted(
        path
        for path in root.glob("*/**/*.py")
        if path.relative_to(root).parts[0] not in {"kit", "__pycache__"}
    )


def name_of(path: Path, root: Path) -> str:
    """The name cards and proofs know a snippet by."""
    return path.relative_to(root).with_suffix("").as_posix()


def parse_snippet(path: Path, root: Path) -> tuple[Snippet, list[Fault]]:
    """The snippet in a file; with faults it may be incomplete and must not be run."""
    name = name_of(path, root)
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        return Snippet(name, path, ()), [Fault(path, 1, what, "snippets are files that end in .py")]
    try:
        text = content.decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        return Snippet(name, path, ()), [
            Fault(path, 1, "the file is not UTF-8", "save it as UTF-8")
        ]
    cells, faults = _read_cells(text, path)
    facts, more = _read_metadata(text, path)
    snippet = Snippet(
        name,
        path,
        tuple(cells),
        tuple(facts.get("devices", DEVICES)),
        facts.get("timeout", 30),
        tuple(facts.get("warns", ())),
        facts.get("isolate", False),
        facts.get("unrun", {}),
        facts.get("equivalent", {}),
        digest_of(content),
    )
    faults += [*more, *(fault for cell in cells for fault in cell_faults(cell, path))]
    faults += whole_faults(snippet)
    return snippet, sorted(faults, key=lambda fault: fault.line)


def _read_cells(text: str, path: Path) -> tuple[list[Cell], list[Fault]]:
    lines = text.split("\n")
    marks = [(n, found) for n, line in enumerate(lines) if (found := MARKER.match(line))]
    ends = [*(n for n, _ in marks[1:]), len(lines)]
    cells, faults = [], []
    for (n, found), end in zip(marks, ends, strict=False):
        kind = found["kind"] or ""
        if kind not in KINDS:
            remedy = f"known cells: {', '.join(KINDS)}"
            faults.append(Fault(path, n + 1, f"unknown cell `{kind}`", remedy))
            continue
        title = " ".join((found["title"] or "").split())
        cells.append(Cell(kind, title, n + 1, tuple(lines[n + 1 : end])))
    head = "\n".join(lines[: marks[0][0] if marks else len(lines)])
    stray = read_python(head)
    if not isinstance(stray, ast.Module) or stray.body:
        line = stray.body[0].lineno if isinstance(stray, ast.Module) else stray[0]
        what = "code before the first cell would never run"
        faults.append(Fault(path, line, what, "put it below `# %% setup`"))
    return cells, faults


def _read_metadata(text: str, path: Path) -> tuple[dict[str, Any], list[Fault]]:
    first = FIRST.search(text)
    head = text[: first.start() if first else len(text)]
    found = METADATA.search(head)
    if not found and "# ///" in head:
        return {}, [Fault(path, 1, "the metadata block is torn", "close it with `# ///`")]
    late = BLOCK.search(text, found.end() if found else len(head))
    if late:
        line = text[: late.start()].count("\n") + 1
        remedy = "write one block, above the first cell"
        return {}, [Fault(path, line, "the metadata comes late", remedy)]
    if not found:
        return {}, []
    line = text[: found.start()].count("\n") + 1
    body = "\n".join(part.removeprefix("#").removeprefix(" ") for part in found["body"].split("\n"))
    try:
        facts = tomllib.loads(body)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [Fault(path, line, f"the metadata is not TOML: {error}", "mend it")]
    good = {key: value for key, value in facts.items() if _is_known(key, value)}
    return good, [
        Fault(path, line, f"the metadata `{key}` is unknown or of the wrong type", _forms())
        for key in facts.keys() - good.keys()
    ]


def _is_known(key: str, value: object) -> bool:
    if key == "timeout":
        return type(value) is int and value > 0
    if key == "isolate":
        return isinstance(value, bool)
    if key in ("unrun", "equivalent"):
        return isinstance(value, dict) and all(isinstance(v, str) and v for v in value.values())
    if key == "devices":  # a proof begins on the CPU, which everybody has
        return value in (["cpu"], [*DEVICES], [*reversed(DEVICES)])
    words = isinstance(value, list) and bool(value) and all(isinstance(word, str) for word in value)
    return key == "warns" and words


def _forms() -> str:
    return "known: " + ", ".join(f"{key} = {form}" for key, form in FORMS.items())
