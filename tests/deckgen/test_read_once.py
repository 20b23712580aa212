from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import json, sys
from pathlib import Path
from markdown_it import MarkdownIt
from deckgen.cli import main

opened, parsed = [], []
texts = {path.read_text(): path.name for path in Path(sys.argv[1]).glob("*.md")}
parse = MarkdownIt.parse

def counted(self, text, *rest):
    parsed.extend([texts[text]] if text in texts else [])
    return parse(self, text, *rest)

def note(event, facts):
    if event == "open" and str(facts[0]).endswith((".md", "deck.toml")):
        opened.append(Path(facts[0]).name)

MarkdownIt.parse = counted
sys.addaudithook(note)
main(["build", "--cards", sys.argv[1], "-o", sys.argv[2]], standalone_mode=False)
print(json.dumps([sorted(opened), sorted(parsed)]))
"""


def test_a_build_opens_and_parses_each_card_file_once(mini_cards: Path, tmp_path: Path) -> None:
    about = '[about]\ntwice = ["torch.range"]\n'
    path = mini_cards / "autograd.md"
    path.write_text(path.read_text().replace("**adds**", "**adds** (`torch.range`)", 1))
    config = mini_cards / "deck.toml"
    config.write_text(config.read_text() + about.replace("twice", "gradients-add"))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(mini_cards), str(tmp_path / "x.apkg")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    opened, parsed = json.loads(done.stdout.splitlines()[-1])
    assert opened == ["autograd.md", "deck.toml", "tensors.md"]
    assert parsed == ["autograd.md", "tensors.md"]
