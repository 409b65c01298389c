"""OpenFisca: formulas over arrays. Its money is a 32-bit float; fen in 32-bit integers are shown beside it."""

import csv
import datetime
import json

import numpy as np
from common import CASES, CLAIMING_KINDS, COUNTED_CATEGORIES, EMPLOYERS, KINDS, OPTIONS, measure, pays
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

MONTH = "2024-02"
RULES = ["labour", "startup", "recognition", "loan_amount"]
Case = build_entity(key="case", plural="cases", label="a case", is_person=True)
Options = {name: Enum(name, [(option, option) for option in options]) for name, options in OPTIONS.items()}
INPUTS = {
    "registered": bool, "licensed": bool, "since": datetime.date, "partners": int, "months": None, "requested": None,
}


def system(money, yuan, tenths):
    """The rules with money of a type, where a yuan and a month are so many of what is counted."""
    made = TaxBenefitSystem([Case])

    def add(name, **fields):
        fields = {"entity": Case, "definition_period": DateUnit.MONTH, "label": name, **fields}
        made.add_variable(type(name, (Variable,), fields))

    for name, options in Options.items():
        add(name, value_type=Enum, possible_values=options, default_value=list(options)[0])
    for name, ty in INPUTS.items():
        add(name, value_type=ty or money)

    def labour(case, period):
        works_away = (case("household", period) == Options["household"].qinghai) & (
            case("destination", period) == Options["destination"].haixi
        )
        months = case("months", period)
        works_away &= (months >= 2 * tenths) & (months < 6 * tenths)
        category, options = case("category", period), Options["category"]
        hard = (category == options.out_of_poverty) | (category == options.monitored)
        hard |= category == options.hard_to_employ
        return works_away * (50 * yuan + hard * (50 * yuan))

    def startup(case, period):
        organisation, options = case("organisation", period), Options["organisation"]
        small = (organisation == options.small) | (organisation == options.sole_trader)
        year_ago = np.datetime64("2023-02-28")
        started = small & case("registered", period) & case("licensed", period) & (case("since", period) <= year_ago)
        return started * (10_000 * yuan)

    def recognition(case, period):
        level, options = case("level", period), Options["level"]
        return np.select([level == options.provincial, level == options.national], [500_000 * yuan, 1_000_000 * yuan], 0)

    def loan_amount(case, period):
        loan, options = case("loan", period), Options["loan"]
        partnership = np.minimum(case("partners", period), 10) * (220_000 * yuan)
        amounts = [200_000 * yuan, partnership]
        ceiling = np.select([loan == options.personal, loan == options.partnership], amounts, 4_000_000 * yuan)
        return np.minimum(case("requested", period), ceiling)

    for formula in [labour, startup, recognition, loan_amount]:
        add(formula.__name__, value_type=money, formula=formula)
    return made


def inputs(yuan, tenths, numbers):
    with open(CASES, newline="") as file:
        rows = list(csv.DictReader(file))
    given = {
        name: EnumArray(np.array([options.index(row[name]) for row in rows], np.uint8), Options[name])
        for name, options in OPTIONS.items()
    }
    given["registered"] = np.array([row["registered"] == "true" for row in rows])
    given["licensed"] = np.array([row["licensed"] == "true" for row in rows])
    given["since"] = np.array([row["since"] for row in rows], "datetime64[D]")
    given["partners"] = np.array([row["partners"] for row in rows], np.int32)
    given["months"] = np.array([float(row["months"]) * tenths for row in rows]).round(1).astype(numbers)
    given["requested"] = np.array([float(row["requested"]) * yuan for row in rows]).round(2).astype(numbers)
    return given


def paid(yuan):
    def amounts(columns):
        return list(zip(*[np.rint(column.astype(float) * (100 / yuan)).astype(int).tolist() for column in columns]))
    return amounts


def simulation(rules, given, count):
    made = SimulationBuilder().build_default_simulation(rules, count)
    for name, column in given.items():
        made.set_input(name, MONTH, column)
    return made


def calculate(simulation, rules):
    """What the rules pay, worked out anew."""
    for rule in rules:
        simulation.delete_arrays(rule)
    return [simulation.calculate(rule, MONTH) for rule in rules]


def employers():
    """W3, its inputs ready."""
    hire = build_entity(key="hire", plural="hires", label="a hire", is_person=True)
    roles = [{"key": "member", "plural": "members", "label": "members"}]
    employer = build_entity(key="employer", plural="employers", label="an employer", roles=roles)
    made = TaxBenefitSystem([hire, employer])

    def add(name, entity, **fields):
        fields = {"entity": entity, "definition_period": DateUnit.MONTH, "label": name, **fields}
        made.add_variable(type(name, (Variable,), fields))

    categories = Options["category"]
    kinds = Enum("kind", [(kind, kind) for kind in KINDS])
    add("category", hire, value_type=Enum, possible_values=categories, default_value=categories.anyone_else)
    for name in ["contract", "insured", "new_post"]:
        add(name, hire, value_type=bool)
    add("kind", employer, value_type=Enum, possible_values=kinds, default_value=kinds.public_institution)

    def counts(hire, period):
        category = hire("category", period)
        counted = np.logical_or.reduce([category == categories[name] for name in COUNTED_CATEGORIES])
        return counted & hire("contract", period) & hire("insured", period) & hire("new_post", period)

    def amount(employer, period):
        kind = employer("kind", period)
        may_claim = np.logical_or.reduce([kind == kinds[name] for name in CLAIMING_KINDS])
        count = employer.sum(employer.members("counts", period))
        return may_claim * count.astype(np.int32) * 100_000

    add("counts", hire, value_type=bool, formula=counts)
    add("amount", employer, value_type=int, formula=amount)
    with open(EMPLOYERS) as file:
        rows = [json.loads(line) for line in file]
    hires = [hire for row in rows for hire in row["hires"]]
    of = np.repeat(np.arange(len(rows)), [len(row["hires"]) for row in rows])
    builder = SimulationBuilder()
    builder.create_entities(made)
    builder.declare_person_entity("hire", np.arange(len(hires)))
    builder.join_with_persons(builder.declare_entity("employer", np.arange(len(rows))), of, ["member"] * len(hires))
    simulation = builder.build(made)
    category = [OPTIONS["category"].index(hire["category"]) for hire in hires]
    simulation.set_input("category", MONTH, EnumArray(np.array(category, np.uint8), categories))
    for name in ["contract", "insured", "new_post"]:
        simulation.set_input(name, MONTH, np.array([hire[name] for hire in hires]))
    kind = [KINDS.index(row["kind"]) for row in rows]
    simulation.set_input("kind", MONTH, EnumArray(np.array(kind, np.uint8), kinds))
    return simulation


cases_pay, employers_pay = pays("cases-pay.csv"), pays("employers-pay.csv")
for way, money, yuan, tenths, numbers in [
    ("yuan as 32-bit floats", float, 1, 1, np.float32), ("fen as 32-bit integers", int, 100, 10, np.int32),
]:
    rules, given = system(money, yuan, tenths), inputs(yuan, tenths, numbers)
    made = simulation(rules, given, len(cases_pay))
    measure("OpenFisca", "W2", f"inputs ready, {way}", cases_pay, lambda: calculate(made, RULES), paid(yuan))
made = employers()
run = lambda: calculate(made, ["counts", "amount"])[1:]
measure("OpenFisca", "W3", "inputs ready", employers_pay, run, paid(100))
