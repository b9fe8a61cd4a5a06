"""Somebody's file as a module: its code compiled under its own name, so that lines in errors are the file's.

Modules that are not installed (compiled helpers, plotting, data sets) are stood in for: importing one works, and what
is taken from it raises when it is called, with a sentence that says so.
"""

import builtins
import os
import sys
import types
from typing import Any

PACKAGE = "submission_folder"
MOST = 30  # modules that are stood in for


class _Absent:
    """Something of a module that is not there: a function, a decorator, a constant."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *values: Any, **named: Any) -> Any:
        if len(values) == 1 and not named and isinstance(values[0], types.FunctionType):
            return values[0]  # as a decorator
        raise ModuleNotFoundError(f"{self._name} is not installed here")

    def __getattr__(self, name: str) -> "_Absent":
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent(f"{self._name}.{name}")


class _Stub(types.ModuleType):
    """A module that is not installed."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return []
        if name.startswith("__"):
            raise AttributeError(name)
        return range if name in ("xrange", "range") else _Absent(f"{self.__name__}.{name}")


def load(file: str, text: str) -> tuple[types.ModuleType, list[str]]:
    """The module that the text defines, and the modules that were stood in for. Imports of files beside it work, also
    relative ones. Whatever else it raises comes through."""
    folder = os.path.dirname(os.path.abspath(file))
    sys.path.insert(0, folder)
    sys.argv = [file]
    builtins.input = _no_input
    _package(PACKAGE, os.path.dirname(folder))
    _package(f"{PACKAGE}.own", folder)
    code = compile(text, file, "exec", dont_inherit=True)
    absent: list[str] = []
    while True:
        module = types.ModuleType("submission")
        module.__file__, module.__package__ = file, f"{PACKAGE}.own"
        sys.modules["submission"] = module
        try:
            exec(code, vars(module))
        except ModuleNotFoundError as error:
            if not error.name or error.name in absent or len(absent) >= MOST:
                raise
            absent.append(error.name)
            sys.modules[error.name] = _Stub(error.name)
            continue
        return module, absent


def _package(name: str, folder: str) -> None:
    """A package whose modules are the files of a folder."""
    package = types.ModuleType(name)
    package.__path__ = [folder]
    sys.modules[name] = package


def _no_input(prompt: Any = "") -> str:
    raise EOFError("derive check has nobody to type an answer to input()")
