"""Word files -> PDF by the user's own LibreOffice, and which Word file a PDF came from."""

from docgen.pdf.convert import Converted, convert
from docgen.pdf.marks import came_from, is_untouched
from docgen.pdf.office import find_office
from docgen.pdf.trouble import OfficeError

__all__ = ["Converted", "OfficeError", "came_from", "convert", "find_office", "is_untouched"]
