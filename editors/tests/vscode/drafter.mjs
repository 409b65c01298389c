/** What a drafter does in the window, with keyboard and mouse alone. */

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PATIENCE } from "./studio.mjs";

export class Drafter {
  #page;
  #policies;

  constructor({ page, policies }) {
    this.#page = page;
    this.#policies = policies;
  }

  /** Opens a file, by its path in the policies' folder, and waits until its text is there. */
  async open(file) {
    await this.#press("Control+p");
    await this.#page.locator(".quick-input-widget input").fill(join(this.#policies, file));
    await this.#page.locator(".quick-input-list .monaco-list-row", { hasText: basename(file) }).first().waitFor();
    await this.#press("Enter");
    await this.#page.locator(".tab.active", { hasText: basename(file) }).waitFor();
    await this.#page.locator(".editor-group-container.active .view-line").first().waitFor();
  }

  /** A saved file's text. */
  read(file) {
    return readFileSync(join(this.#policies, file), "utf8");
  }

  /** Saves the file, which was changed, and gives its text. */
  async saved(file) {
    const changed = this.#page.locator(".tab.active.dirty");
    await changed.waitFor();
    await this.#press("Control+s");
    await changed.waitFor({ state: "detached" });
    return this.read(file);
  }

  /** Waits until a file is changed and not saved yet. */
  async changed(file) {
    await this.#page.locator(".tab.dirty", { hasText: basename(file) }).waitFor();
  }

  /** Saves all files that were changed. */
  async saveAll() {
    await this.command("File: Save All");
    await this.#page.locator(".tab.dirty").first().waitFor({ state: "detached" });
  }

  /** Waits until some words are on the screen, in the text. */
  async sees(words) {
    const seen = async () => {
      const lines = await this.#page.locator(".editor-group-container.active .view-line").allInnerTexts();
      return lines.some((line) => line.replaceAll("\u00a0", " ").includes(words));
    };
    await this.#until(seen, words);
  }

  /** Puts the cursor behind the first occurrence of some words of a saved file, or before it. */
  async goTo(file, words, { before = false } = {}) {
    const text = this.read(file);
    const at = text.indexOf(words);
    if (at < 0) throw new Error(`${file} has no ${words}`);
    const lines = text.slice(0, before ? at : at + words.length).split("\n");
    await this.#press("Control+g");
    await this.#page.locator(".quick-input-widget input").fill(`:${lines.length}:${columns(lines.at(-1)) + 1}`);
    await this.#press("Enter");
  }

  async press(...keys) {
    for (const key of keys) await this.#press(key);
  }

  /** Types Latin letters, digits and marks key by key. */
  async type(text) {
    await this.#page.keyboard.type(text, { delay: 30 });
  }

  /** Enters text as an input method does when it is done. */
  async enter(text) {
    await this.#page.keyboard.insertText(text);
  }

  /** Types some letters and counts the offers of this name that they find. */
  async offers(letters, name) {
    await this.type(letters);
    await this.#offer(name).first().waitFor();
    return this.#offer(name).count();
  }

  /** Types some letters and takes the offer of this name that they find. */
  async offered(letters, name) {
    await this.type(letters);
    const offer = this.#offer(name).first();
    await offer.waitFor();
    await offer.click();
    await this.#list().waitFor({ state: "detached" });
  }

  #list() {
    return this.#page.locator(".suggest-widget.visible");
  }

  #offer(name) {
    const label = this.#page.locator(".label-name", { hasText: new RegExp(`^${name}$`) });
    return this.#list().locator(".monaco-list-row", { has: label });
  }

  /** Waits until a text somewhere on the screen is underlined as an error. */
  async squiggle() {
    await this.#page.locator(".squiggly-error").first().waitFor({ state: "attached" });
  }

  async noSquiggle() {
    await this.#page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  }

  /** Chooses, of what the light bulb offers at the cursor, the action whose title has these words. */
  async act(title) {
    const action = this.#page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first();
    await this.#until(async () => {
      // Asked for a second time the menu would take its first action, so that it is put away first.
      await this.#press("Escape");
      await this.#press("Control+.");
      await action.waitFor({ timeout: PATIENCE / 4 });
      return true;
    }, `an action ${title}`);
    await action.click();
    await action.waitFor({ state: "detached" });
  }

  /** Waits until the server answers: above the declarations stand lenses. */
  async ready() {
    await this.#page.locator(".codelens-decoration a").first().waitFor();
  }

  /** The lens whose text has these words. */
  lens(words) {
    return this.#page.locator(".codelens-decoration", { hasText: words }).first();
  }

  /** Runs a command by its title. */
  async command(title) {
    await this.#press("F1");
    await this.#page.locator(".quick-input-widget input").fill(`>${title}`);
    await this.#page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
  }

  /** How many scenarios were run, once all have been, and how many of them failed. */
  async scenarios() {
    const summary = this.#page.locator(".result-summary");
    await summary.waitFor();
    const [passed = 0, run = 0] = (await summary.innerText()).match(/\d+/g)?.map(Number) ?? [];
    return { run, failed: run - passed };
  }

  /** Answers the question that the editor asks. */
  async answer(text) {
    const input = this.#page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(text);
    await this.#press("Enter");
  }

  /** The document of the page that a panel shows, once it has these words. */
  async pageWith(words) {
    let found;
    await this.#until(async () => {
      for (const frame of this.#page.frames().slice(1)) {
        const text = await frame.locator("body").innerText({ timeout: 1000 }).catch(() => "");
        if (text.includes(words)) found = frame;
      }
      return found !== undefined;
    }, `a page with ${words}`);
    return found;
  }

  async #press(key) {
    await this.#page.keyboard.press(key);
  }

  async #until(holds, what) {
    const end = Date.now() + PATIENCE;
    while (!(await holds().catch(() => false))) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
      await this.#page.waitForTimeout(200);
    }
  }
}

/** The columns that a text takes on the screen, where a full-width character takes two. */
function columns(text) {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\ud7af\uf900-\ufaff\uff01-\uff5e]/u.test(character) ? 2 : 1), 0);
}
