"""The exports of shop programs: products with their variants, prices and stock."""
