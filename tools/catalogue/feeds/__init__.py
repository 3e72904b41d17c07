"""Catalogues as shop programs export them, read into rows of ours; each is known by the columns it has."""
