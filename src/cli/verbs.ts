import type { Command, Verb } from "../commands/options.ts";

/** How each command is loaded, so that only the one that runs is. */
export type Loaders = { readonly [Name in Verb]: () => Promise<Command<Name>> };

/** The commands of this program. */
export const VERBS: Loaders = {
  init: async () => (await import("../commands/init.ts")).init,
  generate: async () => (await import("../commands/generate.ts")).generate,
  check: async () => (await import("../commands/check.ts")).check,
  diff: async () => (await import("../commands/diff.ts")).diff,
  inspect: async () => (await import("../commands/inspect.ts")).inspect,
};
