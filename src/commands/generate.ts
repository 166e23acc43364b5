import { fail, type Result, succeed } from "../base/result.ts";
import { VERSION } from "../base/version.ts";
import type { Change } from "../diff/change.ts";
import { describeChange } from "../diff/describe.ts";
import { detectChanges } from "../diff/detect_changes.ts";
import { replaceFileAtomically, writeNewFileAtomically } from "../host/atomic_files.ts";
import { chainKeys } from "../migrations/chain.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import type { Layout, LayoutFile } from "../migrations/layouts/layout.ts";
import { LAYOUTS } from "../migrations/layouts/list.ts";
import { nameFor } from "../report/migration_name.ts";
import { canContinue, replay } from "../shadow/replay.ts";
import { unsafeMigrations } from "./findings.ts";
import type { DesiredText } from "./desired.ts";
import { nextMigration } from "./next_migration.ts";
import type { CommandContext, GenerateOptions, ProjectOptions } from "./options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { type ProjectFiles, readProject } from "./project_files.ts";
import { loadProject, type ProjectState, rememberProject, situationOf } from "./project_state.ts";

type Options = ProjectOptions & GenerateOptions;

/** Writes the next migration: only what differs between the history and the desired schema. */
export async function generate(options: Options, context: CommandContext): Promise<Outcome> {
  const files = await readProject(options, context);
  if (!files.ok) return outcomeOfFailure(files);
  const layout = layoutOf(files.value.directory);
  if (options.down && !layout.hasDown) {
    return outcomeOfFailure(fail("misuse", noDownPart(layout.name)));
  }
  const state = await loadProject(files.value, options, context);
  if (!state.ok) return outcomeOfFailure(state, files.diagnostics);
  const known = [...files.diagnostics, ...state.diagnostics];
  const draft = options.empty
    ? succeed({ changes: [], text: `-- Made by penumbra ${VERSION}, to be written by hand\n` })
    : await draftMigration(state.value, options, context);
  if (!draft.ok) return outcomeOfFailure(draft, known);
  const diagnostics = [...known, ...draft.diagnostics];
  const { changes, text } = draft.value;
  if (text === "") {
    if (!options.dryRun) {
      await rememberProject(files.value, state.value, { settled: undefined, context });
    }
    return { exitCode: 0, diagnostics, words: [NOTHING_TO_DO], facts: { changes, written: [] } };
  }
  if (options.dryRun) {
    return { exitCode: 0, diagnostics, data: text, facts: { changes, sql: text, written: [] } };
  }
  const written = await writeMigration(files.value, { text, changes, options, context });
  if (!written.ok) return outcomeOfFailure(written, diagnostics);
  await rememberNext({ ...state.value, text: files.value.desired }, options, context);
  return {
    exitCode: 0,
    diagnostics,
    words: [
      ...written.value.map((path) => `Wrote ${path}`),
      ...changes.map((change) => `  ${describeChange(change)}`),
    ],
    facts: { changes, sql: text, written: written.value },
  };
}

const NOTHING_TO_DO = "Nothing to do: the migrations already make the desired schema";

function draftMigration(state: ProjectState, options: Options, context: CommandContext) {
  context.progress("Proving the migration");
  return nextMigration({
    current: state.current,
    desired: state.desired.snapshot,
    hints: state.desired.hints,
    answers: options,
    columnOrder: options.columnOrder,
    ask: context.ask,
    target: options.target,
    parent: state.key,
    maker: `penumbra ${VERSION}`,
  });
}

/** Writes the files of a migration, giving back their paths; all of them or none. */
async function writeMigration(
  files: ProjectFiles,
  migration: {
    readonly text: string;
    readonly changes: readonly Change[];
    readonly options: Options;
    readonly context: CommandContext;
  },
): Promise<Result<string[]>> {
  const { directory } = files;
  const { text, changes, options, context } = migration;
  const name = options.name ?? nameFor(changes);
  const planned = layoutOf(directory).write({ directory, name, sql: text, now: context.now() });
  if (!planned.ok) return planned;
  const paths: string[] = [];
  for (const file of planned.value) {
    const path = `${directory.path}/${file.path}`;
    const written = await writeFile(file, path);
    if (!written.ok) return written;
    paths.push(path);
  }
  return succeed(paths);
}

function layoutOf(directory: MigrationDirectory): Layout {
  return LAYOUTS.find(({ name }) => name === directory.layout)!;
}

function writeFile(file: LayoutFile, path: string): Promise<Result<void>> {
  return file.replaces
    ? replaceFileAtomically(path, file.text)
    : writeNewFileAtomically(path, file.text);
}

/** Brings the cache to where the history now ends, so that the next run starts from there. */
async function rememberNext(
  before: ProjectState & { readonly text: DesiredText },
  options: Options,
  context: CommandContext,
): Promise<void> {
  // What there was to say of the cache has been said.
  const quiet = { ...context, note: () => {} };
  const files = await readProject(options, quiet, { desired: before.text });
  const migration = files.ok ? files.value.directory.migrations.at(-1) : undefined;
  const from = { ...before, snapshot: before.current };
  if (!files.ok || migration === undefined || !canContinue([migration], from)) return;
  const after = await replay([migration], from);
  if (!after.ok) return;
  const { snapshot: current, filled, isBroken } = after.value;
  const state: ProjectState = {
    current,
    desired: before.desired,
    key: (await chainKeys([migration], before.key || undefined))[0]!,
    isBroken,
    filled,
    isNews: true,
    cacheLies: before.cacheLies,
  };
  const settled = detectChanges(current, before.desired.snapshot, options).length === 0 &&
    unsafeMigrations(files.value.directory.migrations).length === 0;
  await rememberProject(files.value, state, {
    settled: settled ? situationOf(files.value, options) : undefined,
    context,
  });
}

function noDownPart(layout: string) {
  return {
    code: "migrations/no-down-part",
    severity: "error",
    message: `Cannot write the way back: the layout "${layout}" has no place for it`,
    hint: "Leave out --down; penumbra diff with the two sources turned round shows the way back",
  } as const;
}
