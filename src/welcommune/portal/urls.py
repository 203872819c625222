"""Addresses of the public site and of the desk's start."""

from django.urls import path, register_converter

from welcommune.portal.queries.feeds import KINDS
from welcommune.portal.views import (
    actions,
    articles,
    desk,
    feeds,
    organisations,
    outbox,
    people,
    public,
    resources,
    search,
    series,
    subscriptions,
    table,
    trainings,
)


class FeedKind:
    """The part of an address that names the kind of a feed."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedKind, "feed")

app_name = "portal"
ARTICLE = "desk/articles/<uuid:pk>/<slug:language>/"
urlpatterns = [
    path("", public.home, name="home"),
    path("regions/", public.regions, name="regions"),
    path("regions/<slug:region>/", public.region, name="region"),
    path("regions/<slug:region>/story/", public.story, name="story"),
    path("regions/<slug:region>/charter/", public.charter, name="charter"),
    path("regions/<slug:region>/you-said/", public.you_said, name="you_said"),
    path("regions/<slug:region>/actions/", actions.directory, name="actions"),
    path("regions/<slug:region>/actions/<slug:slug>/", actions.action, name="action"),
    path("regions/<slug:region>/actions/<slug:slug>/report/", actions.report, name="action_report"),
    path("regions/<slug:region>/roundtables/<int:number>/", public.roundtable, name="roundtable"),
    path("meetings/<uuid:pk>/", public.meeting, name="meeting"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("resources/", resources.resources, name="resources"),
    path("resources/<slug:slug>/", resources.resource, name="resource"),
    path("resources/<slug:slug>/file/", resources.file, name="resource_file"),
    path("roundtables/", public.roundtables, name="roundtables"),
    path("trainings/", trainings.trainings, name="trainings"),
    path("trainings/calendar.ics", trainings.calendar, name="training_calendar"),
    path("news/", articles.news, name="news"),
    path("news/<slug:slug>/", articles.article, name="article"),
    path("photos/<uuid:pk>.webp", articles.photo, name="photo"),
    path("search/", search.search, name="search"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("privacy/", public.privacy, name="privacy"),
    path("<feed:kind>.atom", feeds.atom, name="feed"),
    path("calendar.ics", feeds.calendar, name="calendar"),
    path("regions/<slug:region>/<feed:kind>.atom", feeds.region_atom, name="region_feed"),
    path("regions/<slug:region>/calendar.ics", feeds.region_calendar, name="region_calendar"),
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscribe/sent/", subscriptions.sent, name="subscribe_sent"),
    path("subscribe/confirm/<str:token>/", subscriptions.confirm, name="subscription_confirm"),
    path("subscribe/change/<str:token>/", subscriptions.change, name="subscription_change"),
    path("subscribe/leave/<str:token>/", subscriptions.leave, name="subscription_leave"),
    path("desk/", desk.home, name="desk"),
    path("desk/outbox/", outbox.outbox, name="outbox"),
    path("desk/outbox/retry/", outbox.retry_all, name="outbox_retry_all"),
    path("desk/outbox/<uuid:pk>/retry/", outbox.retry, name="outbox_retry"),
    path("desk/outbox/<uuid:pk>/drop/", outbox.drop, name="outbox_drop"),
    path("desk/personal-data/", people.requests, name="people_requests"),
    path("desk/personal-data/file/", people.export, name="people_export"),
    path("desk/personal-data/erase/", people.erase, name="people_erase"),
    path("desk/search/", search.desk_search, name="desk_search"),
    path("desk/regions/<slug:region>/", desk.region, name="desk_region"),
    path("desk/regions/<slug:region>/audit/", desk.audit, name="audit"),
    path("desk/regions/<slug:region>/table/", table.page, name="table"),
    path("desk/regions/<slug:region>/table/ties/", table.ties, name="ties"),
    path("desk/regions/<slug:region>/table.csv", table.as_file, name="table_csv"),
    path("desk/regions/<slug:region>/series/", series.page, name="series"),
    path("desk/regions/<slug:region>/series.csv", series.as_file, name="series_csv"),
    path("desk/regions/<slug:region>/news/new/", articles.news_new, name="region_news_new"),
    path("desk/news/new/", articles.news_new, name="news_new"),
    path(ARTICLE, articles.edit, name="article_edit"),
    path(ARTICLE + "photo/", articles.photo_edit, name="photo_edit"),
    path(ARTICLE + "photo/remove/", articles.photo_remove, name="photo_remove"),
    path(ARTICLE + "publish/", articles.publish, name="article_publish"),
    path(ARTICLE + "withdraw/", articles.withdraw, name="article_withdraw"),
    path(ARTICLE + "<int:number>/", articles.versions, name="article_version"),
    path(ARTICLE + "<int:number>/restore/", articles.restore, name="article_restore"),
]
