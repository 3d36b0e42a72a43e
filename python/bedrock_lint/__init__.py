"""Where the program of this package is: `bedrock_lint.program()`. The package itself contains no analysis."""

from __future__ import annotations

import os
import sys
import sysconfig


def program() -> str:
    """The path of the `bedrock-lint` program that was installed with this package."""
    folders = [sysconfig.get_path("scripts")]
    if sys.prefix != sys.base_prefix:
        folders.append(os.path.join(sys.prefix, "bin"))
    user_scheme = sysconfig.get_preferred_scheme("user") if hasattr(sysconfig, "get_preferred_scheme") else "posix_user"
    folders.append(sysconfig.get_path("scripts", user_scheme))
    # `pip install --target FOLDER` puts the program beside the package.
    folders.append(os.path.join(os.path.dirname(os.path.dirname(__file__)), "bin"))
    for folder in folders:
        path = os.path.join(folder, "bedrock-lint")
        if os.path.isfile(path):
            return path
    raise FileNotFoundError("bedrock-lint is in none of " + ", ".join(folders))
