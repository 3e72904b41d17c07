"""What the commands do; the command line names them."""
