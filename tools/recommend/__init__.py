"""Recommenders behind one interface, the blend that serves, and what goes together."""
