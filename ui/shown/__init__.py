"""What the page shows of a turn, as HTML: the list and its cards, tables, prose and what unfolds."""
