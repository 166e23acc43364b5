import type { Random } from "../bench/random.ts";

/** The kind of values that a column is meant for. */
export type Kind = "integer" | "real" | "text" | "blob" | "numeric";

const TYPES: Record<Kind, readonly string[]> = {
  integer: [
    "INTEGER",
    "INTEGER",
    "INTEGER",
    "INT",
    "BIGINT",
    "UNSIGNED BIG INT",
    "tinyint",
    "INT8",
    "POINT",
  ],
  real: ["REAL", "REAL", "DOUBLE", "double precision", "FLOAT"],
  text: [
    "TEXT",
    "TEXT",
    "TEXT",
    "VARCHAR(20)",
    "character varying ( 255 )",
    "CLOB",
    "NATIVE CHARACTER(-5)",
  ],
  blob: ["BLOB", ""],
  numeric: [
    "NUMERIC",
    "DECIMAL(10, 2)",
    "BOOLEAN",
    "DATE",
    "datetime",
    '"odd type"',
    "JSON",
    "ANY",
    "STRING",
    "DECIMAL(+10, -2)",
  ],
};

const STRICT_TYPES: Record<Kind, readonly string[]> = {
  integer: ["INTEGER", "INT"],
  real: ["REAL"],
  text: ["TEXT"],
  blob: ["BLOB"],
  numeric: ["ANY"],
};

const KINDS: readonly Kind[] = ["integer", "integer", "text", "text", "real", "blob", "numeric"];

/** A declared type; for a STRICT table, one of the few that it accepts. */
export function randomType(random: Random, options: { strict: boolean; kind?: Kind }): string {
  const kind = options.kind ?? random.pick(KINDS);
  return random.pick((options.strict ? STRICT_TYPES : TYPES)[kind]);
}

/** The kind of a declared type. https://www.sqlite.org/datatype3.html#affname */
export function kindOf(type: string): Kind {
  if (/INT/i.test(type)) return "integer";
  if (/CHAR|CLOB|TEXT/i.test(type)) return "text";
  if (/BLOB/i.test(type) || type === "") return "blob";
  if (/REAL|FLOA|DOUB/i.test(type)) return "real";
  return "numeric";
}

/** The most similar type that a STRICT table accepts. */
export function strictType(type: string): string {
  if (/^(INT|INTEGER|REAL|TEXT|BLOB|ANY)$/i.test(type)) return type;
  return STRICT_TYPES[kindOf(type)][0]!;
}
