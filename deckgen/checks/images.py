"""Check image files: they exist, Anki can show them, and an SVG has no script."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree

from deckgen.model import Problem
from deckgen.syntax.inline_elements import InlineElement

ACTIVE_TAGS = {"script", "foreignobject", "iframe", "audio", "video", "handler", "listener"}
FOREIGN_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!['\"]?(?:#|data:image/))", re.IGNORECASE)
OWN_REFERENCE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);", re.IGNORECASE)
LIMIT = 500_000
"""The most bytes a picture may have: every learner carries them on the phone."""
TYPES = {
    "png": ("image/png", rb"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", rb"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", rb"\xff\xd8\xff"),
    "gif": ("image/gif", rb"GIF8[79]a"),
    "webp": ("image/webp", rb"RIFF....WEBP"),
    "svg": ("image/svg+xml", rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)[\s>-]"),
}
"""Each ending with its media type and the pattern of the first bytes of such a file."""
REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
FORM = "write `![what it shows](figures/name.png)`, the path from the card's own folder"


def svg_fault(content: bytes) -> str | None:
    """Return why an SVG is refused, worded to follow its name; None for a harmless picture."""
    if b"<!ENTITY" in content or b"<?xml-stylesheet" in content:
        return "has entities or a style sheet of its own"
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return f"isn't XML: {error}"
    if _plain(root.tag) != "svg":
        return "isn't an SVG"
    return next((fault for element in root.iter() for fault in _faults(element)), None)


def _faults(element: ElementTree.Element) -> Iterator[str]:
    tag = _plain(element.tag)
    if tag in ACTIVE_TAGS:
        yield f"holds a `{tag}`"
    if tag == "style" and FOREIGN_STYLE.search("".join(element.itertext())):
        yield "asks for another file in its style"
    for name, value in element.attrib.items():
        if _plain(name).startswith("on"):
            yield f"holds a script in `{_plain(name)}`"
        elif _plain(name) in ("href", "src") and not OWN_REFERENCE.match(value.strip()):
            yield f"refers to `{value}`"
        elif FOREIGN_STYLE.search(value):
            yield f"asks for another file in `{_plain(name)}`"


def _plain(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2].lower()


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file that a card shows."""

    name: str
    """The file name in Anki, made from the content: Anki keeps the old file under an old name."""
    content: bytes

    @property
    def uri(self) -> str:
        """The picture itself as a `data:` address."""
        media_type, _ = TYPES[self.name.rpartition(".")[2]]
        return f"data:{media_type};base64,{b64encode(self.content).decode()}"


class PictureError(ValueError):
    """A picture cannot be shown; `what` says why, and `remedy` what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what, self.remedy = what, remedy


def load_pictures(
    elements: Iterable[InlineElement], folder: Path
) -> tuple[dict[str, Picture], list[Problem]]:
    """Load the pictures of a folder's cards by path as written, with all their problems."""
    pictures: dict[str, Picture] = {}
    problems = []
    for element in elements:
        try:
            if element.kind == "bracket":
                raise PictureError("a picture that cannot be read", FORM)
            if element.kind == "picture":
                _check_words(element)
                if element.path not in pictures:
                    pictures[element.path] = _read(_find(element.path, folder), element.path)
        except PictureError as fault:
            problems.append(Problem(element.place, fault.what, fault.remedy))
    return pictures, problems


def _check_words(element: InlineElement) -> None:
    if element.within:
        where = "heading" if element.within == "heading" else "field"
        raise PictureError(f"a picture in a {where}", "put it on a side of the card")
    if not element.text:
        what = f"the picture `{element.path}` has no words for those who cannot see it"
        raise PictureError(what, FORM)
    if "{{c" in element.text + element.path:
        remedy = "hide words of the text, or the picture whole"
        raise PictureError("a cloze inside a picture", remedy)


def _find(source: str, folder: Path) -> Path:
    """Return the file of a path in a card; raises PictureError outside the folder of cards."""
    if REMOTE.match(source):
        what = f"the picture `{source}` comes from elsewhere"
        raise PictureError(what, "cards work offline: put the file beside them")
    if "\\" in source or source.startswith("/") or PureWindowsPath(source).drive:
        raise PictureError(f"`{source}` isn't a path from the cards to a picture", FORM)
    if not source or not Path(realpath(folder / source)).is_relative_to(realpath(folder)):
        what = f"the picture `{source}` lies outside the folder of cards"
        raise PictureError(what, "put it there: only that folder is packed")
    return folder / source


def _read(path: Path, source: str) -> Picture:
    """Read a picture from a file; `source` is its name in messages."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in TYPES:
        what = f"`{source}` isn't a picture that every Anki can show"
        raise PictureError(what, f"save it as {', '.join(TYPES)}")
    content = _bytes(path, source)
    if not re.match(TYPES[suffix][1], content, re.DOTALL):
        raise PictureError(f"`{source}` holds something else than its ending says", "save it anew")
    if suffix == "svg" and (fault := svg_fault(content)):
        raise PictureError(f"`{source}` {fault}", "remove it, or save the picture as png")
    return Picture(f"torchdeck-{hashlib.sha256(content).hexdigest()[:16]}.{suffix}", content)


def _bytes(path: Path, source: str) -> bytes:
    try:
        if not path.exists():
            raise PictureError(
                f"there is no picture `{source}`", "put the file there, or correct the path"
            )
        if not path.is_file():
            raise PictureError(f"`{source}` isn't a file", "name the picture itself")
        if (size := path.stat().st_size) > LIMIT:
            what = f"the picture `{source}` has {size / 1000:,.0f} kB"
            raise PictureError(what, f"make it smaller: {LIMIT // 1000} kB at most")
        return path.read_bytes()
    except OSError as error:
        what = f"`{source}` cannot be read: {error.strerror}"
        raise PictureError(what, "put a picture there, or remove it") from error
