import { either } from "../base/word_lists.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import type { Format } from "../commands/settings/options.ts";
import { type SettingTable, SWITCH, type ValuesOf } from "../commands/setting.ts";
import { misuse } from "./misuse.ts";

/** The default time limit for the SQL of a run. */
const RUN_LIMIT_S = 60;

/** What can be set for any command, of which each has its own formats. */
export function commonSettings(formats: readonly Format[]) {
  return {
    config: {
      takes: { kind: "path", to: "file" },
      flags: "--config <file>",
      help: "The configuration (default: the nearest penumbra.json)",
    },
    format: {
      takes: { kind: "one-of", values: formats, isCheckedLater: true },
      default: "text",
      flags: "--format <format>",
      help: `Output format: ${either(formats)}`,
    },
    color: {
      takes: { kind: "one-of", values: ["auto", "always", "never"] },
      default: "auto",
      flags: "--color <when>",
      help: "When to use colours: auto, always or never",
    },
    timeLimit: {
      takes: { kind: "formed", known: [], read: parseSeconds },
      default: RUN_LIMIT_S,
      flags: "--time-limit <seconds>",
      help: `The limit for all SQL together (default: ${RUN_LIMIT_S})`,
    },
    quiet: { ...SWITCH, flags: "-q, --quiet", help: "Print problems only" },
    verbose: { ...SWITCH, flags: "-v, --verbose", help: "Verbose output" },
  } as const satisfies SettingTable;
}

/** Settings for the output of any command; the time limit, for all SQL of a run, is in seconds. */
export type Settings = ValuesOf<ReturnType<typeof commonSettings>>;

/** The number of seconds in a text, up to a day. Fails with `cli/bad-value`. */
function parseSeconds(text: string): Result<number> {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= 86_400) return succeed(seconds);
  const message =
    `Cannot use "${text}" for --time-limit: it takes seconds, more than 0 and at most 86400`;
  return fail("misuse", misuse("bad-value", { message, hint: "Write --time-limit 60" }));
}
