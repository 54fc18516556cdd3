"""Settings that Django keeps on an app: what collectstatic leaves out, which site the admin is, who hears of faults."""

from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.utils.decorators import method_decorator

from msp_assess.serving import fault_reports


class StaticFiles(StaticFilesConfig):
    # Of Bootstrap's twenty CSS files we serve bootstrap.min.css; its source map has to be there for the hashed names.
    # Of htmx we serve no extensions, because they name files that are not there, and one of its versions; of what comes
    # with the admin what is made smaller alone. Each file takes its time to compress.
    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap-*", "bootstrap.css*", "bootstrap.rtl.*"),
        *("django_htmx/ext/*", "django_htmx/htm*x-4.*", "django_htmx/htmx-2.js"),
        *("admin/js/vendor/*/jquery.js", "admin/js/vendor/*/select2.full.js", "admin/js/vendor/*/xregexp.js"),
    ]


class Admin(AdminConfig):
    default_site = "desk.site.DeskSite"

    def ready(self) -> None:
        """Make every admin site sign in by our page, so that none gets around lock-outs and second factors."""
        from allauth.account.decorators import secure_admin_login  # noqa: PLC0415 -- needs the apps to be ready

        if settings.SENTRY_DSN:
            fault_reports.begin(settings.SENTRY_DSN)
        AdminSite.login = method_decorator(secure_admin_login)(AdminSite.login)  # type: ignore[method-assign]  # for every one
        super().ready()
