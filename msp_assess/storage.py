"""Stores static files under a name with their hash, also where one script imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # promises no types


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the same
    support_js_module_import_aggregation = True
