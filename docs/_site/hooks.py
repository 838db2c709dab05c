"""What mkdocs does besides: README and SECURITY as pages, links that leave docs/, and the drawing of the rooms.

The same files are read on GitHub, so they link each other there by their paths in the repository.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent.parent
FROM_ABOVE = {
    # the file of the repository: the page of the site
    "README.md": "readme.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
}
SHIM, SHIM_ADDRESS = "assets/javascripts/iframe-worker.js", "https://unpkg.com/iframe-worker/shim"
"""Without it nothing is found where pages are read from a folder; the theme would fetch it. Version 1.0.4."""
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)#\s]+)(#[^)]*)?\)")
_DRAWING = re.compile(r"^```mermaid\n.*?^```$", re.MULTILINE | re.DOTALL)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """No page of what is not found: only a server would show it, and its addresses lead nowhere in a folder."""
    config.theme.static_templates.discard("404.html")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages of the repository's first folder stand beside those of docs/."""
    for above, page in FROM_ABOVE.items():
        if (ROOT / above).is_file():
            files.append(File.generated(config, page, content=(ROOT / above).read_text(encoding="utf-8")))
    shim = (Path(__file__).parent / "iframe-worker.js").read_text(encoding="utf-8")
    files.append(File.generated(config, SHIM, content=shim))
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The page with what the theme would fetch from elsewhere taken from the site."""
    return output.replace(SHIM_ADDRESS, posixpath.relpath(SHIM, posixpath.dirname(page.file.dest_uri) or "."))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links as the site has them: what is no page of it is named, or linked where `repo_url` says its address."""
    above = {there: here for here, there in FROM_ABOVE.items()}.get(page.file.src_uri)
    folder = "" if above else "docs"

    def placed(match: re.Match[str]) -> str:
        picture, text, target, anchor = match[1], match[2], match[3], match[4] or ""
        if re.match(r"[a-z]+:", target):
            return match[0]
        path = posixpath.normpath(posixpath.join(folder, target))
        page_of_it = FROM_ABOVE.get(path) or path.removeprefix("docs/")
        if page_of_it in files.src_uris:
            return f"{picture}[{text}]({page_of_it}{anchor})"
        return f"[{text}]({config.repo_url.rstrip('/')}/blob/main/{path})" if config.repo_url else text

    # a browser would fetch what draws it from elsewhere
    return _LINK.sub(placed, _DRAWING.sub("![The rooms, and what each imports](rooms.svg)", markdown))
