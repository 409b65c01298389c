/** Entry point: starts the server and joins its commands to what the editor offers. */

import * as vscode from "vscode";
import { askedAmendment } from "./amendment";
import { Explanations } from "./explanation";
import { commands, type Impact } from "./protocol";
import { ReadingPage } from "./reading";
import { Scenarios } from "./scenarios";
import { type Choice, Server } from "./server";

let stop: () => Promise<void> = async () => {};

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const session = vscode.commands.registerCommand("qingce.restartServer", async () => {
    await stop();
    await begin(context);
  });
  context.subscriptions.push(session);
  await begin(context);
}

export async function deactivate(): Promise<void> {
  await stop();
}

/** Starts the server with all that speaks to it, and remembers how to end both. */
async function begin(context: vscode.ExtensionContext): Promise<void> {
  const choices = new Map<string, Choice>();
  const server = new Server(context, choices);
  const reading = new ReadingPage(server);
  const scenarios = new Scenarios(server);
  const explanations = new Explanations(server);
  choices.set(commands.showProse, ([uri]) => reading.open(parsed(uri)));
  choices.set(commands.runScenarios, ([uri, ids]) => scenarios.run(parsed(uri), ids as string[] | undefined));
  choices.set(commands.impact, async (args) => {
    const { text } = await server.carryOut<Impact>(commands.impact, ...args);
    void vscode.window.showInformationMessage(text);
  });
  choices.set(commands.explainRecord, (args) => explanations.show(args));
  const registered = [
    forEditor("qingce.openReadingPage", ({ document }) => reading.open(document.uri)),
    forEditor("qingce.runScenariosOfFile", ({ document }) => scenarios.run(document.uri)),
    forEditor("qingce.explainRecordFrom", ({ document }) => explanations.ask(document.uri)),
    forEditor("qingce.amendStandard", async (editor) => {
      const amendment = await askedAmendment(editor);
      if (amendment) await server.carryOut(commands.amend, editor.document.uri.toString(), amendment);
    }),
  ];
  stop = async () => {
    for (const part of [...registered, reading, scenarios, explanations]) part.dispose();
    await server.stop();
  };
  await server.start();
  await scenarios.refresh();
}

/** A command about the file in the editor that has the focus. */
function forEditor(name: string, act: (editor: vscode.TextEditor) => Promise<void>): vscode.Disposable {
  return vscode.commands.registerCommand(name, async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId === "qingce") await act(editor);
  });
}

function parsed(uri: unknown): vscode.Uri {
  return vscode.Uri.parse(String(uri));
}
