"""What buyers say of items: their reviews, what these praise and find fault with, and who asks for it."""
