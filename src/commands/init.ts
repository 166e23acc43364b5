import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Failure } from "../base/result.ts";
import { writeNewFileAtomically } from "../host/files/atomic_files.ts";
import { pathFromHere } from "../host/files/paths.ts";
import { CACHE_FILE } from "../migrations/cache.ts";
import { LAYOUTS } from "../migrations/layouts/list.ts";
import { noSuchLayout } from "../migrations/read_migrations.ts";
import { parseSource } from "../sources/source.ts";
import type { Finding } from "./init/finding.ts";
import { EXTRA, type FirstSchema, isSqlFile } from "./init/first_schema.ts";
import { type Expectation, wantedValues, whatItLacks } from "./init/kept_file.ts";
import { applyCommand, localDatabase } from "../database/apply_command.ts";
import { BACKUP_ENDING } from "../host/database/backup.ts";
import { findingsIn } from "./init/findings.ts";
import { runnerIn } from "./init/runner_in.ts";
import { type Proposal, proposalFor } from "./init/proposal.ts";
import { type Start, startOf } from "./init/start.ts";
import { targetWords } from "./init/target_words.ts";
import { scanFolder } from "./init/scanned_folder.ts";
import type { CommandContext, InitOptions, ProjectOptions } from "./options.ts";
import { folderSettings } from "./schema/folder_settings.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";

type Options = ProjectOptions & InitOptions;

/**
 * Creates a configuration that matches the project, the migrations folder and a first schema, which
 * equals that of the migrations. Existing files are not changed.
 */
export async function init(options: Options, context: CommandContext): Promise<Outcome> {
  const { around, findings, proposed } = await propose(options, context);
  const wrong = unusableIn(proposed);
  if (wrong.length > 0) return outcomeOfFailure(fail("misuse", ...wrong));
  const found = findings.map((it) => `Found ${it.found}`);
  const settings = await folderSettings(options);
  if (!settings.ok) return outcomeOfFailure(settings);
  const path = pathFromHere(options.workingDirectory, proposed.migrations);
  const standing = { proposal: proposed, settings: settings.value, options, context };
  const start = await startOf(path, standing);
  if (!start.ok) {
    const advice = options.from === undefined ? NOTHING_WRITTEN : NOTHING_WRITTEN_FROM;
    return { ...outcomeOfFailure(start), words: [...found, advice] };
  }
  const { proposal, directory, schema } = start.value;
  const isOnlySqlite = proposal.target !== proposed.target;
  const runner = directory.ok && runnerIn(findings, { ...proposal, ...directory.value });
  const layout = directory.ok ? directory.value.layout : "plain";
  const usual = { layout, target: proposal.target };
  const hasPrograms = directory.ok && directory.value.migrations.some(({ isOpaque }) => isOpaque);
  const isChosen = options.origin?.given.migrations !== undefined || isAsked(options, context);
  const words = [
    ...found,
    ...(isChosen ? [] : choiceWords(proposed, findings)),
    await targetWords(proposal, findings, options, isOnlySqlite),
    ...(runner ? [`Runner: ${runner.name}, from ${runner.from}`] : []),
  ];
  const first: FirstSchema = schema.ok ? schema.value : { sources: proposal.schema };
  const files = filesFor(proposal, {
    first,
    values: wantedValues(options, around),
    start: start.value,
    runner: runner ? runner.name : undefined,
    database: hasPrograms || runner ? undefined : localDatabase(usual),
  });
  const { written, words: done, failure } = await writeMissing(files, options);
  words.push(...done);
  if (failure !== undefined) return { ...outcomeOfFailure(failure), words, facts: { written } };
  const facts = { found: findings.map(({ found }) => found), configuration: proposal, written };
  if (!schema.ok) {
    const again = "Fix that, then run penumbra init again to write the schema";
    return { ...outcomeOfFailure(schema), words: [...words, again], facts };
  }
  words.push(
    ...start.value.words,
    ...(first.name === EXTRA ? [`${EXTRA} contains what the ORM cannot express`] : []),
    ...nextSteps(proposal, findings, options),
    `Run the migrations with ${
      hasPrograms ? "the tool that the programs were written for" : applyCommand(usual)
    }`,
  );
  return { exitCode: 0, diagnostics: schema.diagnostics, words, facts };
}

/** The proposal, which is the existing configuration if there is one, and what was found. */
async function propose(options: Options, context: CommandContext): Promise<Proposed> {
  const around = findingsIn(await scanFolder(options.workingDirectory));
  if (options.origin?.configFile !== undefined) {
    return { around, findings: [], proposed: settled(options) };
  }
  const proposed = await proposalFor({
    findings: around,
    given: options.origin?.given ?? {},
    layouts: LAYOUTS.map(({ name }) => name),
    ask: isAsked(options, context) ? context.ask : undefined,
  });
  return { around, findings: around, proposed };
}

/** Whether a person is asked about what is unclear. */
function isAsked({ yes }: Options, { ask }: CommandContext): boolean {
  return !yes && ask !== undefined;
}

/** Which folder of migrations was taken, if there are others. */
function choiceWords({ migrations }: Proposal, findings: readonly Finding[]): string[] {
  const { size } = new Set(findings.flatMap((it) => it.isEmpty ? [] : it.migrations ?? []));
  return size < 2 ? [] : [
    `Migrations: ${migrations}, the likeliest of ${size} folders; choose another with --migrations`,
  ];
}

interface Proposed {
  /** What was found in the project. */
  readonly around: readonly Finding[];
  /** Of that, what the proposal uses. */
  readonly findings: readonly Finding[];
  readonly proposed: Proposal;
}

/** Writes the files that do not exist yet; what was done, and the failure that ended it, if any. */
async function writeMissing(
  files: readonly NewFile[],
  { workingDirectory }: Options,
): Promise<Written> {
  const [written, words]: [string[], string[]] = [[], []];
  for (const { name, text, expects } of files) {
    const path = pathFromHere(workingDirectory, name);
    const result = await writeNewFileAtomically(path, text);
    if (result.ok) {
      words.push(`Wrote ${path}`);
      written.push(path);
    } else if (result.diagnostics[0]?.code === "files/exists") {
      words.push(`Kept ${path}${await whatItLacks(path, expects ?? {})}`);
    } else return { written, words, failure: result };
  }
  return { written, words };
}

interface Written {
  readonly written: readonly string[];
  readonly words: readonly string[];
  readonly failure?: Failure;
}

/**
 * The diagnostics for values that a configuration cannot have, so that every later command would
 * fail.
 */
function unusableIn({ layout, schema }: Proposal): Diagnostic[] {
  const isLayout = layout === undefined || LAYOUTS.some(({ name }) => name === layout);
  return [
    ...(isLayout ? [] : [noSuchLayout(layout)]),
    ...schema.flatMap((name) => parseSource(name).diagnostics),
  ];
}

/** The values of the existing configuration. */
function settled({ migrations, schema, target }: Options): Proposal {
  return {
    migrations,
    schema: schema.length > 0 ? schema : ["schema.sql"],
    ...(target !== undefined && { target }),
  };
}

const NOTHING_WRITTEN_FROM = "Nothing was written";

const NOTHING_WRITTEN =
  "Nothing was written: pass another folder with --migrations, its layout with --layout, or a " +
  "database that has run the migrations with --from";

interface NewFile {
  readonly name: string;
  readonly text: string;
  /** The required content of an existing file in its place. */
  readonly expects?: Expectation;
}

function filesFor(
  proposal: Proposal,
  { first: { sources, name, text }, values, start, runner, database }: {
    readonly first: FirstSchema;
    readonly values: Partial<Proposal>;
    readonly start: Start;
    readonly runner: string | undefined;
    readonly database: string | undefined;
  },
): NewFile[] {
  const { beginning, opaque, remedies, casing: seen } = start;
  const { baseline, files = [] } = beginning ?? {};
  const { migrations, layout, casing = seen, target } = proposal;
  const schemaValue = sources.length === 1 ? sources[0] : sources;
  const configuration = {
    ...{ migrations, layout, schema: schemaValue, casing, target, runner },
    ...(opaque.length > 0 && { opaque }),
    ...remedies.declared,
    placeholders: remedies.placeholders,
    skip: remedies.skip,
    ...(baseline && { baseline: baseline.option }),
  };
  return [
    {
      name: "penumbra.json",
      text: `${JSON.stringify(configuration, undefined, 2)}\n`,
      expects: { values: { ...values, ...(baseline && { baseline: baseline.option }) } },
    },
    {
      name: `${proposal.migrations}/.gitignore`,
      text: `${CACHE_FILE}\n`,
      expects: { ignored: { name: CACHE_FILE, line: CACHE_FILE } },
    },
    ...(database === undefined ? [] : [ignoreFile(database)]),
    ...files.map((it) => ({ name: `${proposal.migrations}/${it.path}`, text: it.text })),
    ...(baseline ? [{ name: baseline.option.schema, text: baseline.text }] : []),
    ...(name === undefined || text === undefined ? [] : [{ name, text }]),
  ];
}

/** What makes git ignore a local database, and what `apply` writes beside any. */
function ignoreFile(database: string): NewFile {
  const line = "*.penumbra-*";
  return {
    name: ".gitignore",
    text: `${database}*\n${line}\n`,
    expects: { ignored: { name: `${database}.0${BACKUP_ENDING}`, line } },
  };
}

/** The next steps. */
function nextSteps(
  { schema, migrations }: Proposal,
  findings: readonly Finding[],
  { workingDirectory }: Options,
): string[] {
  const first = isSqlFile(schema)
    ? `Edit ${pathFromHere(workingDirectory, schema[0]!)}, then run penumbra generate`
    : "Run penumbra check to see what is missing, penumbra generate to write it";
  const chosen = findings.filter((it) => (it.migrations ?? migrations) === migrations);
  return [first, ...new Set(chosen.flatMap(({ advice }) => advice ?? []))];
}
