/** VS Code in a browser: code-server with the packaged extension on a copy of the policies, and Chromium looking at it. */

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

export const PROJECT = resolve(import.meta.dirname, "../../..");
/** So long, in milliseconds, everything that the tests wait for may take. */
export const PATIENCE = 30_000;

/** What keeps the window to what the tests are about. */
const SETTINGS = {
  "qingce.server.path": process.env.QINGCE,
  "qingce.language": "zh",
  "chat.disableAIFeatures": true,
  "editor.accessibilitySupport": "off",
  "editor.cursorBlinking": "solid",
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "testing.automaticallyOpenTestResults": "neverOpen",
  "window.restoreWindows": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

/** Opens a window on a copy of `policies/`. `close` ends the browser and the server and removes the copy;
 * where `QINGCE_LAST_SEEN` names a file, a picture of what was seen last is kept there. */
export async function open() {
  const folder = mkdtempSync(join(tmpdir(), "qingce-vscode-"));
  const [policies, data, extensions] = ["policies", "data", "extensions"].map((name) => join(folder, name));
  cpSync(join(PROJECT, "policies"), policies, { recursive: true });
  mkdirSync(join(data, "User"), { recursive: true });
  writeFileSync(join(data, "User/settings.json"), JSON.stringify(SETTINGS));
  const own = ["--user-data-dir", data, "--extensions-dir", extensions, "--config", join(folder, "config.yaml")];
  const extension = join(PROJECT, "editors/vscode/qingce.vsix");
  execFileSync("code-server", [...own, "--install-extension", extension], { stdio: "pipe" });

  const port = await freePort();
  const server = serve([...own, "--bind-addr", `127.0.0.1:${port}`], folder);
  const browser = await chromium.launch({ executablePath: process.env.QINGCE_BROWSER, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  page.setDefaultTimeout(PATIENCE);
  await answers(`http://127.0.0.1:${port}/healthz`);
  await page.goto(`http://127.0.0.1:${port}/?folder=${policies}`);
  await page.waitForSelector(".explorer-folders-view .monaco-list-row");
  const close = async () => {
    if (process.env.QINGCE_LAST_SEEN) await page.screenshot({ path: process.env.QINGCE_LAST_SEEN });
    await browser.close();
    const ended = new Promise((done) => server.once("exit", done));
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { page, policies, close };
}

function serve(own, folder) {
  const quiet = ["--auth", "none", "--disable-workspace-trust", "--ignore-last-opened", "--disable-telemetry"];
  const server = spawn("code-server", [...own, ...quiet, "--disable-update-check"], { stdio: "ignore", cwd: folder });
  process.once("exit", () => server.kill());
  return server;
}

async function answers(url) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${url} does not answer`);
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
