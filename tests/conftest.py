"""What tests share: copies of the sample workspace that a test may change."""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DOZEN = (*(f"enterprise/qy-{number:03d}" for number in range(1, 13)), "team/td-01", "team/td-02",
         *(f"meeting/fx-2022-{number}" for number in ("09", "14", "24", "38")), "period/2022-08")  # fmt: skip
FEW = ("enterprise/qy-001", "enterprise/qy-003", "enterprise/qy-005", "meeting/fx-2022-09", "period/2022-08")
_CASE = re.compile(r"\b(?:qy|td|zj|fx|hz|px|hy|jq|cp)-[0-9]{2,4}(?:-[0-9]{2})?\b")
_ITEM = re.compile(r"\b(?:WT|HZ|CF|CS|HF|ZF|XQ|FJ|BG|GX)-[0-9]{4}-[0-9]{3}\b")
_OWN = re.compile(rf"编号: ({_ITEM.pattern})")


def pytest_configure(config: pytest.Config) -> None:
    """Where Python keeps no bytecode beside the sources, as in many containers, keep it in pytest's own folder.

    Without any, each process that a test starts compiles the whole program anew.
    """
    cache = getattr(config, "cache", None)
    if sys.dont_write_bytecode and cache is not None:
        sys.pycache_prefix = str(cache.mkdir("bytecode"))
        sys.dont_write_bytecode = False
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample's dozen, copied."""
    return copy_dozen(tmp_path / "sample")


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Four enterprises of the sample, copied: enough, and cheap, where it is the program that matters."""
    return copy_few(tmp_path / "few")


def copy_sample(place: Path) -> Path:
    """The whole sample workspace without its output, copied to a new folder."""
    _copy_frame(place)
    shutil.copytree(ROOT / "cases", place / "cases")
    return place


def copy_dozen(place: Path) -> Path:
    """The sample with its twelve rich enterprises, as of August, and whatever these refer to: enough for most tests.

    Of the teams' outings only those stay that went to these twelve; meetings are numbered anew.
    """
    return _copy_part(place, DOZEN)


def copy_few(place: Path) -> Path:
    """The sample with three of its enterprises (one is a folder), a meeting, and what these refer to, as of August.

    That is a fourth enterprise, and teams, experts and trainings; the teams' outings are those to these four.
    """
    return _copy_part(place, FEW)


def _copy_frame(place: Path) -> None:
    place.mkdir(parents=True)
    shutil.copyfile(ROOT / "docgen.yaml", place / "docgen.yaml")
    for folder in ("schemas", "templates"):
        shutil.copytree(ROOT / folder, place / folder)


def _copy_part(place: Path, wanted: tuple[str, ...]) -> Path:
    _copy_frame(place)
    configuration = (place / "docgen.yaml").read_text("utf-8")
    (place / "docgen.yaml").write_text(re.sub('current: ".*"', 'current: "2022-08"', configuration), "utf-8")
    for kind in ("calendar", "standard"):
        shutil.copytree(ROOT / "cases" / kind, place / "cases" / kind)
    for name, text in _part(wanted).items():
        file = place / "cases" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
    return place


@cache
def _part(wanted: tuple[str, ...]) -> dict[str, str]:
    """The files of the wanted cases and of all that they refer to, directly or not: by name below ``cases``."""
    files = {file.relative_to(ROOT / "cases").as_posix(): file.read_text("utf-8")
             for file in sorted((ROOT / "cases").rglob("*.yaml"))}  # fmt: skip
    few = frozenset(key.partition("/")[2] for key in wanted)
    files |= {name: _with_few_outings(text, few) for name, text in files.items() if name.startswith("team/")}
    files |= {name: _with_few_examples(text, few) for name, text in files.items() if name.startswith("period/")}
    holders: dict[str, list[str]] = {}
    for name, text in files.items():
        for each in (name.split("/")[1].removesuffix(".yaml"), *_OWN.findall(text)):
            holders.setdefault(each, []).append(name)
    found: dict[str, str] = {}
    left = [name for key in wanted for name in holders[key.partition("/")[2]]]
    while left:
        name = left.pop()
        if name not in found:
            found[name] = files[name]
            left += [holder for each in (*_CASE.findall(files[name]), *_ITEM.findall(files[name]))
                     for holder in holders.get(each, ())]  # fmt: skip
    return found | _numbered_anew({name: text for name, text in found.items() if name.startswith("meeting/")})


def _numbered_anew(meetings: dict[str, str]) -> dict[str, str]:
    """Meetings of each form with numbers from 1 on, as if these were all: a gap would be warned of."""
    made: dict[str, str] = {}
    for name in sorted(meetings):
        number = sum(other[:10] == name[:10] for other in made) + 1
        made[name] = re.sub("(?m)^期号: .*", f"期号: {number}", meetings[name])
    return made


def _with_few_outings(text: str, few: frozenset[str]) -> str:
    team = yaml.load(text, yaml.CBaseLoader)
    team["出动"] = [each for each in team["出动"] if each["日期"] <= "2022-08-05" and set(each.get("企业", [])) <= few]
    return str(yaml.dump(team, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def _with_few_examples(text: str, few: frozenset[str]) -> str:
    """The summary's text, without its pointers to other enterprises (the fields are optional)."""
    return re.sub(r"^ *(?:- )?(?:事例)?企业: (\S+)\n", lambda line: line[0] if line[1] in few else "", text, flags=re.M)
