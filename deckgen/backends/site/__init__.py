"""The deck as one static web page: every card as Anki renders it, with its proof."""
