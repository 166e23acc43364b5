import type { Target } from "../../../base/target.ts";
import type { Recognise } from "./finding.ts";
import { literalsOf, pathsOf, plainPath } from "./literals.ts";
import { shellWords } from "../../../base/shell_words.ts";

/** Atlas, from its project file. https://atlasgo.io/atlas-schema/projects */
export const atlas: Recognise = ({ texts }) => {
  const all = texts.get("atlas.hcl");
  if (all === undefined) return [];
  const text = partForSqlite(all);
  const schemes = schemesIn(text);
  const other = schemes.find((scheme) => /^(?:docker|postgres|mysql|maria|sqlserver)/.test(scheme));
  if (other !== undefined && !schemes.some((scheme) => scheme in TARGETS_OF)) {
    return [{ found: "atlas.hcl, which is for another kind of database and was left out" }];
  }
  const [migrations = "migrations"] = pathsOf(text, "dir");
  const target = schemes.map((scheme) => TARGETS_OF[scheme]).find((it) => it !== undefined);
  const schemas = schemasIn(text);
  return [{
    found: `atlas.hcl, with its migrations in ${migrations}`,
    migrations,
    layout: formatIn(text) ?? "atlas",
    ...(schemas.length > 0 && { schemas: [schemas] }),
    ...(target !== undefined && { target }),
  }];
};

function schemesIn(text: string): string[] {
  const urls = [...literalsOf(text, "url"), ...literalsOf(text, "dev")];
  return urls.map((url) => url.replace(/:.*$/s, ""));
}

/** The first environment for SQLite or libSQL, with the data that it uses; without one, everything. */
function partForSqlite(text: string): string {
  const blocks = Array.from(text.matchAll(BLOCK), ([block, kind, name]) => ({ block, kind, name }));
  const own = blocks.find(({ block, kind }) =>
    kind === "env" && schemesIn(block).some((scheme) => scheme in TARGETS_OF)
  );
  if (own === undefined) return text;
  const data = blocks.filter(({ kind, name }) =>
    kind === "data" && new RegExp(`\\bdata\\.\\w+\\.${name}\\b`).test(own.block)
  );
  return [own, ...data].map(({ block }) => block).join("\n");
}

const BLOCK = /^(env|data)\b[^\n{]*?"?(\w+)"?\s*\{[^]*?^\}/gm;

/** The format of the folder if it is that of another tool, given on its own or in the address. */
function formatIn(text: string): string | undefined {
  return /\bformat\s*=\s*"?(golang-migrate|goose|dbmate|flyway)\b/.exec(text)?.[1];
}

const TARGETS_OF: Readonly<Record<string, Target>> = {
  sqlite: "sqlite",
  "libsql+file": "libsql",
  libsql: "libsql",
  "libsql+wss": "libsql",
  "libsql+ws": "libsql",
};

/**
 * SQL files as they are; HCL, and sources that a program prints for Atlas, through the program that
 * converts them to SQL.
 */
function schemasIn(text: string): string[] {
  const program = literalsOf(text, "program");
  if (program.length > 0) return [`command:${shellWords(program)}`];
  const sources = [...literalsOf(text, "src"), ...literalsOf(text, "schema")].filter((it) =>
    it.startsWith("file:")
  );
  return sources.map((source) =>
    source.endsWith(".hcl")
      ? `command:atlas schema inspect --url ${source} --dev-url "sqlite://dev?mode=memory" ` +
        '--format "{{ sql . }}"'
      : plainPath(source)
  );
}
