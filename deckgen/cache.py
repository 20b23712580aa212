"""Files that only save time: losing, spoiling or sharing one changes no result."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

DIGEST = 32
"""Bytes of the hash that stands before the content of every entry."""


def cache_folder() -> Path:
    """Where this user's caches lie; it need not exist."""
    from platformdirs import user_cache_path

    return user_cache_path("torchdeck")


def read_entry(path: Path) -> bytes | None:
    """What was written under a path; None where nothing was, or where it was damaged since."""
    try:
        entry = path.read_bytes()
    except OSError:
        return None
    content = entry[DIGEST:]
    return content if entry[:DIGEST] == hashlib.sha256(content).digest() else None


def write_entry(path: Path, content: bytes) -> None:
    """Keep content under a path; nothing happens where there is no room, or no right to write.

    Two processes may write at once: a reader sees what one of them wrote, whole.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as part:
            try:
                part.write(hashlib.sha256(content).digest() + content)
                part.close()
                Path(part.name).replace(path)
            finally:
                Path(part.name).unlink(missing_ok=True)


def trim(folder: Path, entries: int, size: int) -> None:
    """Delete the entries used longest ago, beyond a number of them or of their bytes together."""
    with suppress(OSError):
        files = [(path.stat(), path) for path in folder.iterdir()]
        total = 0
        for n, (facts, path) in enumerate(sorted(files, key=lambda file: -file[0].st_mtime), 1):
            total += facts.st_size
            if n > entries or total > size:
                path.unlink()
