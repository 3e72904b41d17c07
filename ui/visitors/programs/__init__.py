"""What programs are served: the tools, the catalogue as data, and turns."""
