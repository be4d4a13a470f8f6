"""Addresses of scenarios; `budget.urls` takes them in."""

from django.urls import path

from .views import scenario_rules, scenario_sides, scenarios

ALL = "anggaran/skenario"
ONE = f"{ALL}/<str:code>"
RULE = f"{ONE}/aturan/<int:number>"

urlpatterns = [
    path(f"{ALL}/", scenarios.scenario_list, name="scenarios"),
    path(f"{ALL}/baru/", scenarios.scenario_new, name="scenario_new"),
    path(f"{ALL}/banding/", scenario_sides.compare_scenarios, name="scenarios_compare"),
    path(
        f"{ALL}/banding.<str:kind>",
        scenario_sides.compare_scenarios_file,
        name="scenarios_compare_file",
    ),
    path(f"{ONE}/", scenarios.scenario, name="scenario"),
    path(f"{ONE}/hasil.<str:kind>", scenarios.scenario_file, name="scenario_file"),
    path(f"{ONE}/salin/", scenarios.scenario_copy, name="scenario_copy"),
    path(f"{ONE}/buang/", scenarios.scenario_discard, name="scenario_discard"),
    path(f"{ONE}/jadikan/", scenarios.scenario_draft, name="scenario_draft"),
    path(f"{ONE}/aturan/", scenario_rules.rules, name="scenario_rules"),
    path(f"{RULE}/nilai/", scenario_rules.rule_value, name="scenario_rule_value"),
    path(f"{RULE}/pindah/", scenario_rules.rule_move, name="scenario_rule_move"),
    path(f"{RULE}/hapus/", scenario_rules.rule_remove, name="scenario_rule_remove"),
]
