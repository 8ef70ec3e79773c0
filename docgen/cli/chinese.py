"""click in Chinese: help pages and complaints about the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import click

MODULES = {
    "check": "check", "build": "build", "list": "listing", "new": "new", "init": "init", "render": "render",
    "rule": "rule", "diff": "diff", "log": "log",
    "figures": "figures", "explain": "explain",
}  # fmt: skip
SHORT = {
    "check": "检查案卷、模式、配置和模板",
    "build": "生成文书，只写有变化的",
    "list": "列出案卷、文书或者数字",
    "new": "按模式新建一份案卷，每项都有说明",
    "init": "新建一个工作区",
    "render": "用一份数据填一个模板，不需要工作区",
    "rule": "解释一个编号",
    "diff": "两个版本的案卷有哪些不同",
    "log": "一份案卷历次改了什么",
    "figures": "统计一个期间的数字",
    "explain": "说明一个数字是怎么来的",
}


class _Formatter(click.HelpFormatter):
    """Headings end in a full-width colon."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        # click pads by the number of characters; a Chinese character takes two columns.
        from docgen.report.columns import pad, width

        rows = list(rows)
        column = max(width(name) for name, _ in rows) + col_spacing
        for name, told in rows:
            self.write(f"{' ' * self.current_indent}{pad(name, column)}{told}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Speaking:
    """Usage lines and section titles in Chinese."""

    context_class: type[click.Context] = _Context

    def format_usage(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [row for parameter in self.get_params(ctx)
                if isinstance(parameter, click.Option) and (row := _row(parameter, ctx))]  # fmt: skip
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)

    def get_help_option(self: Any, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = click.Command.get_help_option(self, ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option


def _row(option: click.Option, ctx: click.Context) -> tuple[str, str] | None:
    """An option and its help, without what click adds in English."""
    row = option.get_help_record(ctx)
    return (row[0], (option.help or "") + ("（必填）" if option.required else "")) if row else None


class Command(_Speaking, click.Command):
    """A command whose help is Chinese."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [piece.replace("[OPTIONS]", "[选项]") for piece in click.Command.collect_usage_pieces(self, ctx)]


class Commands(_Speaking, click.Group):
    """The commands, each imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in MODULES:
            return None
        command: click.Command = import_module(f"docgen.cli.{MODULES[name]}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in MODULES and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], list(MODULES), 1, 0.5)
            ask = f"要用“{near[0]}”吗？" if near else "可用的有：" + "、".join(MODULES) + "。"
            raise click.UsageError(f"没有命令“{args[0]}”。{ask}", ctx)
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[选项]", "命令 …"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, SHORT[name]) for name in MODULES])


def complaint(problem: click.ClickException) -> str:
    """What is wrong with the command line, in one Chinese sentence."""
    if isinstance(problem, click.NoSuchOption):
        near = f"要用“{problem.possibilities[0]}”吗？" if problem.possibilities else ""
        return f"没有选项“{problem.option_name}”。{near}"
    if isinstance(problem, click.MissingParameter):
        parameter = problem.param
        return f"缺少“{_typed_as(parameter)}”。"
    if isinstance(problem, click.BadParameter):
        parameter = problem.param
        name = _typed_as(parameter)
        if parameter is not None and isinstance(parameter.type, click.Choice):
            return f"“{name}”只能是：{'、'.join(map(str, parameter.type.choices))}。"
        if parameter is not None and isinstance(parameter.type, click.IntRange):
            return f"“{name}”要写{_numbers(parameter.type)}的整数。"
        return problem.message if not problem.message.isascii() else f"“{name}”的值不对。"
    if isinstance(problem, click.BadOptionUsage):
        return f"选项“{problem.option_name}”后面要有一个值。"
    if isinstance(problem, click.FileError):
        return f"文件“{problem.ui_filename}”打不开。"
    if problem.message.startswith("Got unexpected extra argument"):
        return "多出了内容：" + problem.message.partition("(")[2].rstrip(")") + "。"
    return problem.message


def _typed_as(parameter: click.Parameter | None) -> str:
    """What users know an option or an argument by."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name if parameter is not None else ""


def _numbers(allowed: click.IntRange) -> str:
    return f" {allowed.min} 到 {allowed.max} " if allowed.max is not None else f"不小于 {allowed.min} "


def speak_safely() -> None:
    """Never fail for a character that the console cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
