import type { Diagnostic } from "../../base/diagnostic.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { changesRows } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";

/**
 * Whether the refused statement only moves rows and failed for something that an application may
 * register, so that it does not matter for the schema.
 */
export function isForApplication(statement: Statement, message: string): boolean {
  const movesRows = changesRows(statement) || outlineOf(statement).kind === "select";
  return movesRows && UNKNOWN.test(message);
}

const UNKNOWN = /^no such (?:function|collation sequence|module): /;

/** The diagnostic of a refusal as a warning that the statement was skipped. */
export function skippedWarning(refusal: Diagnostic): Diagnostic {
  return {
    ...refusal,
    code: "replay/passed-over",
    severity: "warning",
    notes: [...refusal.notes ?? [], "It was skipped: it moves rows and does not change the schema"],
  };
}

/** A hint to declare in penumbra.json what the engine does not have; undefined for other messages. */
export function declareHint(message: string): string | undefined {
  const [, kind, name = ""] =
    /^no such (function|collation sequence|module): (.+)$/.exec(message) ?? [];
  const key = kind && KEYS[kind]?.(JSON.stringify(name));
  return key && `If the application registers it, declare it in penumbra.json: ${key}`;
}

const KEYS: Readonly<Record<string, (name: string) => string>> = {
  "function": (name) => `"functions": { ${name}: {} }`,
  "collation sequence": (name) => `"collations": [${name}]`,
  "module": (name) => `"modules": [${name}], or the file that has it under "extensions"`,
};

/** Something that an engine does not have: the key of penumbra.json that declares it, and its name. */
export interface Undeclared {
  readonly key: "functions" | "collations" | "modules";
  readonly name: string;
}

/** The missing name in a refusal, if it is more likely the application's than a typo. */
export function undeclaredIn({ message, hint = "" }: Diagnostic): Undeclared | undefined {
  const [, kind = "", name] =
    /: no such (function|collation sequence|module) "([^"]+)"$/.exec(message) ?? [];
  const key = KEY_OF[kind];
  if (key === undefined || name === undefined || /^Did you mean/.test(hint)) return undefined;
  return { key, name };
}

const KEY_OF: Readonly<Record<string, Undeclared["key"]>> = {
  "function": "functions",
  "collation sequence": "collations",
  "module": "modules",
};
