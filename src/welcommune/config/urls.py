"""All addresses: language first, then the rooms."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from welcommune.core import views as core
from welcommune.operations.views import machines
from welcommune.portal.views import account, feeds, gallery, public

urlpatterns = [
    path("", public.choose_language, name="choose_language"),
    path("healthz", core.healthz, name="healthz"),
    path("metrics", machines.metrics, name="metrics"),
    path("readyz", machines.readyz, name="readyz"),
    path("robots.txt", feeds.robots, name="robots"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", feeds.sitemap_part, name="sitemap_part"),
    *i18n_patterns(
        path("", include("welcommune.portal.urls")),
        path("", include("welcommune.meetings.urls")),
        path("", include("welcommune.network.urls")),
        path("account/", account.account, name="account"),
        path("", include("welcommune.stakeholders.urls")),
        path("", include("welcommune.mapping.urls")),
        path("", include("welcommune.library.urls")),
        path("", include("welcommune.evidence.urls")),
        path("", include("welcommune.exchange.urls")),
        path("", include("welcommune.operations.urls")),
        path("account/", include("welcommune.accounts.urls")),
        *([path("gallery/", gallery.gallery, name="gallery")] if settings.GALLERY else []),
    ),
]
handler403 = "welcommune.portal.views.public.forbidden"
handler404 = "welcommune.portal.views.public.not_found"
handler500 = "welcommune.portal.views.public.broken"
