import assert from "node:assert/strict";
import { sourceFilesUnder } from "../../scripts/source_files.ts";

const SOURCES = new URL("../../src/", import.meta.url);

/** A code that is computed: its template, and what is in the template's place. */
interface Template {
  /** The file that computes it, from `src/`. */
  readonly file: string;
  readonly template: string;
  /** Which files the words come from: all below the path. */
  readonly from: string;
  /** A word is its first group. */
  readonly word: RegExp;
}

/** Every template there is. A new one has to be listed here, so that its codes are found. */
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
    file: "database/migration_diagnostic.ts",
    template: "apply/${slug}",
    from: "database/migration_diagnostic.ts",
    word: /"(?:unfinished|finding|misuse|bug)",\s+"([a-z-]+)"/g,
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
    from: "lint/rules/",
    word: /^ {2}name: "([a-z-]+)"/gm,
  },
];

/**
 * Every code that a diagnostic can have, sorted, as the sources write it: as a text, or by one of the
 * templates. Fails for a template that is not known, and for a known one that is gone or finds nothing.
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
  // Codes are compared as well, and may be handed to a function: none of these is another one.
  const areas = new Set([...all].map((code) => code.replace(/\/.*/, "")));
  const named = [...sources.values()].flatMap(codesIn)
    .filter((code) => areas.has(code.replace(/\/.*/, "")));
  assert.deepEqual(named.filter((code) => !all.has(code)), [], "no diagnostic has these codes");
  return [...all].sort();
}

/** What looks like a code in a text in double quotes. */
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

/** The text of every source but the tests and the explanations themselves, by its path in `src/`. */
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
