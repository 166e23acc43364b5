import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed, type Success } from "../base/result.ts";
import { writeNewFileAtomically } from "../host/files/atomic_files.ts";
import { exists } from "../host/files/links.ts";
import { absolutePath, pathFromHere } from "../host/files/paths.ts";
import { CACHE_FILE } from "../migrations/cache.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { layoutNamed, LAYOUTS } from "../migrations/layouts/list.ts";
import { runnersOf } from "../migrations/runners/runners_of.ts";
import { noSuchLayout, readMigrations } from "../migrations/read_migrations.ts";
import { withoutHistory } from "../sources/history_tables.ts";
import { parseSource } from "../sources/source.ts";
import type { Finding } from "./init/finding.ts";
import { type Expectation, wantedValues, whatItLacks } from "./init/kept_file.ts";
import { findingsIn } from "./init/findings.ts";
import { type Proposal, proposalFor } from "./init/proposal.ts";
import { targetWords } from "./init/target_words.ts";
import { lookAround } from "./init/surroundings.ts";
import type { CommandContext, InitOptions, ProjectOptions } from "./options.ts";
import { folderSettings } from "./project/folder_settings.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";

type Options = ProjectOptions & InitOptions;

/**
 * Sets up a configuration that goes with what is there, the folder of migrations and a first schema,
 * which makes what the migrations make. What exists is left alone.
 */
export async function init(options: Options, context: CommandContext): Promise<Outcome> {
  const isSetUp = options.origin?.configFile !== undefined;
  const around = findingsIn(await lookAround(options.workingDirectory));
  const findings = isSetUp ? [] : around;
  const proposal = isSetUp ? settled(options) : await proposalFor({
    findings,
    given: options.origin?.given ?? {},
    layouts: LAYOUTS.map(({ name }) => name),
    ask: options.yes ? undefined : context.ask,
  });
  const wrong = unusableIn(proposal);
  if (wrong.length > 0) return outcomeOfFailure(fail("misuse", ...wrong));
  const found = findings.map((it) => `Found ${it.found}`);
  const settings = await folderSettings(options);
  if (!settings.ok) return outcomeOfFailure(settings);
  const directory = await readMigrations(
    pathFromHere(options.workingDirectory, proposal.migrations),
    { layout: proposal.layout, whenMissing: "empty", settings: settings.value },
  );
  if (!directory.ok) {
    return { ...outcomeOfFailure(directory), words: [...found, NOTHING_WRITTEN] };
  }
  const schema = await firstSchema(proposal, directory, { options, context });
  const words = [...found, await targetWords(proposal, findings, options)];
  const written: string[] = [];
  const files = filesFor(proposal, {
    schema: schema.ok ? schema.value : undefined,
    values: wantedValues(options, around),
  });
  for (const { name, text, expects } of files) {
    const path = pathFromHere(options.workingDirectory, name);
    const result = await writeNewFileAtomically(path, text);
    if (result.ok) {
      words.push(`Wrote ${path}`);
      written.push(path);
    } else if (result.diagnostics[0]?.code !== "files/exists") {
      return { ...outcomeOfFailure(result), words, facts: { written } };
    } else {
      words.push(`Kept ${path}${await whatItLacks(path, expects ?? {})}`);
    }
  }
  const facts = { found: findings.map(({ found }) => found), configuration: proposal, written };
  if (!schema.ok) {
    const again = "Run penumbra init again when that is mended: it writes the schema";
    return { ...outcomeOfFailure(schema), words: [...words, again], facts };
  }
  const next = nextSteps(proposal, findings);
  return { exitCode: 0, diagnostics: schema.diagnostics, words: [...words, ...next], facts };
}

/** What no configuration takes, so that every command after this one would refuse it. */
function unusableIn({ layout, schema }: Proposal): Diagnostic[] {
  const isLayout = layout === undefined || LAYOUTS.some(({ name }) => name === layout);
  return [
    ...(isLayout ? [] : [noSuchLayout(layout)]),
    ...schema.flatMap((name) => parseSource(name).diagnostics),
  ];
}

/** What the configuration says that is there. */
function settled({ migrations, schema, target }: Options): Proposal {
  return {
    migrations,
    schema: schema.length > 0 ? schema : ["schema.sql"],
    ...(target !== undefined && { target }),
  };
}

const NOTHING_WRITTEN =
  "Nothing was written: name another folder with --migrations, or how it is " +
  "laid out with --layout";

/** The text of a schema to begin with, where the proposal is one SQL file. */
async function firstSchema(
  { schema, target }: Proposal,
  directory: Success<MigrationDirectory>,
  { options, context: { progress } }: {
    readonly options: Options;
    readonly context: CommandContext;
  },
): Promise<Result<string | undefined>> {
  if (!isSqlFile(schema)) return succeed(undefined);
  // Nobody will see the text: the file is kept as it is.
  if (await exists(absolutePath(options.workingDirectory, schema[0]!))) return succeed("");
  if (directory.value.migrations.length === 0) return succeed(EXAMPLE);
  const [{ replay }, { renderSnapshotSql }] = await Promise.all([
    import("../shadow/replay.ts"),
    import("../report/snapshot_sql.ts"),
  ]);
  const replayed = await replay(directory.value.migrations, undefined, {
    progress,
    target: target ?? layoutNamed(directory.value.layout)?.target,
    runners: runnersOf({ ...options, layout: directory.value.layout, target }),
  });
  if (!replayed.ok) return replayed;
  const diagnostics: readonly Diagnostic[] = [...directory.diagnostics, ...replayed.diagnostics];
  return succeed(
    `${HEADING}\n${renderSnapshotSql(withoutHistory(replayed.value.snapshot))}`,
    diagnostics,
  );
}

function isSqlFile([name = "", ...others]: readonly string[]): boolean {
  const source = parseSource(name);
  // A program may be told of such a file, too.
  return others.length === 0 && source.ok && source.value.kind === "sql" && /\.sql$/i.test(name);
}

const HEADING = "-- What the database shall contain. Change it, then run: penumbra generate";

const EXAMPLE = `${HEADING}
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE
);
`;

interface NewFile {
  readonly name: string;
  readonly text: string;
  /** What has to stand in the file that may be there in its place. */
  readonly expects?: Expectation;
}

function filesFor(
  proposal: Proposal,
  { schema, values }: {
    readonly schema: string | undefined;
    readonly values: Partial<Proposal>;
  },
): NewFile[] {
  const { schema: sources, migrations, layout, target } = proposal;
  const schemaValue = sources.length === 1 ? sources[0] : sources;
  const configuration = { migrations, layout, schema: schemaValue, target };
  return [
    {
      name: "penumbra.json",
      text: `${JSON.stringify(configuration, undefined, 2)}\n`,
      expects: { values },
    },
    {
      name: `${proposal.migrations}/.gitignore`,
      text: `${CACHE_FILE}\n`,
      expects: { line: CACHE_FILE },
    },
    ...(schema === undefined ? [] : [{ name: sources[0]!, text: schema }]),
  ];
}

/** What to do now. */
function nextSteps({ schema }: Proposal, findings: readonly Finding[]): string[] {
  const first = isSqlFile(schema)
    ? `Say in ${schema[0]} what you want, then run penumbra generate`
    : "Run penumbra check to see what the migrations lack, penumbra generate to write it";
  return [first, ...findings.flatMap(({ advice }) => advice ?? [])];
}
