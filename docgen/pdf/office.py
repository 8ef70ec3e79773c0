"""Where LibreOffice is, and one call of it: a folder of Word files -> a folder of PDFs.

Each worker has a profile of its own, so that a LibreOffice that the user has open is not disturbed and no setting of
his counts. The profile forbids what a document could ask for: LibreOffice would otherwise fetch linked pictures over
the network while it converts. Macros never run in a headless conversion; the settings say so once more.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from docgen.pdf.trouble import no_office, wrong_variable

VARIABLE = "DOCGEN_SOFFICE"
_NAMES = ("soffice.com", "soffice.exe") if sys.platform == "win32" else ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
)
_POLL = 0.05
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_INET = "/org.openoffice.Inet/Settings"
_SETTINGS = (
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    # Whatever would still be fetched goes to a port of this computer where nothing answers.
    (_INET, "ooInetProxyType", "2"),
    (_INET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPProxyPort", "9"),
    (_INET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPSProxyPort", "9"),
)


def find_office() -> str:
    """The program to call: what DOCGEN_SOFFICE names, else on the path, else in the usual places.

    Raises:
        OfficeError: when there is none.
    """
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        found = shutil.which(named) if Path(named).is_absolute() else None
        if found is None:
            raise wrong_variable(named)
        return found
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if Path(folder).is_absolute()]
    on_path = (shutil.which(name, path=os.pathsep.join(folders)) for name in _NAMES)
    found = next((each for each in (*on_path, *map(shutil.which, _usual())) if each), None)
    if found is None:
        raise no_office()
    return found


def _usual() -> list[str]:
    windows = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    installed = [str(Path(each) / "LibreOffice/program/soffice.com") for each in windows if each]
    own = sorted((str(each) for each in Path("/opt").glob("libreoffice*/program/soffice")), reverse=True)
    return [*installed, *_PLACES, *own]


def make_profile(folder: Path) -> None:
    """A user profile with the settings above. Raises OSError."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    head = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (folder / "user").mkdir(parents=True)
    file = folder / "user" / "registrymodifications.xcu"
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{items}</oor:items>\n', "utf-8")


def call(
    office: str, profile: Path, files: Sequence[Path], out: Path, *, timeout: float, goes_on: Callable[[], bool]
) -> str:
    """Convert the files in their order into ``out``, each to a PDF of the same name.

    Files that LibreOffice cannot open are passed over in silence. Returns ``done``, ``died``, ``slow`` when nothing
    new came for ``timeout`` seconds, or ``stopped`` when ``goes_on`` said no; in all but the first case the process
    and all that it started are gone. What it said stands in ``out/said.txt``. Raises OSError when it cannot start.
    """
    words = [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nodefault",
        "--nolockcheck", "--infilter=MS Word 2007 XML", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(out),
        *map(str, files),
    ]  # fmt: skip
    # One time zone and one language everywhere: the first is printed in the PDF, the second decides what is not set.
    environment = dict(os.environ) | {"TZ": "UTC", "LC_ALL": "C.UTF-8"}
    with (out / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=environment, cwd=out,
            start_new_session=True,
        )  # fmt: skip
        try:
            return _watch(process, out, timeout, goes_on)
        finally:
            if process.poll() is None:
                _kill(process)


def _watch(process: subprocess.Popen[bytes], out: Path, timeout: float, goes_on: Callable[[], bool]) -> str:
    made, quiet = -1, 0.0
    while True:
        try:
            return "died" if process.wait(_POLL) else "done"
        except subprocess.TimeoutExpired:
            quiet += _POLL
        if not goes_on():
            return "stopped"
        now = sum(1 for _ in out.glob("*.pdf"))
        made, quiet = (made, quiet) if now == made else (now, 0.0)
        if quiet >= timeout:
            return "slow"


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The process and its children: ``soffice`` is a script that starts another program, which starts the office."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
