"""`python -m tastemaker.ui` is the command line."""

import sys

from tastemaker.ui.cli import main

sys.exit(main())
