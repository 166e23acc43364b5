import type Database from "npm:libsql@0.5.29";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { PartMissing } from "../process/part_missing.ts";

/**
 * libSQL's class of databases, loaded at the first call. Throws `PartMissing` where the machine
 * or a missing permission stands in the way.
 */
export async function loadLibsql(): Promise<typeof Database> {
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

/**
 * Answers what libsql 0.5.29 asks about the system while it loads, and gives back what takes the
 * answers away again. It would read a variable of the environment, a file and a report of the
 * process, for which people would have to grant much more than `--allow-ffi`. Deno knows the answer.
 */
async function answerItsQuestions(): Promise<() => void> {
  const [{ default: process }, { default: fs }] = await Promise.all([
    import("node:process"),
    import("node:fs"),
  ]);
  const report = process.report as { getReport: () => object };
  const { env } = process;
  const { getReport } = report;
  const { readFileSync } = fs;
  const header = Deno.build.target.endsWith("-gnu") ? { glibcVersionRuntime: "2" } : {};
  process.env = {};
  report.getReport = () => ({ header });
  fs.readFileSync = ((path: string, options: "utf8") => {
    if (path === LDD_PATH) throw new Error("Not needed: the report says the same");
    return readFileSync(path, options);
  }) as typeof readFileSync;
  return () => {
    process.env = env;
    report.getReport = getReport;
    fs.readFileSync = readFileSync;
  };
}

function engineDiagnostic(error: unknown): Diagnostic {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const ungranted = name === "NotCapable";
  const state = ungranted ? "Deno was not allowed to run native code" : message;
  return {
    code: "engine/not-loaded",
    severity: "error",
    message: `Cannot load libSQL: ${state.replace(/\.$/, "")}`,
    ...(ungranted ? { hint: "Run deno with --allow-ffi" } : knownOf(error)),
  };
}

/** The compiled program knows more about its own way of loading. */
function knownOf(error: unknown): Pick<Diagnostic, "notes" | "hint"> {
  if (!(error instanceof Error)) return {};
  const { notes, hint } = error as Error & Pick<Diagnostic, "notes" | "hint">;
  return { ...(notes !== undefined && { notes }), ...(hint !== undefined && { hint }) };
}
