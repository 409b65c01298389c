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

  /** Asks for one of the policy's sample records and shows the decisions that the policy of this file makes on it. */
  async ask(policy: vscode.Uri): Promise<void> {
    const key = await vscode.window.showInputBox({ prompt: vscode.l10n.t("The key of a sample record") });
    if (key) await this.show([policy.toString(), { key }]);
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
