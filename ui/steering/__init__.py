"""What steers a list by a click: its limits, what would narrow it, and how much each reason counts."""
