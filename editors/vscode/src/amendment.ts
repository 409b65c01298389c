/** Asks for what changing an amount takes: the standard, the day, the new amount, and the document that orders it. */

import * as vscode from "vscode";
import type { Amendment } from "./protocol";

/** The change that the user describes, or nothing if a question was left without an answer. */
export async function askedAmendment(editor: vscode.TextEditor): Promise<Amendment | undefined> {
  const { t } = vscode.l10n;
  const word = editor.document.getWordRangeAtPosition(editor.selection.active);
  const here = word ? editor.document.getText(word) : "";
  const standard = await answer(t("The standard to change"), here);
  const from =
    standard && (await answer(t("The day from which the new amount is in force"), "", "2026-01-01"));
  const to = from && (await answer(t("The new amount"), "", "1500元/人"));
  const authority = to && (await answer(t("The document that orders it"), "", "青人社厅发〔2025〕88号"));
  return standard && from && to && authority ? { standard, from, to, authority } : undefined;
}

function answer(prompt: string, value: string, placeHolder = ""): Thenable<string | undefined> {
  return vscode.window.showInputBox({ prompt, value, placeHolder, ignoreFocusOut: true });
}
