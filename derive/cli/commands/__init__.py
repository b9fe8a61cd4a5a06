"""One file for each command. Its function imports what it needs when it runs, so that `derive --help` is instant."""
