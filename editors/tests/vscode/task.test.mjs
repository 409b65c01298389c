/** A drafter's whole task in VS Code: clause six's 1000 yuan become 1500 from a day, by a document; whom that affects; scenarios at
 * the new boundary; all of them pass; the prose says it. `UPDATE=1` keeps what is seen then as the picture of the documentation. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Drafter } from "./drafter.mjs";
import { open, PROJECT } from "./studio.mjs";

const CLAUSE = "qinghai-labour-brand/第06条.ce";
const SCENARIOS = "qinghai-labour-brand/案例/第06条-服务与用工.ce";
const STANDARD = "标准 吸纳就业奖励标准：元/人\n  自 2022年6月1日 1000元/人 依据 6.3「每吸纳一人1000元的一次性奖励」\n";
const VALUE = "自 2027年1月1日 1500元/人 依据 「青人社厅发〔2026〕88号」";

test("a drafter changes an amount, sees whom it affects, adds scenarios, and reads the prose", async (t) => {
  const studio = await open();
  t.after(studio.close);
  const drafter = new Drafter(studio);
  await drafter.open(CLAUSE);

  await drafter.goTo(CLAUSE, "1000元/人");
  await drafter.act("自某日起改变「吸纳就业奖励标准」");
  await drafter.sees("依据 「」");
  await drafter.press("ArrowDown", "Home", "Shift+End");
  await drafter.enter(VALUE);
  const affected = await drafter.lens("份有变化").innerText();
  assert.match(affected, /样例 \d+ 份中 3 份有变化/);

  await drafter.act("补上「吸纳就业奖励标准」界限上的案例");
  await drafter.changed(SCENARIOS);
  await drafter.saveAll();
  assert.ok(drafter.read(CLAUSE).includes(`${STANDARD}  ${VALUE}\n`), drafter.read(CLAUSE));
  assert.ok(drafter.read(SCENARIOS).includes("吸纳就业一次性奖励 1500元 待确认"), "the new amount has a scenario");

  await drafter.command("Run the scenarios of this policy");
  const { run, failed } = await drafter.scenarios();
  assert.ok(run > 0 && failed === 0, `${failed} of ${run} scenarios fail`);

  await drafter.command("Open the reading page to the side");
  const page = await drafter.pageWith("1500元/人");
  assert.ok((await page.locator(".at-cursor").innerText()).includes("吸纳就业奖励标准"));
  if (process.env.UPDATE) await page.waitForTimeout(1000);   // until it is painted
  if (process.env.UPDATE) await studio.page.screenshot({ path: join(PROJECT, "docs/editor.png") });
});
