import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, succeed, type Success } from "../base/result.ts";
import { VERSION } from "../base/version.ts";
import type { Change } from "../diff/change.ts";
import { describeChange } from "../diff/describe.ts";
import { detectChanges } from "../diff/detect_changes.ts";
import { chainKeys } from "../migrations/chain.ts";
import type { JudgedHistory } from "../migrations/cache.ts";
import { namesOf } from "../migrations/runners/runners_of.ts";
import { lossesOf } from "../diff/losses.ts";
import { changeFacts } from "../report/change_facts.ts";
import { canContinue, replay } from "../shadow/replay.ts";
import { hear } from "./answers/heard.ts";
import { beyondOrm, unknownToKit } from "./migration/beyond_orm.ts";
import { type Draft, draftMigration, type LoadedProject } from "./migration/draft_migration.ts";
import { drizzleTables, kitRequest } from "./migration/kit_request.ts";
import type { CommandContext, GenerateOptions, ProjectOptions } from "./options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { type ProjectFiles, readProject, withFiles } from "./project/files.ts";
import { loadProject, type ProjectState, rememberProject } from "./project/state.ts";
import { NOTHING_TO_DO, situationOf } from "./project/settled.ts";
import { filesFor, layoutOf, sqlIn, writeFiles } from "./migration/write_migration.ts";

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
  if (options.down && state.value.isBroken) {
    return outcomeOfFailure(fail("finding", brokenBefore()), known);
  }
  const heard = hear(context.ask);
  const project = { files: files.value, state: state.value };
  const draft = options.empty
    ? succeed(emptyDraft(options))
    : await draftMigration(project, { ...options, target: files.value.target }, {
      ...context,
      ...heard.asking,
    });
  if (!draft.ok) return outcomeOfFailure(draft, known);
  const hasDrizzle = drizzleTables(files.value.desired) !== undefined;
  const beyond = beyondOrm(draft.value.changes, { schema: options.schema, hasDrizzle });
  const told = [...known, ...draft.diagnostics, ...beyond];
  if (draft.value.sql !== "") {
    const outcome = await carryOut(draft.value, project, { options, context, told });
    const flags = heard.flags();
    return flags.length === 0 ? outcome : {
      ...outcome,
      words: [...outcome.words ?? [], `Without a question: ${flags.join(" ")}`],
    };
  }
  if (!options.dryRun) {
    await rememberProject(files.value, state.value, {
      settled: undefined,
      judged: undefined,
      context,
    });
  }
  const facts = { changes: changeFacts(draft.value.changes), written: [] };
  return { exitCode: 0, diagnostics: told, words: [NOTHING_TO_DO], facts };
}

/** Writes what was drafted, or shows it. */
async function carryOut(
  { changes, sql, downSql }: Draft,
  { files, state }: LoadedProject,
  { options, context, told }: {
    readonly options: Options;
    readonly context: CommandContext;
    readonly told: readonly Diagnostic[];
  },
): Promise<Outcome> {
  const { directory } = files;
  const { name } = options;
  const kit = await kitRequest(files, state, changes);
  const now = context.now();
  const planned = await filesFor({ directory, name, changes, sql, downSql, now, kit });
  if (!planned.ok) return outcomeOfFailure(planned, told);
  const beyondKit = kit === undefined ? [] : unknownToKit(changes);
  const diagnostics = [...told, ...planned.diagnostics, ...beyondKit];
  const facts = {
    changes: changeFacts(changes),
    sql,
    ...(downSql !== undefined && { down: downSql }),
  };
  if (options.dryRun) {
    const data = sqlIn(planned.value);
    return { exitCode: 0, diagnostics, data, facts: { ...facts, written: [] } };
  }
  const written = await writeFiles(directory, planned.value);
  if (!written.ok) return outcomeOfFailure(written, diagnostics);
  const next = await withFiles(files, planned.value);
  if (next.ok) await rememberNext({ files: next, before: state, changes }, options, context);
  return {
    exitCode: 0,
    diagnostics,
    words: [
      ...written.value.map((path) => `Wrote ${path}`),
      ...changes.map((change) => `  ${describeChange(change)}`),
    ],
    facts: { ...facts, written: written.value },
  };
}

/** A migration that somebody else fills in. */
function emptyDraft({ down }: Options): Draft {
  return {
    changes: [],
    sql: `-- Made by penumbra ${VERSION}, to be written by hand\n`,
    ...(down && { downSql: "-- The way back, to be written by hand\n" }),
  };
}

/** Brings the cache to where the history now ends, so that the next run starts from there. */
async function rememberNext(
  { files, before, changes }: {
    readonly files: Success<ProjectFiles>;
    readonly before: ProjectState;
    readonly changes: readonly Change[];
  },
  options: Options,
  context: CommandContext,
): Promise<void> {
  const migration = files.value.directory.migrations.at(-1);
  const from = { ...before, snapshot: before.current };
  if (migration === undefined || !canContinue([migration], from)) return;
  const after = await replay([migration], from, {
    target: files.value.target,
    declared: files.value.declared,
    runners: files.value.runners,
  });
  if (!after.ok) return;
  const { snapshot: current, filled, isBroken, isWarnedOf } = after.value;
  const state: ProjectState = {
    current,
    desired: before.desired,
    key: (await chainKeys([migration], before.key || undefined))[0]!,
    isBroken,
    isWarnedOf: isWarnedOf || before.isWarnedOf,
    filled,
    isNews: true,
    cacheLies: before.cacheLies,
  };
  const judged = judgedNext(files.value, { before, key: state.key, changes });
  const settled = files.diagnostics.length === 0 && judged !== undefined &&
    detectChanges(current, before.desired.snapshot, options).length === 0;
  await rememberProject(files.value, state, {
    settled: settled ? situationOf(files.value, options) : undefined,
    judged,
    context,
  });
}

/** The history as it was judged before, and a migration of ours that loses nothing: it was proven. */
function judgedNext(
  { cache, runners: candidates }: ProjectFiles,
  { before, key, changes }: {
    readonly before: ProjectState;
    readonly key: string;
    readonly changes: readonly Change[];
  },
): JudgedHistory | undefined {
  if (changes.length === 0 || lossesOf(changes).length > 0) return undefined;
  const runners = namesOf(candidates);
  const known = before.key === ""
    ? { from: 0 }
    : cache?.judged.find((it) => it.key === before.key && it.runners === runners);
  return known && { key, from: known.from, runners };
}

function noDownPart(layout: string) {
  return {
    code: "migrations/no-down-part",
    severity: "error",
    message: `Cannot write the down migration: the layout "${layout}" has none`,
    hint: "Omit --down; penumbra diff with the two sources swapped shows the way back",
  } as const;
}

/** What does not compile cannot be proven, and would block the next rename or drop. */
function brokenBefore() {
  return {
    code: "migrations/broken-before",
    severity: "error",
    message:
      "Cannot write the down migration: it would recreate a view or trigger that does not compile",
    hint: "Omit --down",
  } as const;
}
