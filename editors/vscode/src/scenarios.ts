/** The test explorer: the scenarios of every policy in the workspace, run by the server. */

import { dirname } from "node:path";
import * as vscode from "vscode";
import { commands, type Scenario, type ScenarioResult } from "./protocol";
import type { Server } from "./server";

/** How long the text has to rest before the list of scenarios is read again. */
const REST = 500;

export class Scenarios implements vscode.Disposable {
  readonly #server: Server;
  readonly #controller: vscode.TestController;
  readonly #subscriptions: vscode.Disposable[];
  #waiting: NodeJS.Timeout | undefined;

  constructor(server: Server) {
    this.#server = server;
    this.#controller = vscode.tests.createTestController("qingce.scenarios", vscode.l10n.t("Scenarios"));
    this.#controller.refreshHandler = () => this.refresh();
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken) =>
      this.#run(request, token);
    const title = vscode.l10n.t("Run");
    this.#controller.createRunProfile(title, vscode.TestRunProfileKind.Run, run, true);
    this.#subscriptions = [
      this.#controller,
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === "qingce") this.#refreshSoon();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#refreshSoon()),
    ];
  }

  /** Lists the scenarios of every policy folder in the workspace. */
  async refresh(): Promise<void> {
    const files = await vscode.workspace.findFiles("**/*.ce", "**/{node_modules,target,.git}/**");
    const folders = new Map(files.map((uri) => [dirname(uri.fsPath), uri]));
    const found = new Map<string, Scenario>();
    for (const uri of folders.values()) {
      for (const scenario of await this.#ofPolicy(uri)) found.set(key(scenario), scenario);
    }
    this.#show([...found.values()]);
  }

  /** Runs a policy's scenarios, or those with these ids, and shows in the explorer what came of them. */
  async run(uri: vscode.Uri, ids?: string | readonly string[]): Promise<void> {
    await this.refresh();
    const chosen = ids === undefined ? undefined : new Set([ids].flat());
    const policy = await this.#ofPolicy(uri);
    const wanted = new Set(policy.filter(({ id }) => chosen?.has(id) ?? true).map(key));
    const items = leaves(this.#controller.items).filter((item) => wanted.has(item.id));
    if (items.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There is no scenario to run."));
      return;
    }
    await this.#run(new vscode.TestRunRequest(items), new vscode.CancellationTokenSource().token);
    await vscode.commands.executeCommand("workbench.view.testing.focus");
  }

  /** The scenarios of the policy that a file belongs to; of a file that belongs to none, none. */
  async #ofPolicy(uri: vscode.Uri): Promise<Scenario[]> {
    return this.#server.carryOut<Scenario[]>(commands.scenarios, uri.toString()).catch(() => []);
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #refreshSoon(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.refresh(), REST);
  }

  #show(scenarios: readonly Scenario[]): void {
    const files = new Map<string, vscode.TestItem>();
    for (const scenario of scenarios) {
      const uri = vscode.Uri.parse(scenario.uri);
      const file = files.get(uri.fsPath) ?? this.#fileItem(uri);
      files.set(uri.fsPath, file);
      const item = this.#controller.createTestItem(key(scenario), scenario.name, uri);
      item.range = range(scenario.range);
      file.children.add(item);
    }
    const sorted = [...files.values()].sort((one, other) => one.label.localeCompare(other.label, "zh"));
    this.#controller.items.replace(sorted);
  }

  #fileItem(uri: vscode.Uri): vscode.TestItem {
    return this.#controller.createTestItem(uri.toString(), vscode.workspace.asRelativePath(uri), uri);
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const excluded = new Set(request.exclude?.flatMap((item) => leavesOf(item)) ?? []);
    const all = request.include?.flatMap((item) => leavesOf(item)) ?? leaves(this.#controller.items);
    const items = all.filter((item) => !excluded.has(item));
    for (const item of items) run.started(item);
    for (const folder of new Set(items.map(folderOf))) {
      if (token.isCancellationRequested) break;
      await this.#runTogether(
        run,
        items.filter((item) => folderOf(item) === folder),
      );
    }
    run.end();
  }

  /** Runs scenarios of one folder, which are of one policy. */
  async #runTogether(run: vscode.TestRun, items: readonly vscode.TestItem[]): Promise<void> {
    const [uri] = split(items[0]?.id ?? "");
    const ids = items.map((item) => split(item.id)[1]);
    try {
      const results = await this.#server.carryOut<ScenarioResult[]>(commands.runScenarios, uri, ids);
      const byId = new Map(results.map((result) => [result.id, result]));
      for (const item of items) report(run, item, byId.get(split(item.id)[1]));
    } catch (refusal) {
      const told = new vscode.TestMessage(refusal instanceof Error ? refusal.message : String(refusal));
      for (const item of items) run.errored(item, told);
    }
  }
}

function folderOf(item: vscode.TestItem): string {
  return dirname(item.uri?.fsPath ?? "");
}

function report(run: vscode.TestRun, item: vscode.TestItem, result: ScenarioResult | undefined): void {
  const messages = result?.messages.map(({ uri, range: place, message }) => {
    const told = new vscode.TestMessage(message);
    told.location = new vscode.Location(vscode.Uri.parse(uri), range(place));
    return told;
  });
  if (!messages) run.skipped(item);
  else if (result?.passed) run.passed(item);
  else run.failed(item, messages);
}

function leaves(items: vscode.TestItemCollection): vscode.TestItem[] {
  return [...items].flatMap(([, item]) => leavesOf(item));
}

function leavesOf(item: vscode.TestItem): vscode.TestItem[] {
  return item.children.size > 0 ? leaves(item.children) : [item];
}

/** An item's id: the scenario's file and its id there. A line end stands in neither. */
function key({ uri, id }: Scenario): string {
  return `${vscode.Uri.parse(uri).toString()}\n${id}`;
}

function split(item: string): [uri: string, id: string] {
  const [uri = "", id = ""] = item.split("\n");
  return [uri, id];
}

function range({ start, end }: Scenario["range"]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
