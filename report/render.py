"""The book as markup: Jinja2, strict and autoescaped, with design tokens and locale strings from files.

Templates see `edition`, `theme` (the tokens of `templates/themes/<name>.toml`), what the caller adds, and
`string(key, **values)` for the locale string `key`. Filters: `digits` writes a number in the edition's digit
family, `kind` gives the class name of an inline or a block.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from report.arabic.digits import COUNTER_STYLES, format_digits
from report.arabic.direction import script_of_language
from report.document import read_inlines
from report.edition import Edition
from report.errors import ConfigError, Location, ResourceError, SourceError, TemplateError, message
from report.fonts import Face, load_families
from report.resources import Resources
from report.tables import collect_strings


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Design tokens: nested read-only mappings, as `templates/themes/<name>.toml` holds them."""

    name: str
    tokens: Mapping[str, Any]

    def families(self, output: str) -> tuple[str, ...]:
        """The font families of an output ("print", "epub"), those of running text first."""
        faces = self.tokens["faces"][output]
        return tuple(dict.fromkeys(family for stack in faces.values() for family in stack))

    def for_scripts(self, scripts: Iterable[str]) -> Theme:
        """The theme with its faces for `scripts` (ISO 15924), those of the first one in front."""
        usual, own = self.tokens["faces"], self.tokens.get("scripts", {})
        tables = [own.get(script, usual) for script in scripts] or [usual]
        faces = {
            output: {
                use: tuple(dict.fromkeys(family for table in tables for family in table[output][use]))
                for use in usual[output]
            }
            for output in usual
        }
        return Theme(name=self.name, tokens=freeze_tokens({**self.tokens, "faces": faces}))


def load_theme(resources: Resources, name: str) -> Theme:
    tokens = resources.read_toml("templates", f"themes/{name}.toml")
    if "faces" not in tokens:
        raise ResourceError("the theme {name} names no faces", name=name)
    return Theme(name=name, tokens=freeze_tokens(tokens))


def freeze_tokens(value: Any) -> Any:
    """`value` with read-only mappings and tuples in it."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: freeze_tokens(item) for key, item in value.items()})
    return tuple(freeze_tokens(item) for item in value) if isinstance(value, list) else value


def load_strings(resources: Resources, language: str, months: str = "") -> dict[str, str]:
    """The locale table of the language's primary subtag (BCP 47), keys joined by dots.

    Under it lie the words that table kinds bring along; over it the names of the months in the
    language's region, or those of the table `months` ("both": the language's own).
    """
    subtag, *rest = language.lower().split("-")
    known = _list_tables(resources, "locales")
    if subtag not in known:
        raise ResourceError(
            "there is no locale table for the language {language}",
            language=language,
            hint=message("the languages are: {names}", names=", ".join(known)),
        )
    table = resources.read_toml("templates", f"locales/{subtag}.toml")
    regions = {part.upper() for part in rest if len(part) == 2}
    names = _choose_months(resources, subtag, regions, months)
    return {**collect_strings(subtag), **_flatten(table), **_flatten({"month": names})}


def _choose_months(resources: Resources, language: str, regions: set[str], wanted: str) -> Mapping[str, str]:
    tables = {
        name: resources.read_toml("templates", f"locales/months/{name}.toml")
        for name in _list_tables(resources, "locales/months")
    }
    own = {name: table for name, table in tables.items() if table["language"] == language}
    if wanted and wanted != "both" and wanted not in own:
        raise ConfigError(
            "there are no names of the months {name}",
            name=wanted,
            hint=message("the names are: {names}", names=", ".join([*own, "both"])),
        )
    for name, table in own.items():
        if name == wanted or (not wanted and regions.intersection(table["regions"])):
            return dict(table["month"])
    return {}


def _list_tables(resources: Resources, folder: str) -> list[str]:
    paths = resources.list_names("templates", f"{folder}/*.toml")
    return sorted(PurePosixPath(path).stem for path in paths)


class Renderer:
    """Renders templates of one project in one theme and one language."""

    def __init__(
        self,
        resources: Resources,
        theme: Theme,
        language: str,
        *,
        scripts: Iterable[str] = (),
        months: str = "",
        captions: Mapping[str, str] | None = None,
    ) -> None:
        """`scripts` (ISO 15924) are those that the text quotes; `months` as in `load_strings`.

        `captions` stand in for locale strings, by their keys.
        """
        self.resources = resources
        self.theme = theme.for_scripts((script_of_language(language), *scripts))
        self.language = language
        self.strings: Mapping[str, str] = {
            **load_strings(resources, language, months),
            **(captions or {}),
        }
        self._faces: dict[str, tuple[Face, ...]] = {}

    def faces(self, output: str) -> tuple[Face, ...]:
        """The loaded faces of the theme for an output ("print", "epub")."""
        if output not in self._faces:
            self._faces[output] = load_families(self.resources, self.theme.families(output))
        return self._faces[output]

    def string(self, key: str, **values: object) -> str:
        """The locale string `key` with its values filled in."""
        try:
            return self.strings[key].format(**values)
        except KeyError as error:
            raise TemplateError(
                "the locale table {language} has no string {key}", language=self.language, key=error.args[0]
            ) from error

    def render(self, template: str, edition: Edition, **context: object) -> str:
        """The text of `template` for `edition`; a `TemplateError` names the template and the line."""
        try:
            found = self._environment.get_template(template)
            return found.render(edition=edition, theme=self.theme.tokens, **context)
        except jinja2.TemplateNotFound as error:
            raise TemplateError("there is no template {name}", name=error.name) from error
        except jinja2.TemplateSyntaxError as error:
            place = Location(error.filename or error.name or template, error.lineno)
            raise TemplateError("template syntax: {reason}", reason=error.message, location=place) from error
        except SecurityError as error:
            raise SourceError(
                "a template reached for what it may not: {reason}",
                reason=error,
                location=_template_place(error, template),
            ) from error
        except (jinja2.TemplateError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
            raise TemplateError(
                "template: {reason}",
                reason=error,
                location=_template_place(error, template),
                hint=message("`taqrir show edition` prints what a template can use"),
            ) from error

    @cached_property
    def _environment(self) -> jinja2.Environment:
        roots = [str(root) for root in self.resources.roots("templates")]
        environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FileSystemLoader(roots),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters["digits"] = _write_digits
        environment.filters["kind"] = lambda value: type(value).__name__
        environment.filters["words"] = lambda inlines: read_inlines(inlines).text
        environment.filters["css_string"] = _quote_css
        environment.globals["string"] = self.string
        environment.globals["counter_styles"] = COUNTER_STYLES
        return environment


@jinja2.pass_context
def _write_digits(context: jinja2.runtime.Context, value: int | str) -> str:
    return format_digits(value, context["edition"].metadata.digits)


def _quote_css(text: str) -> Markup:
    """`text` as a CSS string (CSS Syntax Module Level 3, section 4.3.5)."""
    escaped = "".join(f"\\{ord(char):x} " if char in '"\\\n\r\f<>&' else char for char in text)
    return Markup(f'"{escaped}"')


def _flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat.update(_flatten(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat


def _template_place(error: BaseException, template: str) -> Location:
    """Jinja2 rewrites tracebacks so that the innermost template frame has the template's file and line."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    if not frames:
        return Location(template)
    return Location(frames[-1].filename, frames[-1].lineno or 0)
