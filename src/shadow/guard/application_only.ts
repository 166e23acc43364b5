import type { Diagnostic, Undeclared } from "../../base/diagnostic.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { changesRows } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";

/**
 * Whether the refused statement only reads or changes rows and failed for something that an application may
 * register, so that it does not matter for the schema.
 */
export function isForApplication(statement: Statement, message: string): boolean {
  const isAboutRows = changesRows(statement) || outlineOf(statement).kind === "select";
  return isAboutRows && undeclaredIn(message) !== undefined;
}

/** The diagnostic of a refusal as a warning that the statement was skipped. */
export function skippedWarning(refusal: Diagnostic): Diagnostic {
  return {
    ...refusal,
    code: "replay/passed-over",
    severity: "warning",
    notes: [...refusal.notes ?? [], "It was skipped: it moves rows and does not change the schema"],
  };
}

/** The name that the engine's message says it does not have, if an application may register it. */
export function undeclaredIn(message: string): Undeclared | undefined {
  const [, kind = "", name] = UNKNOWN.exec(message) ?? [];
  const key = KEYS[kind];
  return key && name !== undefined ? { key, name } : undefined;
}

/** A hint to declare the name in penumbra.json. */
export function declareHint({ key, name }: Undeclared): string {
  const quoted = JSON.stringify(name);
  const words = {
    functions: `"functions": { ${quoted}: {} }`,
    collations: `"collations": [${quoted}]`,
    modules: `"modules": [${quoted}], or the file that has it under "extensions"`,
  }[key];
  return `If the application registers it, declare it in penumbra.json: ${words}`;
}

const UNKNOWN = /^no such (function|collation sequence|module): (.+)$/;

const KEYS: Readonly<Record<string, Undeclared["key"]>> = {
  "function": "functions",
  "collation sequence": "collations",
  "module": "modules",
};
