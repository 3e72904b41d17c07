"""What there is in a catalogue folder, as it was understood, before anything is built of it."""
