"""`derive schema`: the JSON Schema of spec files."""

import typer


def schema() -> None:
    """Print the JSON Schema of spec files, for editors."""
    from derive.spec.schema import schema_text

    typer.echo(schema_text(), nl=False)
