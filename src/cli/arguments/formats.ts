import { FINDING_FORMATS, type Format, type Verb } from "../../commands/settings/options.ts";

/** The formats of each command, the default first. */
export const FORMATS: Readonly<Record<Verb, readonly Format[]>> = {
  init: ["text", "json"],
  generate: ["text", "json"],
  check: ["text", "json", ...FINDING_FORMATS],
  lint: ["text", "json", ...FINDING_FORMATS],
  rebase: ["text", "json"],
  diff: ["text", "json", "sql", "mermaid", "html"],
  inspect: ["text", "json", "sql", "mermaid", "html", "entities"],
  squash: ["text", "json"],
  convert: ["text", "json"],
  apply: ["text", "json"],
  rehearse: ["text", "json"],
  status: ["text", "json"],
  doctor: ["text", "json"],
  "upgrade-test": ["text", "json"],
  bundle: ["text", "json"],
  hook: ["text", "json"],
};

/** The formats of an explanation. */
export const EXPLAIN_FORMATS: readonly Format[] = ["text", "json"];

/** The formats of all commands. */
export const ALL_FORMATS: readonly Format[] = [...new Set(Object.values(FORMATS).flat())];
