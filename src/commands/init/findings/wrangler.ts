import type { Finding, Recognise } from "./finding.ts";
import { literalsOf, plainPath, withoutComments } from "./literals.ts";

/**
 * Cloudflare D1, from the file that binds it to a worker.
 * https://developers.cloudflare.com/d1/reference/migrations
 */
export const wrangler: Recognise = ({ texts }) => {
  const others = [...texts.keys()].filter((it) => WRANGLER_FILE.test(it) && !USUAL.includes(it));
  return [...USUAL, ...others].flatMap((name): Finding[] => {
    const text = texts.get(name);
    if (text === undefined || !BINDING.test(withoutComments(text))) return [];
    const [migrations = "migrations"] = literalsOf(text, "migrations_dir").map(plainPath);
    return [{
      found: `${name}: a D1 database, with its migrations in ${migrations}`,
      migrations,
      // A file with another name is not found when reading the folder.
      ...(!USUAL.includes(name) && { layout: "d1" }),
      target: "d1",
    }];
  });
};

/** Matches a table in TOML or a key in any format. */
const BINDING = /\[\[\s*(?:env\.[\w-]+\.)?d1_databases\s*\]\]|["']?d1_databases["']?\s*[:=]/;

/** The files that wrangler reads by default, in order of preference. */
const USUAL = ["wrangler.jsonc", "wrangler.json", "wrangler.toml"];

/** The files that wrangler can be told to read, in the folder of the package. */
const WRANGLER_FILE = /^wrangler[\w.-]*\.(?:toml|jsonc?)$/;
