import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Failure, succeed } from "../base/result.ts";
import { MAKER } from "../base/version.ts";
import { describeChange } from "../diff/describe.ts";
import { changeFacts } from "../report/changes/change_facts.ts";
import { recordAnswers } from "./answers/record_answers.ts";
import { drizzleTables, kitRequest } from "./migration/drizzle_kit.ts";
import { droppedByOrm, unknownToDrizzle } from "./migration/orm_limits.ts";
import { type Draft, draftMigration, type LoadedProject } from "./migration/draft_migration.ts";
import { filesFor, layoutOf, sqlIn, writeFiles } from "./migration/write_migration.ts";
import type { CommandContext, GenerateOptions, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { loadProject } from "./project/load_project.ts";
import { type ProjectFiles, readProject } from "./project/read_project.ts";
import { rememberNext, rememberProject } from "./project/remember_project.ts";
import { NOTHING_TO_DO } from "./project/settled.ts";

type Options = ProjectOptions & GenerateOptions;

/**
 * Writes the next migration with the difference between the history and the desired schema. The
 * files of the project are read, both sides are loaded from them, and the difference is resolved,
 * planned and proven; then the migration is written, and added to the cache.
 */
export async function generate(options: Options, context: CommandContext): Promise<Outcome> {
  const read = await readProject(options, context);
  if (!read.ok) return outcomeOfFailure(read);
  const files = read.value;
  if (options.down && !layoutOf(files.directory).hasDown) {
    return outcomeOfFailure(noDownPart(files));
  }

  const loaded = await loadProject(files, options, context);
  if (!loaded.ok) return outcomeOfFailure(loaded, read.diagnostics);
  const state = loaded.value;
  const known = [...read.diagnostics, ...loaded.diagnostics];
  if (options.down && state.isBroken) return outcomeOfFailure(brokenBefore(), known);

  const answers = recordAnswers(context.ask);
  const drafting = { ...options, target: files.target };
  const draft = options.empty
    ? succeed(emptyDraft(options))
    : await draftMigration({ files, state }, drafting, { ...context, ...answers.asking });
  if (!draft.ok) return outcomeOfFailure(draft, known);
  const dropped = droppedByOrm(draft.value.changes, {
    schema: options.schema,
    hasDrizzle: drizzleTables(files.desired) !== undefined,
  });
  const diagnostics = [...known, ...draft.diagnostics, ...dropped];

  if (draft.value.sql !== "") {
    const request = { options, context, diagnostics, flags: answers.flags() };
    return await writeDraft(draft.value, { files, state }, request);
  }
  if (!options.dryRun) await rememberProject(files, state, context);
  const facts = { changes: changeFacts(draft.value.changes), written: [] };
  return { exitCode: 0, diagnostics, words: [NOTHING_TO_DO], facts };
}

/** A migration for a person to fill in. */
function emptyDraft({ down }: Options): Draft {
  return {
    changes: [],
    sql: `-- Made by ${MAKER}, to be written by hand\n`,
    ...(down && { downSql: "-- The down migration, to be written by hand\n" }),
  };
}

interface WriteRequest {
  readonly options: Options;
  readonly context: CommandContext;
  /** The diagnostics so far. */
  readonly diagnostics: readonly Diagnostic[];
  /** Flags with the answers that a person gave. */
  readonly flags: readonly string[];
}

/**
 * Writes the files of a draft, or only shows them, and updates the cache for the new end of the
 * history.
 */
async function writeDraft(
  { changes, sql, downSql }: Draft,
  { files, state }: LoadedProject,
  { options, context, diagnostics: known, flags }: WriteRequest,
): Promise<Outcome> {
  const { directory } = files;
  const kit = await kitRequest(files, state, changes);
  const { name } = options;
  const planned = await filesFor({
    directory,
    name,
    changes,
    sql,
    downSql,
    kit,
    now: context.now(),
  });
  if (!planned.ok) return outcomeOfFailure(planned, known);
  const beyondKit = kit === undefined ? [] : unknownToDrizzle(changes);
  const diagnostics = [...known, ...planned.diagnostics, ...beyondKit];
  const facts = {
    changes: changeFacts(changes),
    sql,
    ...(downSql !== undefined && { down: downSql }),
  };
  const withoutQuestion = flags.length === 0
    ? []
    : [`The same without questions: penumbra generate ${flags.join(" ")}`];
  if (options.dryRun) {
    const data = sqlIn(planned.value.files);
    return {
      exitCode: 0,
      diagnostics,
      data,
      words: withoutQuestion,
      facts: { ...facts, written: [] },
    };
  }
  const written = await writeFiles(directory, planned.value.files);
  if (!written.ok) return outcomeOfFailure(written, diagnostics);
  const { directory: after } = planned.value;
  await rememberNext({ files, after, before: state, changes }, options, context);
  return {
    exitCode: 0,
    diagnostics,
    words: [
      ...written.value.map((path) => `Wrote ${path}`),
      ...changes.map((change) => `  ${describeChange(change)}`),
      ...withoutQuestion,
    ],
    facts: { ...facts, written: written.value },
  };
}

function noDownPart({ layout }: ProjectFiles): Failure {
  return fail("misuse", {
    code: "migrations/no-down-part",
    severity: "error",
    message: `Cannot write the down migration: the layout "${layout.name}" has none`,
    hint: "Omit --down; to see what would undo it, run penumbra diff with the two sources swapped",
  });
}

/** A history that does not compile cannot be proven, and would block the next rename or drop. */
function brokenBefore(): Failure {
  return fail("finding", {
    code: "migrations/broken-before",
    severity: "error",
    message:
      "Cannot write the down migration: it would recreate a view or trigger that does not compile",
    hint: "Omit --down",
  });
}
