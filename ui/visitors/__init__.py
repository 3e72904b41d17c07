"""Who may come in, and how often: people by the page, programs by a door of their own."""
