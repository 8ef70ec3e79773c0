"""The command line: one module a command, exit status 0, 1, 2 or 130."""

from __future__ import annotations

import sys

import click

from docgen import __version__
from docgen.cli.chinese import Commands, complaint, speak_safely
from docgen.cli.options import shared_options
from docgen.model import DocgenError


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="docgen %(version)s", help="显示版本")
@shared_options
def cli(**_: object) -> None:
    """检查案卷，生成公文。

    \b
    案卷是 cases 文件夹里的 YAML 文件，一个对象、一件事各一份。
    docgen 按 schemas 里的模式检查它们，填进 templates 里的 Word 模板，
    写到 output 文件夹。每条命令后面加 --help 看详细说明。
    """


def main() -> None:
    """Run, and leave with the exit status of design §9."""
    speak_safely()
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as problem:
        click.echo(problem.format_message())
        sys.exit(2)
    except click.ClickException as problem:
        context = getattr(problem, "ctx", None)
        click.echo(f"错误：{complaint(problem)}", err=True)
        if context is not None:
            click.echo(f"看用法：{context.command_path} --help", err=True)
        sys.exit(2)
    except DocgenError as problem:
        click.echo(f"错误：{problem}", err=True)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort) as stopped:
        said = str(stopped.__cause__ or stopped) or "已中断；写完的文件都是完整的，再运行一次会接着做。"
        click.echo(said, err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader (head, less) has gone: that is no error of ours, and nothing more can be said to it.
        sys.stderr.close()
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)
