"""What people write without docgen: a folder of YAML cases through docxtpl, nothing checked.

python -m bench.plain_script TEMPLATE CASES OUT [TITLE]
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from docxtpl import DocxTemplate  # type: ignore[import-untyped]


def main() -> None:
    template, source, out = sys.argv[1:4]
    title = sys.argv[4] if sys.argv[4:] else "总结"
    Path(out).mkdir(parents=True, exist_ok=True)
    for file in sorted(Path(source).glob("*.yaml")):
        case = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        document = DocxTemplate(template)
        document.render({title: case}, autoescape=True)
        document.save(Path(out) / f"{case['编号']}.docx")


if __name__ == "__main__":
    main()
