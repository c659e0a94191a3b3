"""All of it, in order: the stages of a build and its files; `_save` puts them in place, all or nothing."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from report import checks
from report.arabic.digits import DigitFamily, format_digits
from report.arabic.direction import find_scripts
from report.checks import Subject, load_checks, run_checks
from report.document import Document, read_inlines
from report.edition import Edition, Part, choose_digits, compose_book
from report.errors import CheckFailed, ConfigError, Finding, ResourceError, Severity, message
from report.facts import FactsFile, dump_linked_data, verify
from report.pipeline._articles import (
    ArticleDraft,
    collect_captions,
    draft_articles,
    make_piece,
    name_facts,
    name_table,
    read_documents,
)
from report.pipeline._audio import read_narration
from report.pipeline._brand import dress_theme, read_brand
from report.pipeline._contact_sheets import tile_pages
from report.pipeline._csv import write_csv
from report.pipeline._facts import Proved
from report.pipeline._save import check_targets, save_files, write_file
from report.pipeline._summary import summarise
from report.project import ARTICLE_LIMIT, Project, read_file
from report.render import Renderer, Theme, load_theme
from report.tables import (
    TableKind,
    Words,
    choose_table_kinds,
    collect_provers,
    derive_facts,
    load_table_kinds,
)
from report.writers import Artifact, Attachment, WriterOptions, choose_writers, pdf

__all__ = [
    "ArticleDraft",
    "Build",
    "Draft",
    "Proved",
    "build",
    "check_folder",
    "derive",
    "draft",
    "list_leftovers",
    "make_contact_sheets",
    "read_document",
    "read_documents",
    "save",
    "verify_facts",
    "write_file",
    "write_markup",
]

STEM = "briefing"
FACTS = "facts.json"
_MEDIA_TYPES = {".md": "text/markdown", ".markdown": "text/markdown"}

Progress = Callable[[str], None]
_Chosen = TypeVar("_Chosen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that is known before a file is made."""

    articles: tuple[ArticleDraft, ...]
    edition: Edition
    renderer: Renderer


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A report that was made, not yet saved.

    `artifacts` maps each output to its first artifact, `files` every name in the output folder to its bytes.
    `silenced` are the findings that the settings silence.
    """

    project: Project
    articles: tuple[ArticleDraft, ...]
    edition: Edition
    artifacts: Mapping[str, Artifact]
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()


def build(project: Project, *, progress: Progress = lambda stage: None) -> Build:
    """Make every output of `project` in memory and check it; `progress` is told the name of each stage."""
    writers = _choose(project, "outputs", choose_writers)
    _refuse_unknown_silences(project)
    made = draft(project, progress=progress)
    options = choose_options(project, made)
    written: dict[str, tuple[Artifact, ...]] = {}
    artifacts: dict[str, Artifact] = {}
    for name, writer in writers.items():
        progress(name)
        written[name] = writer.write(made.edition, made.renderer, options, MappingProxyType(dict(artifacts)))
        artifacts[name] = written[name][0]
    progress("checks")
    subject = Subject(
        articles=tuple(map(_examine, made.articles)),
        edition=made.edition,
        renderer=made.renderer,
        artifacts=MappingProxyType(artifacts),
        publishing=project.settings.publishing,
        profile=project.settings.profile,
    )
    findings = run_checks(subject)
    project.check_unchanged()
    silence = project.settings.silence
    return Build(
        project=project,
        articles=made.articles,
        edition=made.edition,
        artifacts=subject.artifacts,
        files=MappingProxyType(dict(_collect_files(made, written))),
        findings=tuple(finding for finding in findings if finding.rule not in silence),
        silenced=tuple(finding for finding in findings if finding.rule in silence),
    )


def _examine(article: ArticleDraft) -> checks.Article:
    return checks.Article(
        document=article.document,
        ledger=article.ledger,
        derived=article.facts.derived,
        waiting=article.facts.waiting,
        facts_file=article.facts_file,
    )


def draft(project: Project, *, progress: Progress = lambda stage: None) -> Draft:
    """Read the articles, prove their facts, and compose the book."""
    settings = project.settings
    kinds = _choose(project, "tables", choose_table_kinds)
    theme, publisher = _load_theme(project), settings.publisher
    branding = read_brand(project)
    if branding:
        theme, publisher = dress_theme(project, theme, *branding), publisher or branding[0].name
    progress("read")
    documents = read_documents(project)
    progress("facts")
    articles = tuple(draft_articles(project, documents, kinds))
    renderer = _make_renderer(project, theme, documents, collect_captions(articles))
    words = _choose_words(renderer, choose_digits(documents, settings.digits))
    progress("edition")
    edition = compose_book(
        tuple(_list_parts(project, articles, kinds, words)),
        title=settings.collection.title if project.is_collection else "",
        subtitle=settings.collection.subtitle,
        timestamp=choose_timestamp(project, documents),
        digits=settings.digits,
        identifier=settings.identifier,
        publisher=publisher,
        date=settings.date,
    )
    if not project.is_collection:
        edition = summarise(project, edition, documents[0].source)
    return Draft(articles=articles, edition=edition, renderer=renderer)


def _list_parts(
    project: Project, articles: Iterable[ArticleDraft], kinds: Mapping[str, TableKind], words: Words
) -> Iterator[Part]:
    """The parts of the book; the articles of a collection are numbered."""
    following = enumerate(articles, 1)
    for part in project.parts:
        pieces = [
            make_piece(project, file, article, kinds, words, key=str(number) if project.is_collection else "")
            for file, (number, article) in zip(part.articles, following, strict=False)
        ]
        yield Part(title=part.title, pieces=tuple(pieces))


def _choose_words(renderer: Renderer, digits: DigitFamily) -> Words:
    """The words of the locale, with numbers in the digits of the book."""

    def say(key: str, **values: object) -> str:
        return renderer.string(
            key, **{name: format_digits(str(value), digits) for name, value in values.items()}
        )

    return say


def derive(project: Project) -> ArticleDraft:
    """The one article of `project` and the facts that its table kinds find, with its review applied."""
    kinds = _choose(project, "tables", choose_table_kinds)
    return next(draft_articles(project, (read_document(project),), kinds))


def read_document(project: Project) -> Document:
    """The one article of `project`; a collection has to be asked for one of its own."""
    if len(project.articles) > 1:
        raise ConfigError(
            "{path} is a collection of {count} articles",
            path=project.folder,
            count=len(project.articles),
            hint=message("name one of them: {path}", path=project.articles[0].source.path),
        )
    return read_documents(project)[0]


def verify_facts(project: Project, file: FactsFile) -> tuple[Finding, ...]:
    """What is wrong with `file` as a record of the article; its date stands in where the article has none."""
    article = read_document(project)
    document = replace(article, date=article.date or file.date)
    kinds = load_table_kinds()
    provers = collect_provers(kinds, document)
    return verify(file, document.source, derive_facts(document, kinds), provers, article.date)


def _make_renderer(
    project: Project, theme: Theme, documents: Sequence[Document], captions: Mapping[str, str]
) -> Renderer:
    try:
        return Renderer(
            project.resources,
            theme,
            documents[0].language,
            scripts=find_scripts("\n".join(document.source.text for document in documents)),
            months=project.settings.months,
            captions=captions,
        )
    except ConfigError as error:
        error.location = error.location or project.locate_setting("months")
        raise


def choose_options(project: Project, made: Draft) -> WriterOptions:
    settings = project.settings
    kashida = settings.typography.justification
    return WriterOptions(
        stem=STEM,
        paper=_choose_paper(project, made.renderer.theme),
        profile=settings.profile,
        multiple=settings.press.multiple,
        justification=None if kashida == "theme" else kashida,
        pull_quotes=settings.pull_quotes,
        publishing=settings.publishing,
        charts=settings.charts,
        attachments=tuple(_list_attachments(project, made)),
        linked_data=tuple(_list_linked_data(made)),
        narration=read_narration(project),
        speech=settings.speech,
    )


def _choose_paper(project: Project, theme: Theme) -> str:
    """What the settings say; where they say nothing, what the theme is usually printed on."""
    settings = project.settings
    if "paper" in settings.model_fields_set:
        return settings.paper
    return str(theme.tokens.get("usual-paper", settings.paper))


def _list_attachments(project: Project, made: Draft) -> Iterator[Attachment]:
    """The articles as stored, and their facts: with both, `taqrir verify` needs nothing but the PDF."""
    for file, article in zip(project.articles, made.articles, strict=True):
        path = Path(file.source.path)
        yield Attachment(
            name=f"{article.name}{path.suffix}" if article.name else path.name,
            media_type=_MEDIA_TYPES.get(path.suffix.lower(), "text/plain"),
            data=read_file(path, limit=ARTICLE_LIMIT),
            relationship="Source",
        )
        yield Attachment(
            name=f"{article.name}.{FACTS}" if article.name else FACTS,
            media_type="application/json",
            data=article.write_facts().encode(),
            relationship="Data",
        )


def _list_linked_data(made: Draft) -> Iterator[tuple[str, bytes]]:
    """The printed facts of each article as JSON-LD, by the name of its file."""
    about = made.edition.metadata
    for article, section in zip(made.articles, made.edition.articles, strict=True):
        text = dump_linked_data(
            article.ledger,
            leave_out=article.facts.waiting,
            title=read_inlines(section.title).text,
            language=about.language,
            date=article.document.date,
            identifier=about.identifier,
        )
        yield f"{article.facts_file.removesuffix('.json')}.jsonld", text.encode()


def choose_timestamp(project: Project, documents: Iterable[Document]) -> str:
    """The time inside the files: SOURCE_DATE_EPOCH, else the date of the report or its latest article.

    Without any it is 1980, where ZIP begins.
    """
    dates = [document.date for document in documents if document.date]
    date = project.settings.date or max(dates, default="1980-01-01")
    return project.timestamp or f"{date}T00:00:00Z"


def save(build: Build, folder: Path | None = None) -> tuple[Path, ...]:
    """Put the files of `build` into `folder` (default: where the project says), all or nothing.

    Errors: `CheckFailed` where a finding is an error, `WriteError`, `BusyError`.
    """
    if any(finding.severity is Severity.ERROR for finding in build.findings):
        raise CheckFailed(build.findings)
    return save_files(build.files, folder or build.project.out)


def make_contact_sheets(build: Build) -> dict[str, bytes]:
    """The pages of the printed book side by side, in the order in which they are read, as PNG files.

    One in colour, and one in black alone, which must say the same.
    """
    if "pdf" not in build.artifacts:
        raise ConfigError(
            "a contact sheet shows the pages of the PDF, which is not made here",
            hint=message("add pdf to the outputs"),
        )
    return tile_pages(build.artifacts["pdf"].data, build.edition.metadata.direction)


def check_folder(project: Project) -> None:
    """Raise a `WriteError` where the outputs of `project` cannot be saved; asked before the work is done."""
    suffixes = [writer.SUFFIX for writer in _choose(project, "outputs", choose_writers).values()]
    data = [
        name
        for article in project.articles
        for name in (
            name_facts(article.name),
            *(name_table(article.name, kind) for kind in project.settings.tables),
        )
    ]
    check_targets([*(f"{STEM}{suffix}" for suffix in suffixes), *data], project.out)


def list_leftovers(build: Build, folder: Path | None = None) -> tuple[Path, ...]:
    """Files in the output folder that look like ours and that `build` did not make."""
    place = folder or build.project.out
    patterns = (f"{STEM}.*", FACTS, "facts/*.json", "tables/*.csv", "tables/*/*.csv")
    found = [path for pattern in patterns for path in place.glob(pattern)]
    return tuple(sorted(path for path in found if path.relative_to(place).as_posix() not in build.files))


def _choose(project: Project, setting: str, choose: Callable[[Iterable[str]], _Chosen]) -> _Chosen:
    """What the setting names; an error tells the setting's place."""
    try:
        return choose(getattr(project.settings, setting))
    except ConfigError as error:
        error.location = error.location or project.locate_setting(setting)
        raise


def _load_theme(project: Project) -> Theme:
    name = project.settings.theme
    try:
        project.resources.find("templates", f"themes/{name}.toml")
    except ResourceError as error:
        raise ConfigError(
            "there is no theme {name}", name=name, hint=error.hint, location=project.locate_setting("theme")
        ) from error
    return load_theme(project.resources, name)


def _refuse_unknown_silences(project: Project) -> None:
    known = [rule for check in load_checks().values() for rule in check.RULES]
    for rule in project.settings.silence:
        if rule not in known:
            near = difflib.get_close_matches(rule, known, n=1)
            raise ConfigError(
                "there is no rule {rule}",
                rule=rule,
                location=project.locate_setting("silence", rule),
                hint=message("did you mean {name}?", name=near[0]) if near else None,
            )


def _collect_files(made: Draft, written: Mapping[str, Iterable[Artifact]]) -> Iterator[tuple[str, bytes]]:
    """Every file of the output folder: its name there and its bytes."""
    for artifacts in written.values():
        for artifact in artifacts:
            yield artifact.name, artifact.data
    for article in made.articles:
        yield article.facts_file, article.write_facts().encode()
        for table in article.tables:
            text = write_csv(article.ledger.of_table(table.kind), article.facts.waiting)
            yield name_table(article.name, table.kind), text.encode("utf-8-sig")


def write_markup(project: Project, made: Draft) -> str:
    """The HTML of the printed book."""
    options = choose_options(project, made)
    return pdf.render_markup(made.edition, made.renderer, options)
