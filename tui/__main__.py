"""`python -m tui` is `claimdesk`."""

from tui.cli import main

main()
