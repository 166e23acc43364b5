/**
 * `deno task ok`: everything that must pass before a change may land, cheapest first. Prints
 * `N passed, N failed` last and exits 1 if anything failed.
 */
import { ENTRY_POINTS } from "./arrow_rules.ts";
import { checkArrows } from "./arrows.ts";
import { checkDocs } from "./docs.ts";
import { simulationStep } from "./simulate.ts";
import { runDeno, runSteps, type Step } from "./steps.ts";
import { single } from "./tally.ts";
import { testStep } from "./test.ts";
import { readOptions } from "./options.ts";

readOptions("ok", {});

/** The documents with examples in TypeScript. */
const DOCUMENTS = ["README.md", "src/entities/README.md", "src/runner/README.md"];

const STEPS: readonly Step[] = [
  denoStep("format", "fmt", "--check"),
  denoStep("linter", "lint"),
  denoStep("types", "check", "--frozen", "--doc", ".", ...DOCUMENTS),
  { name: "documentation", run: async () => single(await checkDocs(ENTRY_POINTS)) },
  { name: "arrows", run: async () => single(await checkArrows()) },
  testStep(),
  simulationStep(),
];

function denoStep(name: string, ...args: readonly string[]): Step {
  return { name, run: async () => single(await runDeno(args)) };
}

Deno.exit(await runSteps(STEPS));
