"""Commands that write card files: a new card, and quotations brought up to date."""
