"""The version of derive, for the command, for reports and for the package's own file."""

VERSION = "0.1.0"
