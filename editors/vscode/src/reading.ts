/** The reading page beside the text: official prose of the policy being edited, at the declaration where the cursor is. */

import * as vscode from "vscode";
import { type Anchor, commands, type Prose } from "./protocol";
import type { Server } from "./server";

/** Answers to `follow`: shows an element of the page and marks it. */
const FOLLOWING = `<style>.at-cursor { outline: 2px solid currentColor; outline-offset: 4px; border-radius: 2px; }</style>
<script>
  addEventListener("message", ({ data }) => {
    document.querySelector(".at-cursor")?.classList.remove("at-cursor");
    const element = document.getElementById(data.id);
    element?.classList.add("at-cursor");
    element?.scrollIntoView({ block: "center", behavior: "instant" });
  });
</script>`;

export class ReadingPage implements vscode.Disposable {
  readonly #server: Server;
  readonly #subscriptions: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #anchors: readonly Anchor[] = [];
  #shown: string | undefined;

  constructor(server: Server) {
    this.#server = server;
    this.#subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#renew(document)),
    ];
  }

  /** Opens the page of the policy that a file belongs to, beside the text. */
  async open(uri: vscode.Uri): Promise<void> {
    const prose = await this.#server.carryOut<Prose>(commands.showProse, uri.toString());
    this.#panel ??= this.#newPanel();
    this.#show(prose);
    const editor = vscode.window.visibleTextEditors.find((other) => sameFile(other.document.uri, uri));
    if (editor) this.#follow(editor);
  }

  #newPanel(): vscode.WebviewPanel {
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const title = vscode.l10n.t("Reading page");
    const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] };
    const panel = vscode.window.createWebviewPanel("qingce.readingPage", title, beside, options);
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#shown = undefined;
    });
    return panel;
  }

  #show(prose: Prose): void {
    if (!this.#panel) return;
    this.#anchors = prose.anchors ?? [];
    this.#shown = undefined;
    this.#panel.webview.html = prose.html.replace("</body>", () => `${FOLLOWING}</body>`);
  }

  async #renew(document: vscode.TextDocument): Promise<void> {
    if (!this.#panel || document.languageId !== "qingce") return;
    this.#show(await this.#server.carryOut<Prose>(commands.showProse, document.uri.toString()));
    const editor = vscode.window.visibleTextEditors.find((other) => other.document === document);
    if (editor) this.#follow(editor);
  }

  #follow(editor: vscode.TextEditor): void {
    const wanted = vscode.workspace.getConfiguration("qingce").get("readingPage.followCursor", true);
    if (!this.#panel || !wanted) return;
    const cursor = editor.selection.active.line;
    const above = this.#anchors.filter(
      ({ uri, line }) => sameFile(vscode.Uri.parse(uri), editor.document.uri) && line <= cursor,
    );
    const anchor = above.sort((one, other) => one.line - other.line).at(-1);
    if (!anchor || anchor.id === this.#shown) return;
    this.#shown = anchor.id;
    void this.#panel.webview.postMessage({ id: anchor.id });
  }

  dispose(): void {
    this.#panel?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** Whether two addresses are of one file: servers and editors encode Chinese paths differently. */
function sameFile(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.fsPath === other.fsPath;
}
