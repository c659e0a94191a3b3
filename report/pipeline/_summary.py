"""The summary of an article: our choice of its sentences, or the editor's."""

from __future__ import annotations

from report.document import Source
from report.edition import Edition, Sentence, add_summary, choose_sentences, find_nearest, find_sentences
from report.errors import ConfigError, message
from report.project import Project


def summarise(project: Project, edition: Edition, source: Source) -> Edition:
    """`edition` with the summary that the settings want.

    A `ConfigError` names a sentence that is not there.
    """
    wanted = project.settings.summary
    if wanted is None:
        return add_summary(edition, source, choose_sentences(edition))
    sentences: list[Sentence] = []
    for words in wanted:
        found = find_sentences(edition, words)
        if len(found) > 1:
            raise ConfigError(
                "{count} sentences of the article begin {words}",
                count=len(found),
                words=f'"{words}"',
                location=project.locate_text(words, "summary"),
                hint=message("write more of its words"),
            )
        if not found:
            near = find_nearest(edition, words)
            raise ConfigError(
                "no sentence of the article begins {words}",
                words=f'"{words}"',
                location=project.locate_text(words, "summary"),
                hint=message("did you mean {name}?", name=f'"{near}"') if near else None,
            )
        sentences += found
    return add_summary(edition, source, sentences)
