"""Logs as structured events on standard error: lines for people or JSON for machines, without personal data.

Requests are known by method, path and reference number. Query strings, form fields and local variables of a
traceback may hold names, so none of them is written.
"""

from __future__ import annotations

import logging
from typing import Any

import structlog
from structlog.types import Processor

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_settings(log_format: str) -> dict[str, Any]:
    """Set structlog up and return Django's LOGGING for ``log_format`` "console" or "json"."""
    # Of a line that cannot be written, as when standard error is gone, the library would print the exception under
    # way, whose words may quote a name.
    logging.raiseExceptions = False
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "events": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *_renderers(log_format),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "events"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django": {"level": "INFO"},
            # Reports every answer 4xx; refusals are ordinary here, and the audit keeps those that matter. Of a 500 it
            # would write the exception's words, which may quote a name: the web face logs it without them.
            "django.request": {"level": "CRITICAL"},
            # Names users and addresses; a lockout is an audit line.
            "axes": {"level": "ERROR"},
            "waitress": {"level": "WARNING"},
        },
    }


def _renderers(log_format: str) -> list[Processor]:
    if log_format == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
