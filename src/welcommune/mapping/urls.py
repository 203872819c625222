"""Addresses of the map of a region."""

from django.urls import path

from welcommune.mapping.views import action, asking, asset, coverage, funding, gap, strategy

app_name = "mapping"
FUNDING, LINE = "desk/regions/<slug:region>/funding/", "desk/funding/<uuid:pk>/"
ACTION = "desk/actions/<uuid:pk>/"
HERE, DESK = "regions/<slug:region>/", "desk/regions/<slug:region>/"
ONE = HERE + "strategies/<uuid:pk>/"
urlpatterns = [
    path("desk/regions/<slug:region>/coverage/", coverage.coverage, name="coverage"),
    path("desk/regions/<slug:region>/coverage/map/", coverage.coverage_map, name="coverage_map"),
    path("desk/regions/<slug:region>/coverage/cell/", coverage.coverage_cell, name="coverage_cell"),
    path("desk/regions/<slug:region>/coverage/nothing/", coverage.statement_new, name="statement_new"),
    path("desk/statements/<uuid:pk>/remove/", coverage.statement_remove, name="statement_remove"),
    path("desk/regions/<slug:region>/gaps/", gap.gaps, name="gaps"),
    path("desk/regions/<slug:region>/gaps/new/", gap.gap_new, name="gap_new"),
    path("desk/gaps/<uuid:pk>/", gap.gap, name="gap"),
    path("desk/gaps/<uuid:pk>/edit/", gap.gap_edit, name="gap_edit"),
    path("desk/gaps/<uuid:pk>/cover/", gap.gap_close, {"act": "cover"}, name="gap_cover"),
    path("desk/gaps/<uuid:pk>/park/", gap.gap_close, {"act": "park"}, name="gap_park"),
    path("desk/gaps/<uuid:pk>/answer/", gap.gap_answer, name="gap_answer"),
    path("desk/gaps/<uuid:pk>/reopen/", gap.gap_reopen, name="gap_reopen"),
    path("regions/<slug:region>/gaps/", gap.public_gaps, name="public_gaps"),
    path("regions/<slug:region>/gaps/nothing-found/", gap.nothing_found, name="nothing_found"),
    path("regions/<slug:region>/gaps/thanks/", gap.nothing_found_thanks, name="nothing_found_thanks"),
    path(HERE + "assets/", asset.region_assets, name="region_assets"),
    path(HERE + "assets/offer/", asset.asset_offer, name="asset_offer"),
    path(HERE + "assets/offered/", asset.asset_offered, name="asset_offered"),
    path("assets/<str:token>/", asset.asset_by_link, name="asset_by_link"),
    path(DESK + "assets/", asset.assets, name="assets"),
    path(DESK + "assets/new/", asset.asset_new, name="asset_new"),
    path("desk/assets/<uuid:pk>/", asset.asset_edit, name="asset_edit"),
    path("desk/assets/<uuid:pk>/move/", asset.asset_move, name="asset_move"),
    path(HERE + "strategies/", strategy.region_strategies, name="region_strategies"),
    path(ONE, strategy.public_strategy, name="public_strategy"),
    path(ONE + "sheet/", strategy.sheet, name="strategy_sheet"),
    path("strategies/", strategy.comparison, name="comparison"),
    path(DESK + "strategies/", strategy.strategies, name="strategies"),
    path(DESK + "strategies/new/", strategy.strategy_new, name="strategy_new"),
    path("desk/strategies/<uuid:pk>/", strategy.strategy, name="strategy"),
    path("desk/strategies/<uuid:pk>/edit/", strategy.strategy_edit, name="strategy_edit"),
    path("desk/strategies/<uuid:pk>/assess/", strategy.assess, name="assess"),
    path("desk/assessments/<uuid:pk>/", strategy.assessment_edit, name="assessment_edit"),
    path("desk/funding/", funding.funding_all, name="funding_all"),
    path(FUNDING, funding.funding, name="funding"),
    path(FUNDING + "new/", funding.funding_new, name="funding_new"),
    path(FUNDING + "sums/", funding.funding_sums, name="funding_sums"),
    path(FUNDING + "timeline/", funding.funding_timeline, name="funding_timeline"),
    path(FUNDING + "ending/", funding.funding_cliff, name="funding_cliff"),
    path(LINE, funding.funding_edit, name="funding_edit"),
    path(LINE + "confirm/", funding.funding_confirm, name="funding_confirm"),
    path(LINE + "delete/", funding.funding_delete, name="funding_delete"),
    path("actions/ask/<str:token>/", asking.ask, name="ask"),
    path("actions/ask/<str:token>/correct/", asking.correct, name="ask_correct"),
    path("actions/no-mail/<str:token>/", asking.leave, name="ask_leave"),
    path(DESK + "actions/", action.action_list, name="actions"),
    path(DESK + "actions/new/", action.new, name="action_new"),
    path(DESK + "actions/proposals/", asking.proposals, name="action_proposals"),
    path(DESK + "actions/asked/", asking.campaign, name="action_campaign"),
    path(DESK + "actions/ask/", asking.ask_now, name="action_ask"),
    path("desk/corrections/<uuid:pk>/accept/", asking.accept, name="proposal_accept"),
    path("desk/corrections/<uuid:pk>/refuse/", asking.refuse, name="proposal_refuse"),
    path(ACTION, action.edit, name="action"),
    path(ACTION + "confirm/", action.confirm, name="action_confirm"),
    path(ACTION + "end/", action.end, name="action_end"),
]
