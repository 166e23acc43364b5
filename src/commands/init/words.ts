import { pathFromHere } from "../../host/files/paths.ts";
import { layoutOfFolder } from "../../migrations/read/read_migrations.ts";
import type { Finding } from "./findings/finding.ts";
import { isSqlFile } from "./first_schema.ts";
import { layoutFinding, runnerFindings, targetFinding } from "./proposal.ts";
import { isAsked, type Proposed, type Setup } from "./setup.ts";

/** Lines about what is proposed, and how it is known. */
export function proposalWords(setup: Setup, proposed: Proposed): string[] {
  return [
    ...folderWords(setup),
    ...layoutWords(setup, proposed),
    targetWords(setup, proposed),
    ...runnerWords(setup),
  ];
}

/** Which folder of migrations was taken, if there are others and nobody chose it. */
function folderWords(setup: Setup): string[] {
  const { proposal: { migrations }, findings, options } = setup;
  const isChosen = options.origin?.given.migrations !== undefined || isAsked(setup);
  const { size } = new Set(findings.flatMap((it) => it.isEmpty ? [] : it.migrations ?? []));
  return isChosen || size < 2 ? [] : [
    `Migrations: ${migrations}, the likeliest of ${size} folders; choose another with --migrations`,
  ];
}

/** The layout in which an empty folder begins, if a dependency shows it. */
function layoutWords({ proposal, findings }: Setup, proposed: Proposed): string[] {
  const { layout, migrations } = proposal;
  const finding = layoutFinding(findings, migrations);
  const isFound = layout !== proposed.proposal.layout && finding !== undefined;
  return isFound ? [`Layout: ${layout}, from ${nameOf(finding)}`] : [];
}

/** The target of the migrations, and how it is known: `Target: d1, from wrangler.toml: …`. */
function targetWords({ proposal, findings, folder, options }: Setup, proposed: Proposed): string {
  const { target } = proposal;
  if (target !== proposed.proposal.target) {
    return "Target: sqlite, since libSQL refuses what the migrations contain";
  }
  if (target !== undefined) {
    const finding = targetFinding(findings, proposal.migrations);
    const source = options.origin?.given.target !== undefined
      ? "from --target"
      : options.origin?.configFile !== undefined
      ? "from the configuration"
      : finding === undefined
      ? "as answered"
      : `from ${nameOf(finding)}`;
    return `Target: ${target}, ${source}`;
  }
  const layout = layoutOfFolder(folder);
  return layout.target === "any"
    ? "Target: any, for SQLite and libSQL alike; choose another with --target"
    : `Target: ${layout.target}, from the layout ${layout.name}`;
}

function runnerWords({ proposal: { runner, migrations }, findings }: Setup): string[] {
  const finding = runnerFindings(findings, migrations).find((it) => it.runner === runner);
  return finding === undefined ? [] : [`Runner: ${runner}, from ${nameOf(finding)}`];
}

/** The found file without its description: `wrangler.toml in apps/api`. */
function nameOf({ found }: Finding): string {
  const [, folder, words] = /^(?:in ([^:]+): )?(.*)$/s.exec(found)!;
  const name = words!.replace(/[,:].*$/s, "");
  return folder === undefined ? name : `${name} in ${folder}`;
}

/** The next steps. */
export function nextSteps({ proposal, findings, options }: Setup): string[] {
  const { schema, migrations } = proposal;
  const first = isSqlFile(schema)
    ? `Edit ${pathFromHere(options.workingDirectory, schema[0]!)}, then run penumbra generate`
    : "Run penumbra check to see what is missing, penumbra generate to write it";
  const chosen = findings.filter((it) => (it.migrations ?? migrations) === migrations);
  return [first, ...new Set(chosen.flatMap(({ advice }) => advice ?? []))];
}
