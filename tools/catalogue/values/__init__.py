"""What the values of a catalogue say: amounts with units, sizes, dates, money."""
