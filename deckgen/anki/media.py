"""The pictures of a package, as Anki wants them: numbered files and a list of their names."""

from __future__ import annotations

import json
from collections.abc import Iterable

from deckgen.images import Picture


def pack_media(pictures: Iterable[Picture]) -> dict[str, bytes]:
    """The members of the zip for the pictures, each once, in the order of their names."""
    contents = {picture.name: picture.content for picture in pictures}
    names = sorted(contents)
    listed = json.dumps({str(n): name for n, name in enumerate(names)})
    return {"media": listed.encode(), **{str(n): contents[name] for n, name in enumerate(names)}}
