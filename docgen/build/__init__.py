"""What is out of date, and writing it."""

from docgen.build.outcome import Built, Outcome
from docgen.build.run import build

__all__ = ["Built", "Outcome", "build"]
