"""What rules and a probe read of a request, for models that are not taught to write calls."""
