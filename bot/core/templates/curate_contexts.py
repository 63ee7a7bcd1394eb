"""What the templates for moderators, and for who proposes, are given. A test renders every template with its type."""

from __future__ import annotations
