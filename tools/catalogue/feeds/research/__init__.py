"""What was collected of many shoppers or readers: items, and who took and rated them."""
