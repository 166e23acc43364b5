import type { Finding, Recognise } from "./finding.ts";
import { literalsOf, withoutComments } from "./literals.ts";

/**
 * Cloudflare's D1, from the file that binds it to a worker.
 * https://developers.cloudflare.com/d1/reference/migrations
 */
export const wrangler: Recognise = ({ texts }) => {
  const names = ["wrangler.jsonc", "wrangler.json", "wrangler.toml"];
  return names.flatMap((name): Finding[] => {
    const text = texts.get(name);
    if (text === undefined || !BINDING.test(withoutComments(text))) return [];
    const [migrations = "migrations"] = literalsOf(text, "migrations_dir");
    return [{
      found: `${name}: a D1 database, with its migrations in ${migrations}`,
      migrations,
      target: "d1",
      advice: ["Run what is written with npx wrangler d1 migrations apply"],
    }];
  });
};

/** Either a table of TOML or a key of any form. */
const BINDING = /\[\[\s*(?:env\.[\w-]+\.)?d1_databases\s*\]\]|["']?d1_databases["']?\s*[:=]/;
