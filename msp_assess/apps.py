"""Settings that Django keeps on an app: what collectstatic leaves out, which site the admin is, who hears of faults."""

from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.utils.decorators import method_decorator

from msp_assess.serving import fault_reports


class StaticFiles(StaticFilesConfig):
    # Of Bootstrap's twenty CSS files we serve bootstrap.min.css; its source map has to be there for the hashed names.
    # Of htmx we serve no extensions, because they name files that are not there.
    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap-*", "bootstrap.css*", "bootstrap.rtl.*", "django_htmx/ext/*"),
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
