/** The language server: which program it is, starting it again, and asking it to carry out commands. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ExtensionContext, workspace } from "vscode";
import { ExecuteCommandRequest, LanguageClient } from "vscode-languageclient/node";

/** Carries out a command that the user chose in a lens or an action, in place of just sending it to the server. */
export type Choice = (args: unknown[]) => Promise<void>;

export class Server {
  readonly #client: LanguageClient;

  /** `choices` are the commands whose answer is to be shown, by name. */
  constructor(context: ExtensionContext, choices: ReadonlyMap<string, Choice>) {
    const run = { command: program(context), args: ["lsp"] };
    this.#client = new LanguageClient("qingce", "青策 Qingce", run, {
      documentSelector: [{ scheme: "file", language: "qingce" }],
      initializationOptions: { language: workspace.getConfiguration("qingce").get("language", "zh") },
      middleware: {
        executeCommand: (command, args, next) => choices.get(command)?.(args) ?? next(command, args),
      },
    });
  }

  async start(): Promise<void> {
    await this.#client.start();
  }

  async stop(): Promise<void> {
    await this.#client.dispose();
  }

  /** What the server answers to a command. */
  async carryOut<Answer>(command: string, ...args: unknown[]): Promise<Answer> {
    const params = { command, arguments: args };
    return (await this.#client.sendRequest(ExecuteCommandRequest.type, params)) as Answer;
  }
}

function program(context: ExtensionContext): string {
  const chosen = workspace.getConfiguration("qingce").get<string>("server.path", "");
  if (chosen !== "") return chosen;
  const name = process.platform === "win32" ? "qingce.exe" : "qingce";
  const bundled = join(context.extensionPath, "server", name);
  return existsSync(bundled) ? bundled : name;
}
