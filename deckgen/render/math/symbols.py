"""Tables of TeX commands with their signs, and of letters with Unicode sub- and superscripts."""

from __future__ import annotations

from deckgen.render.math.tree import Role, Symbol

ORDINARY = """
alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ
omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
partial ∂ nabla ∇ infty ∞ ell ℓ hbar ℏ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬
lnot ¬ top ⊤ bot ⊥ prime ′ dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ degree ° Re ℜ Im ℑ aleph ℵ
vert | Vert ‖ | ‖ % % $ $ # # & & _ _ | ‖
"""
BINARY = """
times × div ÷ cdot · pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙
oslash ⊘ cap ∩ cup ∪ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ bmod mod
"""
RELATIONS = """
le ≤ leq ≤ ge ≥ geq ≥ lt < gt > ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪
gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ to → rightarrow → leftarrow ←
gets ← leftrightarrow ↔ longrightarrow ⟶ Rightarrow ⇒ implies ⟹ Leftarrow ⇐ Leftrightarrow ⇔
iff ⟺ mapsto ↦ mid ∣ parallel ∥ perp ⟂ models ⊨ coloneqq ≔ triangleq ≜ leftarrows ⇇ colon :
"""
LARGE = """
sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂
"""
OPENING = "lfloor ⌊ lceil ⌈ langle ⟨ lvert | lVert ‖ lbrace { lbrack [ { {"
CLOSING = "rfloor ⌋ rceil ⌉ rangle ⟩ rvert | rVert ‖ rbrace } rbrack ] } }"
NAMES = """
log ln exp sin cos tan sinh cosh tanh arcsin arccos arctan max min arg argmax argmin sup inf lim
det dim ker deg gcd Pr
"""
SPACES = {"\\,", "\\;", "\\:", "\\ ", "\\quad", "\\qquad", "~", "\\>"}
NOTHING = {"\\!", "\\displaystyle", "\\textstyle", "\\limits", "\\nolimits", "\\nonumber"}
SIZES = {
    f"\\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
}


def _signs(table: str, role: Role) -> dict[str, Symbol]:
    words = table.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return {f"\\{name}": Symbol(sign, role) for name, sign in pairs}


COMMANDS = {
    **_signs(ORDINARY, Role.ORDINARY),
    **_signs(BINARY, Role.BINARY),
    **_signs(RELATIONS, Role.RELATION),
    **_signs(LARGE, Role.LARGE),
    **_signs(OPENING, Role.OPEN),
    **_signs(CLOSING, Role.CLOSE),
    **{f"\\{name}": Symbol(name, Role.NAME) for name in NAMES.split()},
    **dict.fromkeys(SPACES, Symbol(" ", Role.SPACE)),
    **dict.fromkeys(NOTHING, Symbol("", Role.SPACE)),
}
CHARACTERS = {
    **{sign: Symbol(sign, Role.BINARY) for sign in "+*"},
    "-": Symbol("−", Role.BINARY),
    **{sign: Symbol(sign, Role.RELATION) for sign in "=<>:"},
    **{sign: Symbol(sign, Role.COMMA) for sign in ",;"},
    **{sign: Symbol(sign, Role.OPEN) for sign in "(["},
    **{sign: Symbol(sign, Role.CLOSE) for sign in ")]"},
    "~": Symbol(" ", Role.SPACE),
}
ACCENTS = {
    "hat": "\u0302",
    "bar": "\u0304",
    "tilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
"""Each accent with the combining character that puts it over the letter before it."""
ACCENT_COMMANDS = {
    **{f"\\{name}": name for name in ACCENTS},
    "\\widehat": "hat",
    "\\widetilde": "tilde",
    "\\overline": "bar",
}
STYLES = {
    "\\mathbf": "bold",
    "\\boldsymbol": "bold",
    "\\bm": "bold",
    "\\mathbb": "double-struck",
    "\\mathcal": "script",
    "\\mathscr": "script",
    "\\mathfrak": "fraktur",
    "\\mathit": "plain",
    "\\mathsf": "plain",
}
WORDS = {"\\text": Role.WORDS, "\\textbf": Role.WORDS, "\\textit": Role.WORDS}
WORDS |= {"\\texttt": Role.WORDS, "\\mathtt": Role.WORDS, "\\textrm": Role.WORDS}
WORDS |= {"\\mathrm": Role.ORDINARY, "\\operatorname": Role.NAME, "\\operatorname*": Role.NAME}
BRACKETS = {
    "matrix": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "vmatrix": ("|", "|"),
    "cases": ("{", ""),
    "aligned": ("", ""),
    "align": ("", ""),
    "align*": ("", ""),
    "array": ("", ""),
}
"""The brackets around the rows of each environment."""

BELOW = str.maketrans(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
)
ABOVE = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθ⊤′∗*",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵀ′**",
)
