"""The deck as one static page: every card as Anki renders it, its proof one click away."""
