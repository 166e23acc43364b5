import { counted } from "../base/counted.ts";
import { type Result, succeed } from "../base/result.ts";
import { replaceFileAtomically } from "../host/files/write/atomic_files.ts";
import { pathFromHere } from "../host/files/paths.ts";
import { readTextFile } from "../host/files/read_files.ts";
import { objectHashes } from "../migrations/bundle/object_hashes.ts";
import type { Bundle } from "../runner/bundle.ts";
import { replay } from "../shadow/replay/replay.ts";
import type { BundleOptions, CommandContext, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { readRunnableBundle } from "./project/read_bundle.ts";

type Options = ProjectOptions & BundleOptions;

/** Writes the migrations as a module or as JSON, for applications that apply them themselves. */
export async function bundle(options: Options, context: CommandContext): Promise<Outcome> {
  const made = await makeBundle(options, context);
  if (!made.ok) return outcomeOfFailure(made);
  const { value, diagnostics } = made;
  const count = value.migrations.length;
  const facts = { migrations: value.migrations.map(({ id }) => id) };
  if (options.output === undefined) {
    return { exitCode: 0, diagnostics, data: jsonOf(value), facts: { ...facts, bundle: value } };
  }
  const path = pathFromHere(options.workingDirectory, options.output);
  const text = textFor(path, value);
  const before = await readTextFile(path);
  const said = counted(count, "migration");
  if (before.ok && before.value.text === text) {
    const words = [`${path} is up to date: ${said}`];
    return { exitCode: 0, diagnostics, words, facts: { ...facts, file: path, isWritten: false } };
  }
  const written = await replaceFileAtomically(path, text);
  if (!written.ok) return outcomeOfFailure(written, diagnostics);
  return {
    exitCode: 0,
    diagnostics,
    words: [`Wrote ${path}: ${said}`],
    facts: { ...facts, file: path, isWritten: true },
  };
}

async function makeBundle(options: Options, { progress }: CommandContext): Promise<Result<Bundle>> {
  const project = await readRunnableBundle(options);
  if (!project.ok) return project;
  const { bundle, directory: { migrations } } = project.value;
  const replayed = await replay(migrations, undefined, { ...project.value, progress });
  if (!replayed.ok) return replayed;
  return succeed(
    { ...bundle, objects: Object.fromEntries(objectHashes(replayed.value.snapshot)) },
    [...project.diagnostics, ...replayed.diagnostics],
  );
}

function jsonOf(bundle: Bundle): string {
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

/** JSON, or a module in JavaScript or TypeScript, depending on the file name. */
function textFor(path: string, bundle: Bundle): string {
  const json = jsonOf(bundle).trimEnd();
  if (/\.json$/i.test(path)) return `${json}\n`;
  const isTypeScript = /\.[mc]?ts$/i.test(path);
  // TypeScript would infer any number.
  const value = isTypeScript ? json.replace('"format": 1', '"format": 1 as const') : json;
  return `// Made by ${bundle.maker}; run penumbra bundle to update it\nexport const bundle = ${value};\n`;
}
