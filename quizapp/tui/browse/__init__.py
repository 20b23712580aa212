"""The card browser: table, search, preview and actions."""
