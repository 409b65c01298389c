/** Clause six in VS Code: a misspelled name is underlined, and its quick fix mends it; a clause is typed with completion. */

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

test("a clause is typed with completion", async (t) => {
  const studio = await open();
  t.after(studio.close);
  const drafter = new Drafter(studio);
  await drafter.open(CLAUSE);
  await drafter.ready();

  await drafter.press("Control+End", "Enter");
  assert.equal(await drafter.offers("gz", "规则"), 1, "a declaration is offered once");
  await drafter.offered("", "规则");
  await drafter.enter("补一项");
  await drafter.press("Tab");
  await drafter.offered("ldz", "劳动者");
  // Out of the snippet, whose other places are not wanted here.
  await drafter.press("Escape", "Escape", "End", "Shift+Control+End", "Delete");
  await drafter.press("Enter");
  await drafter.type("gy");
  await drafter.offered("", "给予");
  await drafter.type(" czdgbtbz");
  await drafter.offered("", "采摘带工补贴标准");
  const typed = "规则 补一项\n  对象 劳动者\n  给予 采摘带工补贴标准";
  assert.ok((await drafter.saved(CLAUSE)).includes(typed), drafter.read(CLAUSE));
});
