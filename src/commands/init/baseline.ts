import type { SourceText } from "../../base/diagnostic.ts";
import { type Failure, type Result, succeed } from "../../base/result.ts";
import type { MigrationFolder } from "../../migrations/directory.ts";
import { readTextFile } from "../../host/files/read_files.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import { isDumpName, isNewestSchema } from "../../migrations/names/dumps.ts";
import { PLAIN } from "../../migrations/layouts/plain.ts";
import { upgradedTo } from "../../migrations/text/upgrade_header.ts";
import { sortPrograms, withOthers } from "../../migrations/read/programs.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { firstSchema, historySchema } from "./first_schema.ts";
import { withNamesDeclared } from "./remedies.ts";
import { readDirectory, type ReadSetup, type Setup } from "./setup.ts";
import { compareText } from "../../base/compare_text.ts";

/** A schema to put before the migrations that are still to come. */
interface BaselineSchema {
  /** The text of its file, for the last migration that it covers. */
  readonly textAfter: (upTo: string) => string;
  readonly wordsAfter: (upTo: string) => readonly string[];
  /** The schema, if it is known without running the text. */
  readonly known?: SchemaSnapshot;
}

/**
 * The setup with a baseline after all migrations of its folder, which need not be readable. Fails
 * like reading the folder if there are none, or if the baseline does not help or does not run.
 */
export async function withBaseline(
  setup: ReadSetup,
  { textAfter, wordsAfter, known }: BaselineSchema,
): Promise<Result<Setup>> {
  const { directory, folder } = setup;
  const upTo = directory.ok ? directory.value.migrations.at(-1)?.id : await lastIdIn(folder);
  // A readable folder is not empty here.
  if (upTo === undefined) return directory as Failure;
  const file = { name: "baseline.sql", text: textAfter(upTo) };
  // It covers the programs, too.
  const { opaque: _, ...proposal } = setup.proposal;
  const covered = await withNamesDeclared({
    ...setup,
    proposal: { ...proposal, baseline: { upTo, schema: file.name } },
    files: [file],
    words: wordsAfter(upTo),
  }, file);
  const begun = await readDirectory(covered, { upTo, schema: file });
  if (!begun.ok) return begun;
  const made = await historySchema(begun.value, covered);
  if (!made.ok) return made;
  return succeed({ ...covered, schema: await firstSchema(covered, known ?? made.value) });
}

/**
 * The setup of a project whose migrations cannot be replayed, for example because a program created
 * the first tables, but which has a schema dump: a copy of that is the baseline. Undefined if there
 * is no dump or it does not run.
 */
export async function startFromDump(setup: ReadSetup): Promise<Setup | undefined> {
  const dump = dumpIn(setup.folder) ?? await dumpBeside(setup);
  if (dump === undefined) return undefined;
  const started = await withBaseline(setup, {
    textAfter: (upTo) => `-- What ${dump.name} says after ${upTo}\n${dump.text.trimEnd()}\n`,
    wordsAfter: (upTo) => [
      "The migrations cannot be replayed from the first one on",
      `baseline.sql, a copy of ${dump.name}, replaces those up to ${upTo}: every database must ` +
      "have run them",
    ],
  });
  return started.ok ? started.value : undefined;
}

/** The dump among the migrations, unless one of them is newer. */
function dumpIn(folder: MigrationFolder): SourceText | undefined {
  const [dump] = [...folder.files]
    .filter(([path]) => isDumpName(path.replace(/^.*\//, "")) || isNewestSchema(path))
    .toSorted(([left], [right]) => depthOf(left) - depthOf(right) || compareText(left, right))
    .map(([, source]) => source);
  return dump === undefined || isBehind(dump, folder) ? undefined : dump;
}

/** The dump that a tool keeps next to a folder of its programs, if that lists the last one. */
async function dumpBeside(
  { directory, folder, findings, proposal, options }: ReadSetup,
): Promise<SourceText | undefined> {
  const last = directory.ok ? undefined : await lastIdIn(folder);
  const version = /^\d+(?:_\d+)*/.exec(last ?? "")?.[0];
  if (version === undefined) return undefined;
  const parent = proposal.migrations.replace(/[^/]*$/, "");
  for (const { dump = "" } of findings) {
    if (dump.replace(/(?:schema\/)?[^/]*$/, "") !== parent) continue;
    const read = await readTextFile(pathFromHere(options.workingDirectory, dump));
    if (read.ok && read.value.text.includes(version)) return read.value;
  }
}

/** The last migration of a folder that cannot be read as a whole, including programs. */
async function lastIdIn(folder: MigrationFolder): Promise<string | undefined> {
  const { files, programs } = sortPrograms(folder.files);
  const read = await PLAIN.read(files);
  return withOthers(read.ok ? read.value : [], programs).at(-1)?.id;
}

/** Whether a file of the folder upgrades databases further than the dump, by their first lines. */
function isBehind(dump: SourceText, { files }: MigrationFolder): boolean {
  const version = upgradedTo(dump.text) ?? Infinity;
  return [...files.values()].some(({ text }) => (upgradedTo(text) ?? 0) > version);
}

function depthOf(path: string): number {
  return path.split("/").length;
}
