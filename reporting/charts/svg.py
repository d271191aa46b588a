"""From a specification to a clean SVG that stands by itself on a page with a strict content policy."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree

import altair
import vl_convert

from flereskalmed.fonts import font_directory

from . import style

SVG = "http://www.w3.org/2000/svg"
_DROPPED = ("class", "role", "aria-label", "aria-roledescription", "aria-hidden", "pointer-events", "id")


class UnsafePictureError(RuntimeError):
    """The drawing program wrote something that may not stand on a page, for example a style or an id."""


def draw(chart: altair.TopLevelMixin, description: str) -> str:
    """Return the figure as SVG text with ``description`` as its name for those who can't see it."""
    specification = json.dumps(chart.to_dict(validate=False), sort_keys=True, ensure_ascii=False)
    root = ElementTree.fromstring(_converted(specification))  # noqa: S314 - written by our own converter
    _clean(root)
    _split_lines(root)
    # One width for all, so that the months of several figures stand under each other.
    root.set("viewBox", f"0 0 {style.WIDTH} {root.attrib.pop('height')}")
    root.attrib.pop("width")
    root.set("role", "img")
    root.set("aria-label", description)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


@lru_cache(maxsize=512)
def _converted(specification: str) -> str:
    """Draw it. Pages show the same closed months again and again, so the last ones are kept."""
    _register_fonts()
    # An empty list of addresses: the converter may fetch nothing.
    return vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])


@cache
def _register_fonts() -> None:
    """Tell the converter once a process where the font lies (not at import: worker processes fork first)."""
    vl_convert.register_font_directory(str(font_directory()))


def _clean(root: ElementTree.Element) -> None:
    """Drop inner roles and labels (the whole is one image) and empty shapes; refuse what pages may not hold."""
    for parent in root.iter():
        for child in list(parent):
            if _draws_nothing(child):
                parent.remove(child)
    for element in root.iter():
        for name in _DROPPED:
            element.attrib.pop(name, None)
        _refuse_unsafe(element)


def _split_lines(root: ElementTree.Element) -> None:
    """Make each line of a text a text of its own: not every reader centres the lines of one text."""
    for parent in list(root.iter()):
        for text in [child for child in parent if child.tag == f"{{{SVG}}}text" and len(child)]:
            place, height = list(parent).index(text), 0.0
            parent.remove(text)
            for number, line in enumerate(list(text)):
                height += float(line.get("dy", 0))
                alone = ElementTree.Element(text.tag, {**text.attrib, "y": f"{height:g}"})
                alone.text = line.text
                parent.insert(place + number, alone)


def _draws_nothing(element: ElementTree.Element) -> bool:
    """Say whether it is one of the converter's empty background or foreground paths."""
    return element.tag == f"{{{SVG}}}path" and (
        element.get("display") == "none" or element.get("d", "") in ("", "M0,0h0v0h0Z")
    )


def _refuse_unsafe(element: ElementTree.Element) -> None:
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    names: Any = [name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name]
    if tag in {"style", "script", "image", "foreignObject", "a"} or names:
        raise UnsafePictureError(f"<{tag}> {' '.join(names)}".strip())
