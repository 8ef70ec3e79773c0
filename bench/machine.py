"""What the numbers were measured on: processor, system, versions of all that took part."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.files import OUT
from docgen.build.pools import cores

_PACKAGES = ("docxtpl", "Jinja2", "lxml", "PyYAML", "jsonschema", "jsonschema_rs", "isal", "zlib_ng")


def facts() -> dict[str, str]:
    """Names and values for the head of the result, in the order to show them."""
    import docgen
    from docgen.render.deflate import LIBRARY

    found = {
        "处理器": _processor(),
        "可用核数": str(cores()),
        "系统": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "docgen": docgen.__version__,
        "压缩": LIBRARY,
    }
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found | _node()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _node() -> dict[str, str]:
    node = shutil.which("node")
    if node is None:
        return {}
    found = {"Node": subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip().lstrip("v")}
    for name in ("docxtemplater", "easy-template-x", "docx-templates", "carbone"):
        try:
            about = json.loads((OUT / "node/node_modules" / name / "package.json").read_text("utf-8"))
        except OSError:
            continue
        found[name] = about["version"]
    return found
