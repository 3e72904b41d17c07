"""What an item's own texts say: figures in titles, lines of descriptions, facts that a model reads."""
