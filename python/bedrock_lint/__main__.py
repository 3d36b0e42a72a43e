"""`python -m bedrock_lint`: the program of this package, in the place of the interpreter."""

import os
import sys

from bedrock_lint import program

if __name__ == "__main__":
    path = program()
    os.execv(path, [path, *sys.argv[1:]])
