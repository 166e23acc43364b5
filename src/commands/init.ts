import type { Diagnostic } from "../base/diagnostic.ts";
import { presentFields } from "../base/present_fields.ts";
import { fail } from "../base/result.ts";
import { applyCommand } from "../database/apply_command.ts";
import { LAYOUTS } from "../migrations/layouts/list.ts";
import { noSuchLayout } from "../migrations/read/read_migrations.ts";
import { parseSource } from "../sources/source.ts";
import type { Finding } from "./init/findings/finding.ts";
import { findingsIn } from "./init/findings/findings.ts";
import { EXTRA } from "./init/first_schema.ts";
import { filesFor, foundInstead, inOrder, writeMissing } from "./init/new_files.ts";
import { databaseFor, proposalFor, targetFinding } from "./init/proposal.ts";
import { scanFolder } from "./init/findings/scanned_folder.ts";
import { databaseIn, isAsked, type Proposal, settingsToKeep, type Setup } from "./init/setup.ts";
import { startOf } from "./init/start.ts";
import { nextSteps, proposalWords } from "./init/words.ts";
import type { CommandContext, InitOptions, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { folderSettings } from "./schema/folder_settings.ts";
import { SETTINGS } from "./settings/project_settings.ts";

type Options = ProjectOptions & InitOptions;

/**
 * Creates a configuration that matches the project, the migrations folder and a first schema, which
 * equals that of the migrations. Existing files are not changed.
 */
export async function init(options: Options, context: CommandContext): Promise<Outcome> {
  const around = findingsIn(await scanFolder(options.workingDirectory));
  const isSetUp = options.origin?.configFile !== undefined;
  const findings = isSetUp ? [] : around;
  const request = {
    findings,
    given: settingsToKeep(options),
    layouts: LAYOUTS.map(({ name }) => name),
    ask: isAsked({ options, context }) ? context.ask : undefined,
  };
  const database = options.from === undefined ? await databaseFor(request) : undefined;
  const proposal = isSetUp ? configured(options, around) : await proposalFor(request);
  const wrong = unusableIn(proposal);
  if (wrong.length > 0) return outcomeOfFailure(fail("misuse", wrong));
  const settings = await folderSettings(options);
  if (!settings.ok) return outcomeOfFailure(settings);
  const proposed = { options, context, findings, proposal, database };
  const start = await startOf(proposed, settings.value);
  // A package may show both a tool and a target.
  const found = [...new Set(findings.map((it) => it.found))];
  const foundWords = found.map((it) => `Found ${it}`);
  if (!start.ok) {
    return {
      ...outcomeOfFailure(start),
      words: [...foundWords, nothingWritten(options, findings)],
    };
  }
  const setup = start.value;
  const { written, words: done, failure } = await writeMissing(filesFor(setup, around), options);
  const words = [...foundWords, ...proposalWords(setup, proposed), ...done];
  if (failure !== undefined) return { ...outcomeOfFailure(failure), words, facts: { written } };
  const { marks } = setup;
  const facts = { found, configuration: inOrder(setup.proposal), written, marks };
  if (!setup.schema.ok) {
    const again = "Fix that, then run penumbra init again to write the schema";
    return { ...outcomeOfFailure(setup.schema), words: [...words, again], facts };
  }
  const { value: { file }, diagnostics } = setup.schema;
  words.push(
    ...setup.words,
    ...(file?.name === EXTRA ? [`${EXTRA} contains what the ORM cannot express`] : []),
    ...nextSteps(setup),
    ...runningSteps(setup),
  );
  return { exitCode: 0, diagnostics, data: marks.join("\n"), words, facts };
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

/** The values of the existing configuration; the migrations folder that was found if it names none. */
function configured(options: Options, around: readonly Finding[]): Proposal {
  const { migrations, layout, schema, target } = options;
  const found = migrations === SETTINGS.migrations.default && foundInstead(options, around);
  return {
    migrations: found || migrations,
    schema: schema.length > 0 ? schema : ["schema.sql"],
    ...presentFields({ layout, target }),
  };
}

function nothingWritten({ from }: Options, findings: readonly Finding[]): string {
  if (from !== undefined) return "Nothing was written";
  const found = findings.find(({ database }) => database !== undefined)?.database;
  return "Nothing was written: pass another folder with --migrations, its layout with --layout, or " +
    `a database that has run the migrations with --from${found === undefined ? "" : ` ${found}`}`;
}

/** How to run the migrations, and before that, how databases that have run the old ones continue. */
function runningSteps(setup: Setup): string[] {
  const runner = runnerOf(setup);
  const isOurs = runner.startsWith("penumbra ");
  return [
    ...(isOurs && setup.proposal.baseline !== undefined
      ? [`In databases that have run them, first record that: ${runner} --baseline baseline`]
      : []),
    `Run the migrations with ${runner}`,
  ];
}

/** What runs the migrations, as a person would type it. */
function runnerOf(setup: Setup): string {
  const { proposal, findings, directory, options } = setup;
  const { layout, migrations } = directory.ok
    ? directory.value
    : { layout: "plain", migrations: [] };
  if (migrations.some(({ isOpaque }) => isOpaque)) {
    return "the tool that the programs were written for";
  }
  const { target, runner = options.runner } = proposal;
  return targetFinding(findings, proposal.migrations)?.platform ??
    applyCommand({ layout, target, runner, database: databaseIn(setup) });
}
