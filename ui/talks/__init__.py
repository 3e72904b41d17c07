"""The visitor's own: conversations, saved items, what is known of them; kept, taken along, forgotten."""
