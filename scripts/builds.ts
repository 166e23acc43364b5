/**
 * `deno task builds`: the scenarios of tests/end_to_end with the compiled program, the npm package
 * and from a URL, and the tests of the builds themselves. Compiles the program first; if its
 * runtime is not available, or no Node that is new enough, says why and continues without it.
 * Prints `N passed, N failed` last.
 */
import { serveFolder } from "../tests/distribution/loopback.ts";
import { compileHere } from "./compile.ts";
import { packForNpm } from "./npm.ts";
import { fetchNode, findNode } from "./npm/node.ts";
import { runProcess } from "./run_process.ts";
import { runSteps, type Step } from "./steps.ts";
import { testStep } from "./test.ts";
import { readOptions } from "./options.ts";

readOptions("builds", {});

/** The tests as a step, in an environment with these variables. */
function testsWith(
  name: string,
  { variables, files }: {
    readonly variables: Readonly<Record<string, string>>;
    readonly files: readonly string[];
  },
): Step {
  return {
    name,
    async run() {
      for (const [variable, value] of Object.entries(variables)) Deno.env.set(variable, value);
      try {
        return await testStep(...files).run();
      } finally {
        for (const variable of Object.keys(variables)) Deno.env.delete(variable);
      }
    },
  };
}

/** The steps that need the compiled program; none, with a message, if it cannot be compiled. */
async function stepsOfBinary(folder: string): Promise<readonly Step[]> {
  const compiled = await compileHere({ folder });
  if (!compiled.ok) {
    console.log(`Skipped, since the program cannot be compiled here: ${compiled.reason}`);
    return [];
  }
  const { file } = compiled;
  return [
    testsWith("the builds and the compiled program", {
      variables: { PENUMBRA_TEST_BINARY: file, PENUMBRA_TEST_COMPILE: "1" },
      files: ["tests/distribution"],
    }),
    testsWith("the scenarios through the compiled program", {
      variables: { PENUMBRA_COMMAND: file },
      files: ["tests/end_to_end"],
    }),
  ];
}

/** The step that needs Node; none, with a message, if it is not available. */
async function stepsOfNpm(folder: string): Promise<readonly Step[]> {
  if (!(await findNode())?.isFit) {
    const fetched = await fetchNode();
    if (!fetched.ok) {
      console.log(`Skipped, since there is no Node for the npm package: ${fetched.reason}`);
      return [];
    }
    Deno.env.set("PATH", `${fetched.folder}:${Deno.env.get("PATH")}`);
  }
  const app = `${folder}/app`;
  await Deno.mkdir(app);
  const install = ["npm", "install", "--prefix", app, await packForNpm({ folder })];
  const { code, stderr } = await runProcess(install);
  if (code !== 0) throw new Error(`Cannot install the npm package: ${stderr}`);
  return [
    testsWith("the scenarios through the npm package", {
      variables: { PENUMBRA_COMMAND: `node ${app}/node_modules/penumbra/bin.js` },
      files: ["tests/end_to_end"],
    }),
  ];
}

const folder = await Deno.makeTempDir();
await using server = serveFolder(new URL("../", import.meta.url));
try {
  const code = await runSteps([
    // First, so that the tests of the builds find the same Node.
    ...await stepsOfNpm(folder),
    ...await stepsOfBinary(folder),
    testsWith("the scenarios from a URL", {
      variables: { PENUMBRA_COMMAND: `${Deno.execPath()} run -q -A ${server.url}mod.ts` },
      files: ["tests/end_to_end"],
    }),
  ]);
  Deno.exitCode = code;
} finally {
  await Deno.remove(folder, { recursive: true });
}
