/** Clause six in VS Code: a misspelled name is underlined, and its quick fix mends it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafter } from "./drafter.mjs";
import { open } from "./studio.mjs";

const CLAUSE = "qinghai-labour-brand/第06条.ce";
const NAMED = "给予 采摘带工补贴标准";

test("a misspelled name is underlined and mended", async (t) => {
  const studio = await open();
  t.after(studio.close);
  const drafter = new Drafter(studio);
  await drafter.open(CLAUSE);
  const shipped = drafter.read(CLAUSE);

  await drafter.goTo(CLAUSE, NAMED);
  await drafter.press("Backspace");
  await drafter.enter("谁");
  await drafter.squiggle();
  await drafter.act("采摘带工补贴标准");
  await drafter.noSquiggle();
  assert.equal(drafter.read(CLAUSE), shipped, "nothing is saved before the drafter saves");
  await drafter.press("End");
  await drafter.type(" ");
  assert.ok((await drafter.saved(CLAUSE)).includes(`${NAMED} ×`), drafter.read(CLAUSE));
});
