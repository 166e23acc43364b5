import { pathFromHere } from "../../host/files/paths.ts";
import { layoutOfFolder, readMigrationFolder } from "../../migrations/read_migrations.ts";
import type { ProjectOptions } from "../options.ts";
import type { Finding } from "./finding.ts";
import type { Proposal } from "./proposal.ts";

/** The target of the migrations, and how it is known: `Target: d1, from wrangler.toml: …`. */
export async function targetWords(
  { target, migrations, layout: name }: Proposal,
  findings: readonly Finding[],
  { origin, workingDirectory }: ProjectOptions,
  isOnlySqlite: boolean,
): Promise<string> {
  if (isOnlySqlite) return "Target: sqlite, since libSQL refuses what the migrations contain";
  if (target !== undefined) {
    const finding = nameOf(findings.find((it) => it.target === target)?.found);
    const source = origin?.given.target !== undefined
      ? "from --target"
      : origin?.configFile !== undefined
      ? "from the configuration"
      : finding === undefined
      ? "as answered"
      : `from ${finding}`;
    return `Target: ${target}, ${source}`;
  }
  const path = pathFromHere(workingDirectory, migrations);
  const folder = await readMigrationFolder(path, { layout: name, whenMissing: "empty" });
  const layout = folder.ok ? layoutOfFolder(folder.value) : undefined;
  return layout === undefined || layout.target === "any"
    ? "Target: any, for SQLite and libSQL alike; choose another with --target"
    : `Target: ${layout.target}, from the layout ${layout.name}`;
}

/** The found file without its description: `wrangler.toml in apps/api`. */
export function nameOf(found: string | undefined): string | undefined {
  const [, folder, words] = /^(?:in ([^:]+): )?(.*)$/s.exec(found ?? "") ?? [];
  const name = words?.replace(/[,:].*$/s, "");
  return folder === undefined ? name || undefined : `${name} in ${folder}`;
}
