"""Catalogues and histories as other programs write them, read into rows of ours."""
