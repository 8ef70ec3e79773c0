"""How the Word templates of this workspace were first made; the ``.docx`` files are the source since then."""
