"""What this machine computes with: its card, and how its threads wait."""
