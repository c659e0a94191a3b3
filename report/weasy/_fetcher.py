"""A fetcher that reads memory, `data:` and files below given folders, and nothing else.

The stock one reads any file and any host and follows redirects (GHSA-983w-rhvv-gwmv), and what
`<link rel=attachment>` names it embeds in the PDF (GHSA-35jj-wx47-4w8r).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

from report.weasy._address import MEMORY, memory_name

_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
}


class LockedFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Serves `resources` by name, `data:` URLs and files below `roots` (symbolic links resolved).

    `refused` lists the addresses that it did not serve, in the order asked.
    """

    def __init__(self, resources: Mapping[str, bytes], roots: Iterable[Path] = ()) -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False)
        self._resources = resources
        self._roots = tuple(root.resolve() for root in roots)
        self.refused: dict[str, str] = {}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        try:
            scheme = urlsplit(url).scheme
            if scheme == MEMORY:
                return self._serve(url)
            if scheme == "file":
                self._confine(url)
            elif scheme != "data":
                raise ValueError("a build reads nothing from the network")
            return super().fetch(url, headers)
        except (ValueError, OSError) as error:
            self.refused.setdefault(url, str(error))
            raise

    def _serve(self, url: str) -> URLFetcherResponse:
        name = memory_name(url)
        if name not in self._resources:
            raise ValueError("there is no such resource")
        kind = _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
        return URLFetcherResponse(url, self._resources[name], {"Content-Type": kind})

    def _confine(self, url: str) -> None:
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.netloc not in ("", "localhost") or not any(
            path.is_relative_to(root) for root in self._roots
        ):
            raise ValueError("it lies outside the project")
