import type Database from "npm:libsql@0.5.29";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { PartMissing } from "../process/part_missing.ts";

/** The same version as in the imports of this file. */
export const LIBSQL_VERSION = "0.5.29";

let loading: Promise<typeof Database> | undefined;

/**
 * libSQL's class of databases, loaded once per process, at the first call. Throws `PartMissing`
 * where the machine or a missing permission is in the way.
 */
export function loadLibsql(): Promise<typeof Database> {
  return loading ??= load();
}

async function load(): Promise<typeof Database> {
  const restore = "Deno" in globalThis ? await answerItsQuestions() : () => {};
  try {
    return (await import("npm:libsql@0.5.29")).default;
  } catch (error) {
    throw new PartMissing(engineDiagnostic(error), { cause: error });
  } finally {
    restore();
  }
}

/** Where the package looks for the C library's family before it asks the process for a report. */
const LDD_PATH = "/usr/bin/ldd";

/** What the package asks the environment for, to load its native code from elsewhere. */
const OTHER_PLACE = "LIBSQL_JS_DEV";

/**
 * Answers what libsql 0.5.29 asks about the system while it loads, and returns what takes the
 * answers away again. It would read a variable of the environment, a file and a report of the
 * process, for which people would have to grant much more than `--allow-ffi`. Deno knows the answer.
 *
 * The import takes several turns of the event loop, in which other code runs: whatever it asks for
 * or sets is what it would be without us. A bundle cannot hold an import that is not awaited.
 */
async function answerItsQuestions(): Promise<() => void> {
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
 * The environment as it is, but for the one variable. Its target is an empty object since Deno checks
 * every answer of a proxy against the target, and the environment may not be asked.
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

/** Puts something else in a property's place, and returns what puts it back unless others have. */
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

/** npm leaves the package out where it is told to, or has no build of it for the machine. */
const NOT_INSTALLED: Diagnostic = {
  code: "engine/not-loaded",
  severity: "error",
  message: "Cannot load libSQL: it is not installed",
  hint: `Run npm install libsql@${LIBSQL_VERSION}, or use a target that does without: ` +
    "--target sqlite, or --target d1",
};

/** Beside a package.json, Deno 2.9 takes packages from node_modules alone. */
const NOT_LISTED: Diagnostic = {
  code: "engine/not-loaded",
  severity: "error",
  message: "Cannot load libSQL: beside a package.json, Deno looks for it in node_modules",
  hint: 'Set "nodeModulesDir": "none" in deno.json, or run deno with --node-modules-dir=none',
};

/** The compiled program knows more about its own way of loading. */
function knownOf(error: unknown): Pick<Diagnostic, "notes" | "hint"> {
  if (!(error instanceof Error)) return {};
  const { notes, hint } = error as Error & Pick<Diagnostic, "notes" | "hint">;
  return { ...(notes !== undefined && { notes }), ...(hint !== undefined && { hint }) };
}
