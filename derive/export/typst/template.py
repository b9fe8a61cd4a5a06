"""The templates, which stand as Typst files beside this one."""

from importlib.resources import files


def template(name: str) -> str:
    """The text of a template with the functions that all templates share."""
    folder = files("derive.export.typst")
    return "\n".join(folder.joinpath(f"{part}.typ").read_text(encoding="utf-8") for part in ("common", name))
