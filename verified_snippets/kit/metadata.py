"""What a snippet says of itself above its first cell, as TOML in comments."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verified_snippets.kit.snippet import DEVICES, Fault, release_of

METADATA = re.compile(r"^# /// snippet\n(?P<body>(?:#(?: [^\n]*)?\n)*?)# ///[ \t]*$", re.MULTILINE)
FIRST = re.compile(r"^# %%(?=\s|$)", re.MULTILINE)
BLOCK = re.compile(r"^# /// snippet[ \t]*$", re.MULTILINE)
RELEASE = re.compile(r"\d{1,3}\.\d{1,3}")
FORMS = {
    "devices": '["cpu"]` or `["cpu", "cuda"]',
    "gpus": "2",
    "since": '"2.9"',
    "until": '"2.8"',
    "timeout": "seconds",
    "warns": '["a regular expression"]',
    "isolate": "true",
    "default_device": "false",
    "unrun": '{ "a shown line" = "why it does not run here" }',
    "equivalent": '{ "a mutation" = "why it changes nothing" }',
}


def read_metadata(text: str, path: Path) -> tuple[dict[str, Any], list[Fault]]:
    """The well-formed entries of a snippet's metadata, as its fields take them, and all faults."""
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
        return {}, [Fault(path, line, f"the metadata is not TOML: {error}", "correct it")]
    good = {key: value for key, value in facts.items() if _is_known(key, value)}
    forms = "known: " + ", ".join(f"`{key} = {form}`" for key, form in FORMS.items())
    faults = [
        Fault(path, line, f"the metadata `{key}` is unknown or of the wrong type", forms)
        for key in facts.keys() - good.keys()
    ]
    faults += [Fault(path, line, *said) for said in _contradictions(good)]
    return {k: tuple(v) if isinstance(v, list) else v for k, v in good.items()}, faults


def _is_known(key: str, value: object) -> bool:
    if key == "timeout":
        return type(value) is int and value > 0
    if key == "gpus":
        return type(value) is int and value > 1
    if key in ("since", "until"):
        return isinstance(value, str) and bool(RELEASE.fullmatch(value))
    if key in ("isolate", "default_device"):
        return isinstance(value, bool)
    if key in ("unrun", "equivalent"):
        return isinstance(value, dict) and all(isinstance(v, str) and v for v in value.values())
    if key == "devices":  # a proof begins on the CPU, which everybody has
        return value in (["cpu"], [*DEVICES], [*reversed(DEVICES)])
    words = isinstance(value, list) and bool(value) and all(isinstance(word, str) for word in value)
    return key == "warns" and words


def _contradictions(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Entries that are well-formed, but not beside the others: what is wrong, and the remedy."""
    if "gpus" in facts and "cuda" not in facts.get("devices", DEVICES):
        yield "`gpus` in a snippet that never runs on CUDA", "name cuda among its `devices`"
    if {"since", "until"} <= facts.keys():
        since, until = (release_of(facts[key]) for key in ("since", "until"))
        if until < since:
            yield "`until` comes before `since`, so no torch would do", "swap them"
