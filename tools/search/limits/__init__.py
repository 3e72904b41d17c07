"""What must hold of every item of a list: conditions over the columns, and what nearly meets them."""
