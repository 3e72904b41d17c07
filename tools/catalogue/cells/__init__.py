"""What the cells of a table say, whichever program wrote it: rows, numbers, prices, times, words of shops."""
