# What the programs beside this one have in common: the first check that fails ends them.
import sys

_count = 0


def check(condition, what):
    global _count
    _count += 1
    if not condition:
        sys.exit(f"failed: {what}")


def checked():
    """How many checks have passed."""
    return _count
