/** All reasons for the decisions on one record, as a text beside the policy that nobody can edit. */

import * as vscode from "vscode";
import { commands, type Explanation } from "./protocol";
import type { Server } from "./server";

const SCHEME = "qingce-explanation";

export class Explanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #server: Server;
  readonly #registration: vscode.Disposable;
  readonly #texts = new Map<string, string>();

  constructor(server: Server) {
    this.#server = server;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  /** Asks for a record and shows the decisions that the policy of this file makes on it. */
  async ask(policy: vscode.Uri): Promise<void> {
    const file = await chosenFile();
    if (!file) return;
    const key = await vscode.window.showInputBox({ prompt: vscode.l10n.t("The record's key") });
    if (!key) return;
    await this.show([policy.toString(), { path: file.fsPath, key }]);
  }

  /** Shows the explanation that the server gives for these arguments. */
  async show(args: readonly unknown[]): Promise<void> {
    const { text } = await this.#server.carryOut<Explanation>(commands.explainRecord, ...args);
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `/${vscode.l10n.t("Explanation")} ${this.#texts.size + 1}`,
    });
    this.#texts.set(uri.path, text);
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), beside);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? "";
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

async function chosenFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.workspace.findFiles("**/{样例,samples}/*.{csv,json,jsonl,xlsx}");
  const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const placeHolder = vscode.l10n.t("The file with the record");
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.uri;
}
