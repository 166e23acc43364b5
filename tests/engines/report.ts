/** The results of the golden cases on an engine. */
export interface EngineReport {
  readonly name: string;
  readonly version: string;
  readonly target: string;
  readonly reached: number;
  /** The cases whose schema before the engine does not run, and why. */
  readonly lacks: readonly Finding[];
  readonly failed: readonly Finding[];
}

/** A case and its message. */
export interface Finding {
  readonly name: string;
  readonly why: string;
}

/** The reports as a page: a table of results by engine, then the reasons. */
export function renderReport(reports: readonly EngineReport[]): string {
  const rows = reports.map((it) =>
    `| ${it.name} | ${it.version} | ${it.target} | ${it.reached} | ${it.lacks.length} | ${it.failed.length} |`
  );
  const reasons = reports.filter((it) => it.lacks.length + it.failed.length > 0).map((it) =>
    [
      `\n## ${it.name}\n`,
      ...reasonLines("Does not apply", it.lacks),
      ...reasonLines("Fails", it.failed),
    ].join("\n")
  );
  return [
    "# The golden cases on every engine\n",
    "`deno task engines` writes this page. The migration of each golden case is generated for the target in " +
    "the table, then run twice: in autocommit with foreign keys off, and in a transaction with foreign " +
    "keys on; D1 runs it as one batch. It has reached its goal if the schema and the rows are those the " +
    "case asks for. A case does not apply if the engine cannot run the schema before the migration or " +
    "the desired one, or if penumbra writes nothing for the target.\n",
    "| engine | SQLite | target | reached | does not apply | failed |",
    "|---|---|---|---:|---:|---:|",
    ...rows,
    ...reasons,
    "",
  ].join("\n");
}

/** One line per reason, the most frequent first, with its cases. */
function reasonLines(what: string, findings: readonly Finding[]): string[] {
  const groups = Map.groupBy(findings, ({ why }) => shapeOf(why));
  return [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .map(([why, list]) => {
      const names = list.slice(0, 3).map((it) => it.name).join(", ");
      const more = list.length > 3 ? `, and ${list.length - 3} more` : "";
      return `- ${what}: ${why} (${list.length}: ${names}${more})`;
    });
}

/** A reason without what differs from case to case. */
function shapeOf(why: string): string {
  return why.replace(/,? in: [^]*?(?= \([a-z]+, keys (?:on|off)\)$|$)/, "")
    .replaceAll(/"[^"]*"/g, '"…"').replaceAll(/\s+/g, " ").replaceAll("|", "\\|").slice(
      0,
      140,
    );
}
