"""What there is: items and their fields, purchases, profiles, and how the files of a shop are read."""
