/**
 * `deno task bench:npm`: the size of the npm package, packed and installed, and the
 * time it takes to start, compared with drizzle-kit and prisma in one run, with the Node on the
 * PATH. Fetches them from npm, and needs `du`. Prints Markdown.
 */
import { packForNpm } from "../../scripts/npm.ts";
import { findNode } from "../../scripts/npm/node.ts";
import { OLDEST_NODE } from "../../scripts/npm/oldest_node.ts";
import { number, readOptions } from "../../scripts/options.ts";
import { runProcess } from "../../scripts/run_process.ts";
import { markdownTable, measureInTurn, milliseconds, type Run, runCommand } from "./measure.ts";

/** A package installed in a folder of its own. */
interface Installed {
  /** The size of all installed packages. */
  readonly bytes: number;
  readonly packages: number;
  /** The size of the package itself, as downloaded. */
  readonly packedBytes: number;
  /** Starts the program with `--help`. */
  readonly start: Run;
}

async function install(
  folder: string,
  { what, program, without = [] }: {
    readonly what: string;
    readonly program: string;
    readonly without?: readonly string[];
  },
): Promise<Installed> {
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/package.json`, "{}\n");
  // Without scripts, prisma does not fetch its engine.
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...without];
  await succeed(["npm", "install", ...flags, what], folder);
  const packed = JSON.parse(await succeed(["npm", "pack", "--dry-run", "--json", what], folder));
  const [{ size }] = Object.values(packed) as { readonly size: number }[] as [{ size: number }];
  const lock = JSON.parse(await Deno.readTextFile(`${folder}/node_modules/.package-lock.json`));
  const weighed = await succeed(["du", "-sb", "node_modules"], folder);
  return {
    bytes: Number(weighed.split("\t")[0]),
    packages: Object.keys(lock.packages).length,
    packedBytes: size,
    start: runCommand(["node", `node_modules/.bin/${program}`, "--help"], { cwd: folder }),
  };
}

async function succeed(words: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await runProcess(words, { cwd });
  if (code !== 0) throw new Error(`${words.join(" ")} failed: ${stderr}`);
  return stdout;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0);
}

const { runs } = readOptions("bench:npm", { runs: number("How often each is measured", 15) });
const node = await findNode();
if (!node?.isFit) throw new Error(`There is no Node ${OLDEST_NODE} or later on the PATH`);
const folder = await Deno.realPath(await Deno.makeTempDir());
try {
  const ours = await packForNpm({ folder });
  const installed: Readonly<Record<string, Installed>> = {
    "penumbra": await install(`${folder}/a`, { what: ours, program: "penumbra" }),
    "penumbra without libSQL": await install(`${folder}/b`, {
      what: ours,
      program: "penumbra",
      without: ["--omit=optional"],
    }),
    "drizzle-kit 0.31.11": await install(`${folder}/c`, {
      what: "drizzle-kit@0.31.11",
      program: "drizzle-kit",
    }),
    "prisma 7.10.1, without its engine": await install(`${folder}/d`, {
      what: "prisma@7.10.1",
      program: "prisma",
    }),
  };
  const starts = Object.fromEntries(
    Object.entries(installed).map(([name, { start }]) => [name, start]),
  );
  const measured = await measureInTurn(starts, { runs });
  console.log(`Node ${node.version}\n`);
  console.log(markdownTable(
    ["npm package", "packed MB", "installed MB", "packages", "--help, CPU ms", "wall ms"],
    Object.entries(installed).map(([name, { packedBytes, bytes, packages }]) => [
      name,
      megabytes(packedBytes),
      megabytes(bytes),
      String(packages),
      milliseconds(measured[name]!.cpuMs),
      milliseconds(measured[name]!.wallMs),
    ]),
  ));
} finally {
  await Deno.remove(folder, { recursive: true });
}
