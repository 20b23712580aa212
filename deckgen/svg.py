"""SVG is a program as much as a picture: this tells what in one may do more than be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

ACTIVE = {"script", "foreignobject", "iframe", "audio", "video", "handler", "listener"}
FOREIGN = re.compile(r"@import|url\(\s*['\"]?(?!['\"]?(?:#|data:image/))", re.IGNORECASE)
OWN = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);", re.IGNORECASE)


def svg_fault(content: bytes) -> str | None:
    """What forbids an SVG, worded to follow its name; None for a still and whole picture."""
    if b"<!ENTITY" in content or b"<?xml-stylesheet" in content:
        return "has entities or a style sheet of its own"
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return f"is no XML: {error}"
    if _plain(root.tag) != "svg":
        return "is no SVG"
    return next((fault for element in root.iter() for fault in _faults(element)), None)


def _faults(element: ElementTree.Element) -> Iterator[str]:
    tag = _plain(element.tag)
    if tag in ACTIVE:
        yield f"holds a `{tag}`"
    if tag == "style" and FOREIGN.search("".join(element.itertext())):
        yield "asks for another file in its style"
    for name, value in element.attrib.items():
        if _plain(name).startswith("on"):
            yield f"holds a script in `{_plain(name)}`"
        elif _plain(name) in ("href", "src") and not OWN.match(value.strip()):
            yield f"refers to `{value}`"
        elif FOREIGN.search(value):
            yield f"asks for another file in `{_plain(name)}`"


def _plain(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2].lower()
