// json-rules-engine: conditions that let off events with amounts; what it can't work out, the lesser of two and a product, is
// done in JavaScript beside it. W2 only: it counts no lists.

import { Engine } from "json-rules-engine";
import { cases, measure, pays } from "./common.mjs";

/** It is timed on so many records at most. */
const SLOW = 5000;

const test = (fact, operator, value) => ({ fact, operator, value });
const is = (fact, value) => test(fact, "equal", value);
const worksAway = [
  is("household", "qinghai"),
  is("destination", "haixi"),
  test("months", "greaterThanInclusive", 20),
  test("months", "lessThan", 60),
];
const hard = ["out_of_poverty", "monitored", "hard_to_employ"];
const started = [
  test("organisation", "in", ["small", "sole_trader"]),
  is("registered", true),
  is("licensed", true),
  test("since", "lessThanInclusive", 20240229 - 10000),
];

const engine = new Engine();
const rule = (all, at, amount) => engine.addRule({ conditions: { all }, event: { type: `${at}`, params: { at, amount } } });
rule([...worksAway, test("category", "in", hard)], 0, () => 10000);
rule([...worksAway, test("category", "notIn", hard)], 0, () => 5000);
rule(started, 1, () => 1000000);
rule([is("level", "provincial")], 2, () => 50000000);
rule([is("level", "national")], 2, () => 100000000);
rule([is("loan", "personal")], 3, (one) => Math.min(one.requested, 20000000));
rule([is("loan", "partnership")], 3, (one) => Math.min(one.requested, 22000000 * one.partners, 220000000));
rule([is("loan", "business")], 3, (one) => Math.min(one.requested, 400000000));

const records = cases().slice(0, SLOW);
const run = async () => {
  const paid = [];
  for (const one of records) {
    const amounts = [0, 0, 0, 0];
    const { events } = await engine.run(one);
    for (const { params } of events) amounts[params.at] = params.amount(one);
    paid.push(amounts);
  }
  return paid;
};
await measure("json-rules-engine", "W2", "objects", pays("cases-pay.csv").slice(0, SLOW), run);
