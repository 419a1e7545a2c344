"""Template filters of the pages about people: ``{% load people %}``."""

from __future__ import annotations

from django import template

from vun.faces.web.people.words import catalogue_name

register = template.Library()

register.filter("catalogue_name", catalogue_name)
