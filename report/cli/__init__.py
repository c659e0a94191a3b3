"""The command line: one file per command; arguments, printing, exit codes.

A command is a module of this folder that defines `command`, a Click command, called as the file is. Each gets
the options about talk (`--lang`, `-q`, `-v`, `--bidi`), and a `Terminal` as Click's `obj`. What it returns is
the exit code. Engines are imported inside the functions that need them, so that `--help` costs nothing.
"""

from __future__ import annotations

import errno
import importlib
import io
import os
import pkgutil
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

import click

from report import __version__
from report.cli._terminal import Terminal
from report.errors import ConfigError, PluginError, ReportError, WriteError, message

_FULL = (errno.ENOSPC, errno.EDQUOT)

INTERRUPTED = 130
TERMINATED = 143


class Terminated(BaseException):
    """SIGTERM, as an exception, so that what was begun is cleaned up."""


def _set_language(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        context.ensure_object(Terminal).language = value


def _set_bidi(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        context.ensure_object(Terminal).bidi = value


def _set_verbosity(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Terminal).verbosity = 1 if parameter.name == "verbose" else -1


def talk_options() -> list[click.Parameter]:
    """The options that stand before the command or after it."""
    return [
        click.Option(
            ["--lang"],
            type=click.Choice(["ar", "en"]),
            help="The language of messages.",
            expose_value=False,
            is_eager=True,
            callback=_set_language,
        ),
        click.Option(
            ["--bidi"],
            type=click.Choice(["auto", "on", "off"]),
            help="Order Arabic for a terminal that cannot.",
            expose_value=False,
            is_eager=True,
            callback=_set_bidi,
        ),
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            help="Say nothing but errors.",
            expose_value=False,
            is_eager=True,
            callback=_set_verbosity,
        ),
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            help="Say more; show the traceback of a bug.",
            expose_value=False,
            is_eager=True,
            callback=_set_verbosity,
        ),
    ]


class Commands(click.Group):
    """The commands are the files of this folder."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        module = importlib.import_module(f"{__name__}.{name}")
        command = getattr(module, "command", None)
        if not isinstance(command, click.Command):
            raise PluginError(
                "the plug-in {file} does not define {names}", file=module.__file__, names="command"
            )
        known = {parameter.name for parameter in command.params}
        command.params.extend(option for option in talk_options() if option.name not in known)
        return command


@click.group(
    cls=Commands,
    params=talk_options(),
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 findings, 2 usage or settings, 3 input refused, 4 something is missing, "
    "5 cannot write, 6 busy, 7 over a limit, 70 a bug.",
)
@click.version_option(__version__, prog_name="taqrir", message="%(prog)s %(version)s")
def commands() -> None:
    """Turn an Arabic article into a printed briefing (PDF) and an e-book (EPUB)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    _open_streams()
    try:
        return _run(Terminal(os.environ), arguments)
    finally:
        _close_streams()


def _run(terminal: Terminal, arguments: Sequence[str] | None) -> int:
    try:
        with _terminate_by_exception():
            code = _invoke(terminal, sys.argv[1:] if arguments is None else arguments)
            sys.stdout.flush()
            return code
    except ReportError as error:
        terminal.show_error(error)
        return error.exit_code
    except click.ClickException as error:
        return _show_usage_error(terminal, error)
    except (KeyboardInterrupt, click.Abort):
        terminal.show_error(ReportError("interrupted; the files of the last build are as they were"))
        return INTERRUPTED
    except Terminated:
        terminal.show_error(ReportError("terminated; the files of the last build are as they were"))
        return TERMINATED
    except BrokenPipeError:  # whoever read our output has read enough
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL:
            full = WriteError("cannot write: {reason}", reason=(error.strerror or "").lower())
            terminal.show_error(full)
            return full.exit_code
        return _show_bug(terminal, error)


def _invoke(terminal: Terminal, arguments: Sequence[str]) -> int:
    """Click without its own way of ending the process."""
    try:
        with commands.make_context("taqrir", list(arguments), obj=terminal) as context:
            result = commands.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    return result if isinstance(result, int) else 0


def _show_usage_error(terminal: Terminal, error: click.ClickException) -> int:
    """Click's words in our form: lower case, no final period."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return ConfigError.exit_code
    text = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "taqrir"
    terminal.show_error(
        ConfigError(
            "{reason}",
            reason=text[:1].lower() + text[1:],
            hint=message("`{command} --help` says what can be asked", command=command),
        )
    )
    return ConfigError.exit_code


def _show_bug(terminal: Terminal, error: Exception) -> int:
    if terminal.verbosity > 0:
        traceback.print_exception(error)
    terminal.show_error(
        ReportError(
            "this is a bug of ours: {kind}: {reason}",
            kind=type(error).__name__,
            reason=" ".join(str(error).split()),
            hint=message("run it again with -v for the traceback, and report that"),
        )
    )
    return ReportError.exit_code


@contextmanager
def _terminate_by_exception() -> Iterator[None]:
    def terminate(number: int, frame: FrameType | None) -> None:
        raise Terminated

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals
        return
    previous = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


def _open_streams() -> None:
    """UTF-8 for files and pipes, the terminal's encoding on a terminal, nowhere where a stream is closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # for the life of the process
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


def _close_streams() -> None:
    """Flush now: the interpreter would complain at exit of a pipe that was closed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
