"""The commands of derive, collected into one typer application."""

from typing import Annotated

import typer

from derive.cli.commands.audit import audit
from derive.cli.commands.check import check
from derive.cli.commands.course import course
from derive.cli.commands.examples import examples
from derive.cli.commands.export import export
from derive.cli.commands.faults import faults
from derive.cli.commands.layers import layers
from derive.cli.commands.new import new
from derive.cli.commands.prove import prove
from derive.cli.commands.report import report
from derive.cli.commands.schema import schema
from derive.cli.commands.show import show
from derive.cli.commands.sizes import sizes
from derive.cli.commands.train import train
from derive.cli.commands.verify import verify
from derive.version import VERSION

EPILOG = "Exit codes: 0 done or all verified, 1 a check failed, 2 usage or spec error, 3 internal error."

# Plain help: no escape codes in it, whatever the terminal, and rich need not be imported to print it.
app = typer.Typer(name="derive", add_completion=False, rich_markup_mode=None, epilog=EPILOG)
app.command("new")(new)
app.command("examples")(examples)
app.command("show")(show)
app.command("sizes")(sizes)
app.command("faults")(faults)
app.command("layers")(layers)
app.command("train")(train)
app.command("prove")(prove)
app.command("report")(report)
app.command("export")(export)
app.command("course")(course)
app.command("schema")(schema)
app.command("verify")(verify)
app.command("check")(check)
app.command("audit")(audit)


def print_version(wanted: bool) -> None:
    """Print the version and leave, if asked for."""
    if wanted:
        typer.echo(f"derive {VERSION}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def derive(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Derive and verify neural networks: proved formulas, readable NumPy kernels, a report."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
