/**
 * The command line with the test's own commands, in a separate process: `generate` asks about a
 * rename, `check` about a fill, `inspect` prints many lines, `diff` fails with an unhandled
 * rejection, `init` waits until it is stopped.
 */
import { main } from "../../src/cli/main.ts";
import type { Loaders } from "../../src/cli/verbs.ts";
import type { CommandContext } from "../../src/commands/settings/options.ts";
import type { Outcome } from "../../src/commands/outcome.ts";
import type { Question } from "../../src/commands/answers/question.ts";
import { openTerminal } from "../../src/host/process/terminal.ts";

const RENAME: Question = {
  kind: "rename",
  subject: "column",
  table: "posts",
  after: "title",
  candidates: ["name", "label"],
};

const FILL: Question = { kind: "fill", table: "posts", column: "kind", type: "TEXT" };

async function answerTo(question: Question, { ask }: CommandContext): Promise<Outcome> {
  const answer = ask === undefined ? "nobody to ask" : await ask(question);
  return { exitCode: 0, diagnostics: [], data: `answer: ${answer}` };
}

function manyLines(): string {
  return Array.from({ length: 100_000 }, (_, index) => `line ${index}`).join("\n");
}

const NOTHING = Promise.resolve(() => Promise.resolve({ exitCode: 0 as const, diagnostics: [] }));

const verbs: Loaders = {
  generate: () => Promise.resolve((_, context) => answerTo(RENAME, context)),
  check: () => Promise.resolve((_, context) => answerTo(FILL, context)),
  inspect: () =>
    Promise.resolve(() => Promise.resolve({ exitCode: 1, diagnostics: [], data: manyLines() })),
  diff: () => Promise.resolve(() => Promise.reject(new Error("thrown on purpose"))),
  lint: () => NOTHING,
  rebase: () => NOTHING,
  squash: () => NOTHING,
  convert: () => NOTHING,
  apply: () => NOTHING,
  rehearse: () => NOTHING,
  status: () => NOTHING,
  doctor: () => NOTHING,
  "upgrade-test": () => NOTHING,
  bundle: () => NOTHING,
  hook: () => NOTHING,
  init: () =>
    Promise.resolve(async (_, { note }) => {
      note("waiting");
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      return { exitCode: 0, diagnostics: [] };
    }),
};

const terminal = await openTerminal();
terminal.exit(await main(terminal.args, { terminal, verbs }));
