/**
 * Run by Bun with a `BuildJob` as its only argument: builds one executable from the modules. Errors are
 * printed, with exit code 1.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/** What to build. */
export interface BuildJob {
  /** The folder of the modules, absolute. */
  readonly folder: string;
  /** The entry points in it, that of the program first. */
  readonly entries: readonly string[];
  /** The files for `penumbra:addon` and `penumbra:addon-file`, absolute. */
  readonly addon?: { readonly module: string; readonly file: string };
  /** The runtime of the target, absolute, and what Bun calls the target. */
  readonly runtime: string;
  readonly bunTarget: string;
  /** The executable, absolute. */
  readonly outFile: string;
}

/** The used part of Bun. https://bun.com/docs/bundler */
declare const Bun: {
  readonly argv: readonly string[];
  build(options: Readonly<Record<string, unknown>>): Promise<{ readonly success: boolean }>;
};

interface PluginBuilder {
  onResolve(options: { readonly filter: RegExp }, resolve: () => { readonly path: string }): void;
}

/**
 * The apparent folder of the modules during the build: names inside the executable come from it, and
 * must be the same on every machine.
 */
export const PLACE = "/penumbra";

async function build(job: BuildJob): Promise<void> {
  await Bun.build({
    entrypoints: job.entries.map((entry) => `${PLACE}/${entry}`),
    files: filesOf(job),
    target: "bun",
    format: "esm",
    // Code that is not needed at once is split into pieces that are loaded on demand.
    splitting: true,
    minify: true,
    bytecode: true,
    loader: { ".node": "file" },
    plugins: [{ name: "addon", setup: resolveAddon }],
    define: job.addon === undefined ? {} : { ADDON_SHA256: digestOf(job.addon.file) },
    compile: {
      target: job.bunTarget,
      executablePath: job.runtime,
      outfile: job.outFile,
      // Optimizing a function takes longer than running it as often as is needed: a command ends in
      // less than a second, or waits for libSQL. Nothing measured was slower without it.
      jitPolicy: 100,
      // By default the program would read these from the folder in which it runs, and run a
      // preload.
      autoloadDotenv: false,
      autoloadBunfig: false,
      // These determine how imports of a schema are resolved. None of our own modules is.
      autoloadTsconfig: true,
      autoloadPackageJson: true,
    },
  });
}

const ADDON_MODULE = `${PLACE}/addon.ts`;
const ADDON_FILE = `${PLACE}/libsql.node`;

function filesOf({ folder, addon }: BuildJob): Readonly<Record<string, string | Uint8Array>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
  return {
    ...Object.fromEntries(
      names.map((name) => [PLACE + name.slice(folder.length), readFileSync(name, "utf8")]),
    ),
    ...(addon !== undefined && {
      [ADDON_MODULE]: readFileSync(addon.module, "utf8"),
      [ADDON_FILE]: readFileSync(addon.file),
    }),
  };
}

/** The SHA-256 of a file, as the literal of a JavaScript string. */
function digestOf(file: string): string {
  return JSON.stringify(createHash("sha256").update(readFileSync(file)).digest("hex"));
}

function resolveAddon(builder: PluginBuilder): void {
  builder.onResolve({ filter: /^penumbra:addon$/ }, () => ({ path: ADDON_MODULE }));
  builder.onResolve({ filter: /^penumbra:addon-file$/ }, () => ({ path: ADDON_FILE }));
}

if (typeof Bun !== "undefined") await build(JSON.parse(Bun.argv[2]!));
