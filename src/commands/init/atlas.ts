import type { Target } from "../../base/target.ts";
import type { Recognise } from "./finding.ts";
import { literalsOf, pathsOf, plainPath } from "./literals.ts";
import { shellWords } from "../../base/shell_words.ts";

/** Atlas, from its project file. https://atlasgo.io/atlas-schema/projects */
export const atlas: Recognise = ({ texts }) => {
  const text = texts.get("atlas.hcl");
  if (text === undefined) return [];
  const urls = [...literalsOf(text, "url"), ...literalsOf(text, "dev")];
  const schemes = urls.map((url) => url.replace(/:.*$/s, ""));
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
    layout: "atlas",
    ...(schemas.length > 0 && { schemas: [schemas] }),
    ...(target !== undefined && { target }),
  }];
};

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
