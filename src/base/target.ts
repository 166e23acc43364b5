import type { Diagnostic } from "./diagnostic.ts";
import { fail, type Result, succeed } from "./result.ts";
import { suggest } from "./suggest.ts";
import type { TrialEngine } from "./engine_name.ts";

/**
 * The database that will run the migrations. It determines which SQL they may contain and on which engines they are
 * tested: `"any"` for SQLite 3.35 and later as well as libSQL, `"sqlite@3.53"` for that version and later, `"d1"` for
 * Cloudflare D1, and `"turso"` for the rewrite of SQLite in Rust. Turso Cloud runs libSQL: use `"libsql"`.
 */
export type Target = "any" | "sqlite" | `sqlite@3.${number}` | "d1" | "libsql" | "turso";

/** The target of a project that does not specify one. */
export const DEFAULT_TARGET: Target = "any";

/** The targets as typed by a person, the default first; later versions are accepted too. */
export const TARGETS: readonly Target[] = ["any", "sqlite", "sqlite@3.53", "d1", "libsql", "turso"];

/** The targets that name a version, as a regular expression for editors. */
export const VERSIONED_TARGET = "^sqlite@3\\.\\d+(\\.\\d+)?$";

/** The oldest minor version of SQLite that migrations are written for, which introduced DROP COLUMN. */
const OLDEST_MINOR = 35;

/** The target with this name. Fails with `cli/unknown-target`. */
export function parseTarget(text: string): Result<Target> {
  const version = /^sqlite@(.*)$/s.exec(text)?.[1];
  if (version !== undefined && !TARGETS.some((target) => target === text)) {
    return parseVersion(text, version);
  }
  const found = TARGETS.find((target) => target === text);
  return found === undefined ? fail("misuse", unknownTarget(text)) : succeed(found);
}

function parseVersion(text: string, version: string): Result<Target> {
  const minor = /^3\.(\d+)(?:\.\d+)?$/.exec(version)?.[1];
  if (minor === undefined) {
    const hint = "Write a version of SQLite 3, as in sqlite@3.53";
    return fail("misuse", {
      ...unknownTarget(text),
      message: `Cannot use the target "${text}": "${version}" is not a version of SQLite 3`,
      hint,
    });
  }
  if (Number(minor) < OLDEST_MINOR) {
    return fail("misuse", {
      ...unknownTarget(text),
      message: `Cannot use the target "${text}": migrations are written for SQLite ` +
        `3.${OLDEST_MINOR} and later`,
      hint: "Use sqlite, and update the SQLite that runs the migrations",
    });
  }
  return succeed(text as Target);
}

function unknownTarget(text: string): Diagnostic {
  const meant = suggest(text, TARGETS);
  return {
    code: "cli/unknown-target",
    severity: "error",
    message: `Cannot use the target "${text}": there is no such target`,
    hint: meant === undefined
      ? "Use any, sqlite, sqlite@VERSION, d1, libsql or turso"
      : `Did you mean "${meant}"?`,
  };
}

/** The engines of a target: histories are replayed on the first, proofs use all of them. */
export function enginesOf(target: Target): readonly [TrialEngine, ...TrialEngine[]] {
  if (target === "any") return ["libsql", "sqlite"];
  if (target === "d1") return ["d1"];
  return target === "libsql" || target === "turso" ? ["libsql"] : ["sqlite"];
}

/** The engine that opens a database file for a target. */
export function fileEngineOf(target: Target): TrialEngine {
  return enginesOf(target).at(-1)!;
}

/** Whether a file may contain SAVEPOINT. */
export function takesSavepoint(target: Target): boolean {
  return target !== "d1";
}

/**
 * Whether a file is split at the semicolons within a trigger unless its BEGIN is in capitals: D1 does, and older
 * versions of wrangler do not recognize an END in small letters.
 * https://github.com/cloudflare/workers-sdk/issues/15314
 * https://github.com/cloudflare/workers-sdk/issues/15093
 */
export function splitsInCapitals(target: Target): boolean {
  return target === "d1";
}

/** Whether each file is always run in a transaction. */
export function alwaysInTransaction(target: Target): boolean {
  return target === "d1";
}

/** Whether the file may run on a server, which refuses almost every PRAGMA. */
export function refusesPragmas(target: Target): boolean {
  return target === "any" || target === "libsql" || target === "turso";
}

/** Whether a file can turn foreign keys off outside a transaction. */
export function turnsKeysOff(target: Target): boolean {
  return target !== "d1" && target !== "libsql" && target !== "turso";
}

/** Whether a file may temporarily ignore CHECK constraints: only a server refuses that PRAGMA. */
export function ignoresChecks(target: Target): boolean {
  return target !== "libsql" && target !== "turso";
}

/**
 * The dialect in which a target alters columns and constraints in place, beyond SQLite 3.35:
 * "libsql" has `ALTER COLUMN c TO …`, "sqlite" has SET and DROP NOT NULL, ADD and DROP CONSTRAINT.
 * https://www.sqlite.org/lang_altertable.html
 */
export function alteringDialect(target: Target): "libsql" | "sqlite" | undefined {
  if (target === "libsql") return "libsql";
  return minorOf(target) >= 53 ? "sqlite" : undefined;
}

/** The minor version of a target, 53 for 3.53; -1 if it has none. */
function minorOf(target: Target): number {
  return Number(/^sqlite@3\.(\d+)/.exec(target)?.[1] ?? -1);
}
