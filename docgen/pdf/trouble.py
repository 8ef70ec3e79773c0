"""What went wrong with a conversion -> one Chinese sentence with a code, and how to mend it."""

from __future__ import annotations

from docgen.model import Diagnostic, DocgenError, Location

INSTALL = (
    "装上 LibreOffice 7 以上：Windows、macOS 从它的官网下载，统信、麒麟在应用商店里找，Debian 一类运行 "
    "apt install libreoffice-writer；装在别处的，用环境变量 DOCGEN_SOFFICE 写明 soffice 在哪里"
)


class OfficeError(DocgenError):
    """LibreOffice is not there or does not start; ``diagnostic`` says why, with its code."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic("DG620", "error", message, hint=hint)


def no_office() -> OfficeError:
    """There is no LibreOffice where one looks for it."""
    return OfficeError("没有找到 LibreOffice，转不了 PDF；Word 文件不受影响。", INSTALL)


def wrong_variable(value: str) -> OfficeError:
    """DOCGEN_SOFFICE names no program."""
    message = f"环境变量 DOCGEN_SOFFICE 写的“{value}”不是可以运行的程序，转不了 PDF。"
    return OfficeError(message, "写 soffice 这个程序的完整路径；不需要它就把这个变量去掉")


def does_not_start(words: str) -> OfficeError:
    """LibreOffice was called several times and never made anything."""
    said = f"，它说的是：{words}" if words else ""
    hint = "先在命令行里试 soffice --headless --version；临时文件夹要有地方、能写；缺少组件的重新安装 LibreOffice"
    return OfficeError(f"LibreOffice 启动不了{said}。", hint)


def not_converted(name: str) -> Diagnostic:
    """LibreOffice took the file and made nothing of it."""
    hint = "用 Word、WPS 或者 LibreOffice 打开看是否完好；是 docgen 生成的，用 --force 重新生成一次"
    return Diagnostic("DG621", "error", f"“{name}”转不成 PDF，LibreOffice 打不开它。", Location(name), hint=hint)


def unreadable(name: str, why: str) -> Diagnostic:
    """The Word file cannot be read, or is none."""
    return Diagnostic("DG621", "error", f"“{name}”转不成 PDF：{why}。", Location(name), hint="重新生成这一份再转")


def too_slow(name: str, seconds: float) -> Diagnostic:
    """LibreOffice was stopped because nothing came of this file."""
    message = f"“{name}”转 PDF 过了 {seconds:g} 秒还没有转完，已经停止。"
    hint = "单独再转一次；总是这样，用 LibreOffice 打开看卡在哪里，多半是表格太大、图片太多"
    return Diagnostic("DG622", "error", message, Location(name), hint=hint)
