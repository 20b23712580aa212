"""Check for deprecated names; `[about]` in deck.toml lists the cards that may use one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from deckgen.model import Problem
from deckgen.syntax.deck_toml import DeckConfig
from deckgen.syntax.parsed_file import SourceCard

LINALG = {
    "cholesky": "torch.linalg.cholesky",
    "chain_matmul": "torch.linalg.multi_dot",
    "eig": "torch.linalg.eig",
    "lstsq": "torch.linalg.lstsq",
    "lu": "torch.linalg.lu_factor",
    "matrix_rank": "torch.linalg.matrix_rank",
    "norm": "torch.linalg.vector_norm` or `torch.linalg.matrix_norm",
    "qr": "torch.linalg.qr",
    "solve": "torch.linalg.solve",
    "svd": "torch.linalg.svd",
    "symeig": "torch.linalg.eigh",
    "triangular_solve": "torch.linalg.solve_triangular",
}
INITS = (
    *("uniform", "normal", "constant", "eye", "dirac", "orthogonal", "sparse"),
    *("xavier_uniform", "xavier_normal", "kaiming_uniform", "kaiming_normal"),
)
WORD = re.compile(r"\w+")
DTYPES = "Float|Double|Half|BFloat16|Long|Int|Short|Byte|Char|Bool"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A name that cards may not use, with the pattern of its use, the reason and the remedy."""

    name: str
    pattern: str
    reason: str
    instead: str

    @property
    def word(self) -> str:
        """The last word of the name, which every match of the pattern contains."""
        return str(WORD.findall(self.name)[-1])


FORBIDDEN = (
    Forbidden(
        "pretrained=",
        r"\bpretrained\s*=\s*(?:True|False)\b",
        "is deprecated in torchvision",
        "weights=",
    ),
    Forbidden("torch.cuda.amp", r"\btorch\.cuda\.amp\b", "is deprecated", "torch.amp"),
    Forbidden("torch.cpu.amp", r"\btorch\.cpu\.amp\b", "is deprecated", "torch.amp"),
    Forbidden(
        "Variable",
        r"(?:(?<![\w.])|\bautograd\.)Variable\b",
        "has returned a plain tensor since torch 0.4",
        "requires_grad=True",
    ),
    Forbidden("volatile=", r"\bvolatile\s*=", "has no effect", "torch.no_grad()"),
    Forbidden(
        ".data",
        # a module, a dataset and a packed sequence have a harmless attribute of that name
        r"(?<!\butils)(?<!\bself)(?<!\bcls)(?<!dataset)(?<!packed)\.data\b(?!\s*\()",
        "hides changes from autograd, which then computes wrong gradients silently",
        "detach()` or `torch.no_grad()",
    ),
    Forbidden(
        "torch.Tensor()",
        rf"\btorch\.(?:cuda\.)?(?:{DTYPES})?Tensor\(",
        "takes an integer for a size and a list for data",
        "torch.tensor` or `torch.empty",
    ),
    Forbidden(
        "torch.range", r"\btorch\.range\b", "is deprecated, and includes its end", "torch.arange"
    ),
    Forbidden(
        "torch.set_default_tensor_type",
        r"\bset_default_tensor_type\b",
        "is deprecated",
        "torch.set_default_dtype` and `torch.set_default_device",
    ),
    Forbidden("size_average=", r"\bsize_average\s*=", "is deprecated", "reduction="),
    Forbidden("reduce=", r"\breduce\s*=\s*(?:True|False)\b", "is deprecated", "reduction="),
    Forbidden("F.upsample", r"\b(?:F|functional)\.upsample\b", "is deprecated", "F.interpolate"),
    Forbidden(
        "torch.jit.script", r"\bjit\.script\b", "is deprecated", "torch.compile` or `torch.export"
    ),
    Forbidden(
        "torch.jit.trace", r"\bjit\.trace\b", "is deprecated", "torch.compile` or `torch.export"
    ),
    Forbidden("clip_grad_norm", r"\bclip_grad_norm\b", "is deprecated", "clip_grad_norm_"),
    Forbidden(
        "nn.utils.weight_norm",
        r"\butils\.weight_norm\b",
        "is deprecated",
        "nn.utils.parametrizations.weight_norm",
    ),
    Forbidden(
        "register_backward_hook",
        r"\bregister_backward_hook\b",
        "is deprecated, and gives wrong gradients for some modules",
        "register_full_backward_hook",
    ),
    Forbidden(
        "get_lr()",
        r"\.get_lr\(\)",
        "is internal to schedulers and warns when called",
        "get_last_lr()",
    ),
    Forbidden(
        ".storage()", r"\.storage\(\)", "is deprecated with `TypedStorage`", "untyped_storage()"
    ),
    Forbidden(
        "sdp_kernel", r"\bcuda\.sdp_kernel\b", "is deprecated", "torch.nn.attention.sdpa_kernel"
    ),
    *(
        Forbidden(f"nn.init.{name}", rf"\binit\.{name}\b", "is deprecated", f"nn.init.{name}_")
        for name in INITS
    ),
    *(
        Forbidden(
            f"torch.{name}",
            rf"\btorch\.{name}\b",
            "is deprecated or removed",
            new,
        )
        for name, new in LINALG.items()
    ),
)


def forbidden_problems(source: SourceCard, about: frozenset[tuple[str, str]]) -> Iterator[Problem]:
    """Report every forbidden name in a card's code that the card is not about."""
    rows = source.code
    whole = "\n".join(code for _, code in rows)
    suspects = [e for e in find_forbidden(whole) if (source.card.id, e.name) not in about]
    for line, code in rows if suspects else ():
        for entry in suspects:
            if _pattern(entry).search(code):
                what = f"`{entry.name}` {entry.reason}"
                remedy = (
                    f"write `{entry.instead}`; if the card is about it, add "
                    f'`{source.card.id} = ["{entry.name}"]` below `[about]` in deck.toml'
                )
                yield Problem(source.place(line), what, remedy)


def find_forbidden(code: str) -> list[Forbidden]:
    """Find the entries whose name a piece of code uses."""
    return [entry for entry in FORBIDDEN if entry.word in code and _pattern(entry).search(code)]


@cache
def _pattern(entry: Forbidden) -> re.Pattern[str]:
    return re.compile(entry.pattern)


def about_problems(cards: Iterable[SourceCard], config: DeckConfig) -> Iterator[Problem]:
    """Report entries of `[about]` without a card or a forbidden name, and unneeded ones."""
    if not config.about:
        return
    codes = {str(source.card.id): "\n".join(code for _, code in source.code) for source in cards}
    known = {entry.name for entry in FORBIDDEN}
    for card, name in config.about:
        place = config.place_of(card)
        if card not in codes:
            what = f"`[about]` names `{card}`, which isn't a card, or is retired"
            yield Problem(place, what, "correct or remove the entry")
        elif name not in known:
            what = f"`{name}` is not forbidden, so the entry has no effect"
            yield Problem(place, what, "remove it from `[about]`")
        elif name not in {entry.name for entry in find_forbidden(codes[card])}:
            what = f"`{card}` does not use `{name}`"
            yield Problem(place, what, "remove it from `[about]`")
