import assert from "node:assert/strict";
import { sourceFilesUnder } from "../../scripts/source_files.ts";

const SOURCES = new URL("../../src/", import.meta.url);

/** A computed code: its template, and the values for the placeholder. */
interface Template {
  /** The file that computes it, relative to `src/`. */
  readonly file: string;
  readonly template: string;
  /** The files in which the values are found: all below this path. */
  readonly from: string;
  /** The value is its first group. */
  readonly word: RegExp;
}

/** All templates. A new one must be listed here, so that its codes are found. */
const TEMPLATES: readonly Template[] = [
  {
    file: "cli/misuse.ts",
    template: "cli/${slug}",
    from: "cli/",
    word: /\bmisuse\(\s*"([a-z-]+)"/g,
  },
  {
    file: "commands/answers/parse.ts",
    template: "cli/bad-${option}",
    from: "commands/answers/parse.ts",
    word: /\bmalformed\("([a-z]+)"/g,
  },
  {
    file: "commands/migration/change_warnings.ts",
    template: "lint/${kind}",
    from: "diff/demands/value_changes.ts",
    word: /^ {2}\| "([a-z-]+-to-[a-z]+)"/gm,
  },
  {
    file: "commands/migration/change_warnings.ts",
    template: "lint/${rule}",
    from: "diff/demands/row_demand.ts",
    word: /^ {2}\| "([a-z-]+)"/gm,
  },
  {
    file: "commands/migration/losses.ts",
    template: "lint/${RULE}",
    from: "commands/migration/losses.ts",
    word: /^const RULE = "([a-z-]+)"/gm,
  },
  {
    file: "commands/migration/non_sql_migrations.ts",
    template: "${verb}/not-sql",
    from: "commands/migration/non_sql_migrations.ts",
    word: /\bverb: "([a-z]+)" \| "([a-z]+)"/g,
  },
  {
    file: "commands/status.ts",
    template: "status/${slug}",
    from: "commands/status.ts",
    word: /\btell\("([a-z-]+)"/g,
  },
  {
    file: "database/apply/migration_diagnostic.ts",
    template: "apply/${slug}",
    from: "database/apply/migration_diagnostic.ts",
    word: /\bslug: "([a-z-]+)"/g,
  },
  {
    file: "entities/compile/compile.ts",
    template: "entities/${slug}",
    from: "entities/",
    word: /\bslug: "([a-z-]+)"/g,
  },
  {
    file: "entities/modules/load_diagnostics.ts",
    template: "entities/${slugOf(error)}",
    from: "entities/modules/load_diagnostics.ts",
    word: /(?:\breturn|^ {4}[?:]) "([a-z-]+)"/gm,
  },
  {
    file: "host/files/file_errors.ts",
    template: "files/${trouble.slug}",
    from: "host/files/file_errors.ts",
    word: /\bslug: "([a-z-]+)"/g,
  },
  {
    file: "lint/lint.ts",
    template: "lint/${rule}",
    from: "lint/",
    word: /\brule(?::| =) "([a-z-]+)"/g,
  },
  {
    file: "lint/advice/advice.ts",
    template: "lint/${name}",
    from: "lint/advice/",
    word: /^ {2}name: "([a-z-]+)"/gm,
  },
];

/**
 * All codes of diagnostics, sorted, as the sources write them: as a text, or by one of the
 * templates. Fails for an unknown template, and for a listed one that is unused or has no values.
 */
export async function diagnosticCodes(): Promise<string[]> {
  const sources = await readSources();
  const written = [...sources].flatMap(([file, text]) =>
    Array.from(
      text.matchAll(/(?<!readonly )\bcode: *`([^`/]+\/[^`]*)`/g),
      ([, template]) => `${file} ${template}`,
    )
  );
  const known = TEMPLATES.map(({ file, template }) => `${file} ${template}`);
  assert.deepEqual(written.toSorted(), known.toSorted(), "list the template in TEMPLATES");
  const literal = [...sources.values()].flatMap((text) =>
    Array.from(text.matchAll(/\bcode:[^,;`]*/g), ([value]) => value).flatMap(codesIn)
  );
  const computed = TEMPLATES.flatMap((template) => codesOf(template, sources));
  const all = new Set([...literal, ...computed]);
  // Codes are also compared and passed on: none of these is a new one.
  const areas = new Set([...all].map((code) => code.replace(/\/.*/, "")));
  const named = [...sources.values()].flatMap(codesIn)
    .filter((code) => areas.has(code.replace(/\/.*/, "")));
  assert.deepEqual(named.filter((code) => !all.has(code)), [], "no diagnostic has these codes");
  return [...all].sort();
}

/** Text in double quotes that looks like a code. */
function codesIn(text: string): string[] {
  return Array.from(text.matchAll(/"([a-z]+\/[a-z0-9-]+)"/g), ([, code]) => code!);
}

function codesOf({ template, from, word }: Template, sources: Sources): string[] {
  const codes = [...sources].filter(([path]) => path.startsWith(from)).flatMap(([, text]) =>
    Array.from(text.matchAll(word), ([, ...words]) => words).flat()
  ).map((slug) => template.replace(/\$\{[^}]*\}/, () => slug!));
  assert(codes.length > 0, `${template} makes no code: look for its words elsewhere`);
  return codes;
}

type Sources = ReadonlyMap<string, string>;

/** The text of every source file except tests and explanations, by its path in `src/`. */
async function readSources(): Promise<Sources> {
  const files = await sourceFilesUnder(SOURCES);
  const texts = await Promise.all(
    files.map(async (url) =>
      [url.href.slice(SOURCES.href.length), await Deno.readTextFile(url)] as const
    ),
  );
  return new Map(
    texts.filter(([path]) =>
      !path.endsWith("_test.ts") && !path.startsWith("report/explanations/")
    ),
  );
}
