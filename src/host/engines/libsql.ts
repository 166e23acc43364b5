import type Database from "npm:libsql@0.5.29";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { PartMissing } from "../process/part_missing.ts";

/** The version in the imports of this file. */
export const LIBSQL_VERSION = "0.5.29";

let loading: Promise<typeof Database> | undefined;

/**
 * libSQL's Database class, loaded once per process, at the first call. Throws `PartMissing` if the
 * machine or a missing permission prevents it.
 */
export function loadLibsql(): Promise<typeof Database> {
  return loading ??= load();
}

async function load(): Promise<typeof Database> {
  const restore = "Deno" in globalThis ? await stubSystemQueries() : () => {};
  try {
    return (await import("npm:libsql@0.5.29")).default;
  } catch (error) {
    throw new PartMissing(engineDiagnostic(error), { cause: error });
  } finally {
    restore();
  }
}

/**
 * Frees the memory of closed databases now and then; to be called before another one is opened.
 * libsql 0.5.29 keeps that of a database until the garbage collector has found its statements and
 * the event loop has had a turn, and no runtime can tell how much it is.
 */
export async function freeClosedDatabases(): Promise<void> {
  opened++;
  if (opened % OPENED_BETWEEN !== 0) return;
  const { Bun } = globalThis as { readonly Bun?: { gc(now: boolean): void } };
  Bun?.gc(true);
  await new Promise((resolve) => setTimeout(resolve));
}

let opened = 0;

/** How many databases are opened until closed ones are freed: these take a few megabytes. */
const OPENED_BETWEEN = 32;

/** The file in which the package looks up the C library before it asks for a process report. */
const LDD_PATH = "/usr/bin/ldd";

/** The environment variable with which the package loads its native code from elsewhere. */
const OTHER_PLACE = "LIBSQL_JS_DEV";

/**
 * Answers what libsql 0.5.29 asks about the system while it loads; returns a function that restores
 * everything. The package would read an environment variable, a file and a process report, for
 * which people would have to grant much more than `--allow-ffi`. Deno knows the answers.
 *
 * The import takes several turns of the event loop, in which other code runs: everything else that
 * it reads or sets works as usual. A bundle cannot contain an import that is not awaited.
 */
async function stubSystemQueries(): Promise<() => void> {
  const [{ default: process }, { default: fs }] = await Promise.all([
    import("node:process"),
    import("node:fs"),
  ]);
  const header = Deno.build.target.endsWith("-gnu") ? { glibcVersionRuntime: "2" } : {};
  const restores = [
    replace(process, "env", withoutOtherPlace),
    replace(process.report as { getReport: () => object }, "getReport", (getReport) => () => {
      try {
        return getReport();
      } catch {
        return { header };
      }
    }),
    replace(
      fs as { readFileSync: typeof fs.readFileSync },
      "readFileSync",
      (readFileSync) =>
        ((path: string, options: "utf8") => {
          if (path === LDD_PATH) throw new Error("Not needed: the report says the same");
          return readFileSync(path, options);
        }) as typeof readFileSync,
    ),
  ];
  return () => restores.forEach((restore) => restore());
}

/**
 * The environment, except for the one variable. The proxy's target is an empty object, since Deno
 * checks every answer of a proxy against the target, and the environment may not be read.
 */
function withoutOtherPlace(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return new Proxy({}, {
    get: (_, name) => name === OTHER_PLACE ? undefined : Reflect.get(env, name),
    set: (_, name, value) => Reflect.set(env, name, value),
    has: (_, name) => Reflect.has(env, name),
    deleteProperty: (_, name) => Reflect.deleteProperty(env, name),
    ownKeys: () => Reflect.ownKeys(env),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(env, name),
    defineProperty: (_, name, property) => Reflect.defineProperty(env, name, property),
  });
}

/** Replaces a property, and returns a function that restores it unless others have changed it. */
function replace<Key extends string, Value>(
  owner: Record<Key, Value>,
  key: Key,
  replacementFor: (value: Value) => Value,
): () => void {
  const value = owner[key];
  const replacement = replacementFor(value);
  owner[key] = replacement;
  return () => {
    if (owner[key] === replacement) owner[key] = value;
  };
}

function engineDiagnostic(error: unknown): Diagnostic {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (/Cannot find (?:package|module) 'libsql'/.test(message)) return NOT_INSTALLED;
  if (/matching package for 'npm:libsql@/.test(message)) return NOT_LISTED;
  const ungranted = name === "NotCapable";
  const state = ungranted ? "Deno was not allowed to run native code" : message;
  return {
    code: "engine/not-loaded",
    severity: "error",
    message: `Cannot load libSQL: ${state.replace(/\.$/, "")}`,
    ...(ungranted ? { hint: "Run deno with --allow-ffi" } : knownOf(error)),
  };
}

/** npm skips the package if configured to, or if there is no build for the machine. */
const NOT_INSTALLED: Diagnostic = {
  code: "engine/not-loaded",
  severity: "error",
  message: "Cannot load libSQL: it is not installed",
  hint: `Run npm install libsql@${LIBSQL_VERSION}, or use a target that does without: ` +
    "--target sqlite, or --target d1",
};

/** With a package.json nearby, Deno 2.9 loads packages only from node_modules. */
const NOT_LISTED: Diagnostic = {
  code: "engine/not-loaded",
  severity: "error",
  message: "Cannot load libSQL: next to a package.json, Deno looks for it in node_modules",
  hint: 'Set "nodeModulesDir": "none" in deno.json, or run deno with --node-modules-dir=none',
};

/** Notes and hint of a loading error; those of the compiled program are more specific. */
function knownOf(error: unknown): Pick<Diagnostic, "notes" | "hint"> {
  if (!(error instanceof Error)) return {};
  const { notes, hint } = error as Error & Pick<Diagnostic, "notes" | "hint">;
  return { ...(notes !== undefined && { notes }), ...(hint !== undefined && { hint }) };
}
