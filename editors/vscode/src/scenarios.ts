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
      const listed = await this.#server.carryOut<Scenario[]>(commands.scenarios, uri.toString());
      for (const scenario of listed) found.set(key(scenario), scenario);
    }
    this.#show([...found.values()]);
  }

  /** Runs a policy's scenarios, or the one with this id, and shows in the explorer what came of them. */
  async run(uri: vscode.Uri, id?: string): Promise<void> {
    await this.refresh();
    const own = vscode.workspace.getWorkspaceFolder(uri);
    const policy = await this.#server.carryOut<Scenario[]>(commands.scenarios, uri.toString());
    const wanted = new Set(policy.filter((scenario) => id === undefined || scenario.id === id).map(key));
    const items = leaves(this.#controller.items).filter((item) => wanted.has(item.id));
    if (items.length === 0) {
      const where = own?.name ?? uri.fsPath;
      void vscode.window.showInformationMessage(vscode.l10n.t("There is no scenario to run in {0}.", where));
      return;
    }
    await this.#run(new vscode.TestRunRequest(items), new vscode.CancellationTokenSource().token);
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
    try {
      const answers = await this.#answers(items, token);
      for (const item of items) report(run, item, answers.get(item.id));
    } finally {
      run.end();
    }
  }

  /** The results of some scenarios: those of a whole file are asked for at once. */
  async #answers(
    items: readonly vscode.TestItem[],
    token: vscode.CancellationToken,
  ): Promise<Map<string, ScenarioResult>> {
    const answers = new Map<string, ScenarioResult>();
    for (const item of items) {
      if (token.isCancellationRequested || answers.has(item.id)) continue;
      const [uri, id] = split(item.id);
      const asked = items.length === 1 ? [uri, id] : [uri];
      const results = await this.#server.carryOut<ScenarioResult[]>(commands.runScenarios, ...asked);
      for (const other of items) {
        const result = results.find((candidate) => candidate.id === split(other.id)[1]);
        if (result) answers.set(other.id, result);
      }
    }
    return answers;
  }
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
