"""What git said, or that it said nothing -> one Chinese sentence with a code, and how to mend it."""

from __future__ import annotations

from docgen.model import Diagnostic, DocgenError

_DUBIOUS = "dubious ownership"
_NO_REPOSITORY = ("not a git repository", "must be run in a work tree", "cannot use bare repository")


class GitError(DocgenError):
    """Git cannot answer; ``diagnostic`` says why, with its code (exit 2)."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code, "error", message, hint=hint)


def no_git() -> GitError:
    """There is no git on this computer."""
    hint = "请装上 git（2.31 以上）再用这条命令；检查和生成文书不用它"
    return GitError("DG701", "这台电脑上没有找到 git，看不了修改记录。", hint)


def no_repository(folder: str) -> GitError:
    """The folder stands in no repository."""
    hint = "在工作区里运行 git init，以后每次改完用 git commit 存一次，才有修改记录"
    return GitError("DG702", f"“{folder}”没有用 git 管理，没有修改记录可看。", hint)


def no_commit() -> GitError:
    """Nothing has been committed yet."""
    hint = "先提交一次：git add .，再 git commit"
    return GitError("DG704", "这个版本库里还没有提交过，没有可比的版本。", hint)


def too_slow(seconds: int) -> GitError:
    """Git was stopped because it took too long."""
    hint = "稍后再试一次；还是这样，请用 git fsck 检查版本库"
    return GitError("DG706", f"git 过了 {seconds} 秒还没有答复，已经停止。", hint)


def said_by_git(words: str, top: str) -> GitError:
    """What stands on git's standard error, as an error of ours."""
    if _DUBIOUS in words:
        message = f"“{top}”是别的用户建的，git 出于安全不肯读取。"
        hint = f"确认这个文件夹可靠以后，运行 git config --global --add safe.directory '{top}'"
        return GitError("DG703", message, hint)
    if any(each in words for each in _NO_REPOSITORY):
        return no_repository(top)
    first = next((line for line in words.splitlines() if line.startswith("fatal:")), words.strip().split("\n")[0])
    told = first.removeprefix("fatal:").strip() or "没有说明原因"
    return GitError("DG706", f"git 没有办成，它说的是：{told}", "请用 git fsck 检查版本库是否完好")
