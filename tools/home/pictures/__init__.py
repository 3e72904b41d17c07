"""Pictures that a catalogue names by link: fetched when that is wanted, and kept in the home."""
