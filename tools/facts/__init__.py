"""What is known of items, told: values, answers to questions, and why an item is where it is."""
