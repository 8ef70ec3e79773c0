"""Which engines are here, and how each is started: docgen, docxtpl and the floor always, Node's where they can be had.

The Node engines and their templates are those of the peers' folder (``DOCGEN_PEERS``, else ``../shared/peers``). They
are installed with npm into the bench's own folder; without the folder, npm or a network, the race goes on without.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench import cases, documents
from bench.files import OUT, ROOT, write_json

KINDS = {"problem_list": "问题清单", "work_summary": "工作总结"}
CASES = 24
_LETTERS = {"problem_list": "a", "work_summary": "b"}
_NODE = OUT / "node"
_NODE_ENGINES = (
    ("docxtemplater", "mustache", "docxtemplater.mjs", "create"),
    ("easy-template-x", "mustache", "easy_template_x.mjs", "create"),
    ("docx-templates", "docx-templates", "docx_templates.mjs", "create"),
    ("carbone", "carbone", "carbone.mjs", "create"),
)


@dataclass(frozen=True)
class Engine:
    """How to start one, in which ``folder``, and the ``dialect`` of its templates."""

    name: str
    command: tuple[str, ...]
    folder: Path = ROOT
    dialect: str = "docxtpl"


@dataclass(frozen=True)
class Material:
    """The templates and cases of the race, in a folder, and where they come from."""

    folder: Path
    origin: str
    letters: bool

    def template(self, kind: str, dialect: str = "docxtpl") -> Path:
        return self.folder / f"{_LETTERS[kind] if self.letters else kind}-{dialect}.docx"

    def cases(self, kind: str) -> Path:
        """A JSON file with a list of cases."""
        return self.folder / f"cases-{_LETTERS[kind] if self.letters else kind}.json"


def peers() -> Path | None:
    """The peers' folder, where there is one."""
    named = os.environ.get("DOCGEN_PEERS")
    place = Path(named) if named else ROOT.parent / "shared/peers"
    return place if (place / "templates.py").is_file() else None


def material() -> Material:
    """The two documents: the peers' own where their folder is, else the bench's, of the same shape."""
    place, folder = peers(), OUT / "material"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if place is not None:
        script = (
            "import cases, sys, templates, pathlib as p; f = p.Path(sys.argv[1]); cases.write(f); templates.write(f)"
        )
        environment = os.environ | {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run([sys.executable, "-c", script, str(folder)], env=environment, check=True)
        return Material(folder, "peers", True)
    for kind in KINDS:
        (folder / f"{kind}-docxtpl.docx").write_bytes(getattr(documents, kind)())
        write_json(folder / f"cases-{kind}.json", [getattr(cases, kind)(number) for number in range(CASES)])
    return Material(folder, "bench", False)


def python_engines() -> list[Engine]:
    command = (sys.executable, "-m", "bench.worker")
    return [Engine(name, (*command, f"bench.adapters:{name}")) for name in ("docgen", "docxtpl", "floor")]


def node_engines() -> tuple[list[Engine], str]:
    """The Node engines, installed if need be; or none, and why."""
    place, node, npm = peers(), shutil.which("node"), shutil.which("npm")
    if place is None:
        return [], "the peers' folder is not here (DOCGEN_PEERS, ../shared/peers)"
    if node is None or npm is None:
        return [], "node and npm are not installed"
    (_NODE / "adapters").mkdir(parents=True, exist_ok=True)
    for name in ("worker.mjs", "package.json", *(f"adapters/{file}" for _, _, file, _ in _NODE_ENGINES)):
        shutil.copyfile(place / name, _NODE / name)
    if not all((_NODE / "node_modules" / name).is_dir() for name, *_ in _NODE_ENGINES):
        installed = subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--loglevel=error"], cwd=_NODE, capture_output=True, text=True
        )
        if installed.returncode:
            return [], "npm install failed: " + (installed.stderr.strip().splitlines() or ["no reason given"])[0]
    return [
        Engine(name, (node, "worker.mjs", f"adapters/{file}", factory), _NODE, dialect)
        for name, dialect, file, factory in _NODE_ENGINES
    ], ""
