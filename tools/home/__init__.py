"""What lies in a home folder: which build is in force, and whether files are what was written."""
