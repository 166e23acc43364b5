import type { Random } from "../bench/random.ts";

const PLAIN_TABLES =
  ("users posts tags comments orders items invoices events sessions teams roles " +
    "files notes carts prices visits").split(" ");

const ODD_TABLES = [
  "order",
  "group",
  "Select",
  "Mixed Case",
  "it's",
  'say "hi"',
  "a.b",
  "semi;colon",
  "back`tick",
  "[x",
  "größe",
  "表",
  "Ünï",
  "2fast",
  "-- no comment",
  "/* none */",
  "colon:here",
  "eq=ual",
  "UPPER",
  "camelCase",
  "under_score_",
  "view",
  "plan",
  "values",
  "tag\nline",
  "percent%",
  "__penumbra_new_users",
  "__penumbra_old_users",
  "__penumbra_gate",
  "üNÏ",
  "ſs",
  "main",
  "temp",
  "rowid",
  "old",
  "key",
];

const PLAIN_COLUMNS =
  ("name title body email status kind amount price total count note label rank " +
    "created_at updated_at flag data payload size weight").split(" ");

const ODD_COLUMNS = [
  "order",
  "from",
  "index",
  "check",
  "default",
  "Mixed Name",
  "it's",
  'q"uote',
  "a.b",
  "se;mi",
  "ti`ck",
  "[y",
  "größe",
  "列",
  "camelCase",
  "LOUD",
  "1st",
  "-- dash",
  "/*c*/",
  "co:lon",
  "generated",
  "key",
  "references",
  "collate",
  "true",
  "null",
  "constraint",
  "a,b",
  "(p)",
  "oid",
  "value",
  "unique",
  "abort",
  "row\nbreak",
  "rowid",
  "_rowid_",
  "new",
  "old",
  "GRÖßE",
  "GENERATED",
  "always",
  "strict",
  "without",
  "autoincrement",
  "deferrable",
  "current_time",
  "false",
  "__penumbra_key",
  "arrived",
];

/** A name that is not among the folded ones, usually a plain one. */
export function freshName(
  random: Random,
  options: { kind: "object" | "column"; taken: ReadonlySet<string>; odd?: number },
): string {
  const isOdd = random.chance(options.odd ?? 0.25);
  const pool = options.kind === "object"
    ? (isOdd ? ODD_TABLES : PLAIN_TABLES)
    : (isOdd ? ODD_COLUMNS : PLAIN_COLUMNS);
  const wish = random.pick(pool);
  let name = wish;
  for (let number = 2; options.taken.has(foldName(name)); number++) name = `${wish}_${number}`;
  return name;
}

/** The name as SQLite compares it, independent of the product. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The same name with one letter in another case; undefined if it has no letters. */
export function otherCase(random: Random, name: string): string | undefined {
  const places = [...name].flatMap((letter, index) => /[A-Za-z]/.test(letter) ? [index] : []);
  if (places.length === 0) return undefined;
  const place = random.pick(places);
  return [...name].map((letter, index) => {
    if (index !== place) return letter;
    return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  }).join("");
}
