// json-logic-js: rules in JSON, walked for each record.

import jsonLogic from "json-logic-js";
import { cases, each, employers, measure, pays } from "./common.mjs";

const field = (name) => ({ var: name });
const is = (name, value) => ({ "===": [field(name), value] });
const among = (name, values) => ({ in: [field(name), values] });

const worksAway = [
  is("household", "qinghai"),
  is("destination", "haixi"),
  { ">=": [field("months"), 20] },
  { "<": [field("months"), 60] },
];
const hard = among("category", ["out_of_poverty", "monitored", "hard_to_employ"]);
const started = [
  among("organisation", ["small", "sole_trader"]),
  field("registered"),
  field("licensed"),
  { "<=": [field("since"), { "-": [field("today"), 10000] }] },
];
const partnership = { min: [{ "*": [22000000, field("partners")] }, 220000000] };
const ceiling = { if: [is("loan", "personal"), 20000000, is("loan", "partnership"), partnership, 400000000] };
const rules = [
  { if: [{ and: worksAway }, { if: [hard, 10000, 5000] }, 0] },
  { if: [{ and: started }, 1000000, 0] },
  { if: [is("level", "provincial"), 50000000, is("level", "national"), 100000000, 0] },
  { min: [field("requested"), ceiling] },
];

const counts = {
  and: [
    among("category", ["hard_to_employ", "graduate", "veteran", "out_of_poverty", "monitored"]),
    field("contract"),
    field("insured"),
    field("new_post"),
  ],
};
// It counts no lists, but adds them up.
const counted = { filter: [field("hires"), counts] };
const count = { reduce: [counted, { "+": [field("accumulator"), 1] }, 0] };
const kinds = among("kind", ["brand", "workshop", "cooperative", "sole_trader", "non_profit"]);
const hires = [{ if: [kinds, { "*": [100000, count] }, 0] }];

const apply = (rules) => (one) => rules.map((rule) => jsonLogic.apply(rule, one));
await measure("json-logic-js", "W2", "objects", pays("cases-pay.csv"), each(cases(), apply(rules)));
await measure("json-logic-js", "W3", "objects", pays("employers-pay.csv"), each(employers(), apply(hires)));
