"""What there is and what can be computed: catalogue, purchases, index, recommenders, tools."""
