// JavaScript by hand, as V8 compiles it.

import { cases, each, employers, measure, pays } from "./common.mjs";

const HARD = new Set(["out_of_poverty", "monitored", "hard_to_employ"]);
const KINDS = new Set(["brand", "workshop", "cooperative", "sole_trader", "non_profit"]);
const CATEGORIES = new Set(["hard_to_employ", "graduate", "veteran", "out_of_poverty", "monitored"]);

const labour = (one) => {
  const worksAway = one.household === "qinghai" && one.destination === "haixi" && one.months >= 20 && one.months < 60;
  if (!worksAway) return 0;
  return HARD.has(one.category) ? 10000 : 5000;
};

const startup = (one) => {
  const small = one.organisation === "small" || one.organisation === "sole_trader";
  return small && one.registered && one.licensed && one.since <= one.today - 10000 ? 1000000 : 0;
};

const recognition = (one) => {
  if (one.level === "provincial") return 50000000;
  return one.level === "national" ? 100000000 : 0;
};

const ceiling = (one) => {
  if (one.loan === "personal") return 20000000;
  return one.loan === "partnership" ? Math.min(22000000 * one.partners, 220000000) : 400000000;
};

const paid = (one) => [labour(one), startup(one), recognition(one), Math.min(one.requested, ceiling(one))];

const counts = (hire) => CATEGORIES.has(hire.category) && hire.contract && hire.insured && hire.new_post;
const hires = (one) => [KINDS.has(one.kind) ? 100000 * one.hires.filter(counts).length : 0];

await measure("JavaScript by hand", "W2", "objects", pays("cases-pay.csv"), each(cases(), paid));
await measure("JavaScript by hand", "W3", "objects", pays("employers-pay.csv"), each(employers(), hires));
