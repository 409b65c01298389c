/** The commands that the server carries out, with what they take and give. */

import type { Range } from "vscode-languageclient/node";

/** One scenario of a policy. `id` stays the same while the scenario keeps its name and file. */
export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly uri: string;
  readonly range: Range;
}

/** What came of running one scenario: where each expectation that wasn't met stands, and what was decided instead. */
export interface ScenarioResult {
  readonly id: string;
  readonly passed: boolean;
  readonly messages: readonly { readonly uri: string; readonly range: Range; readonly message: string }[];
}

/** The reading page of a policy, and which of its elements shows which declaration. */
export interface Prose {
  readonly html: string;
  readonly anchors?: readonly Anchor[];
}

/** The line on which a declaration begins in its file, and the id of its element on the page. */
export interface Anchor {
  readonly uri: string;
  readonly line: number;
  readonly id: string;
}

/** All reasons for the decisions on one record. */
export interface Explanation {
  readonly text: string;
}

/** What the changes since the last saved version do to the sample records, in words. */
export interface Impact {
  readonly text: string;
}

/** A change of a standard's amount from a day on, written as `2026-01-01`. */
export interface Amendment {
  readonly standard: string;
  readonly from: string;
  readonly to: string;
  readonly authority: string;
}

/** The names of the commands. */
export const commands = {
  scenarios: "qingce.scenarios",
  runScenarios: "qingce.runScenarios",
  showProse: "qingce.showProse",
  explainRecord: "qingce.explainRecord",
  amend: "qingce.amend",
  impact: "qingce.impact",
} as const;
