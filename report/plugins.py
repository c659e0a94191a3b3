"""Finds the one-file additions in a folder: a plug-in is a module with the right names."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType

from report.errors import PluginError


def load_plugins(package: ModuleType, names: Iterable[str]) -> dict[str, ModuleType]:
    """The modules of `package`'s folder by name, sorted; each must define every one of `names`.

    Modules whose name starts with an underscore are not plug-ins.
    """
    found: dict[str, ModuleType] = {}
    required = tuple(names)
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        missing = [name for name in required if not hasattr(module, name)]
        if missing:
            raise PluginError(
                "the plug-in {file} does not define {names}",
                file=module.__file__,
                names=", ".join(missing),
            )
        found[info.name] = module
    return found
