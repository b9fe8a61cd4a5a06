"""`python -m derive.cli` is `derive`."""

import sys

from derive.cli.border import main

sys.exit(main())
