"""Addresses inside a page, made from titles."""

import re


def anchor(title: str) -> str:
    """Small letters and digits, parted by hyphens: conv1-conv-layer-1-forward."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
