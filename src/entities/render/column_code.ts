import { match, P } from "../../base/match.ts";
import { affinityOf } from "../../schema/constraints/affinity.ts";
import type { ConflictAction, ForeignKeyAction } from "../../schema/snapshot.ts";
import { quoteString, VALUE_WORDS } from "../../sql/names.ts";
import { canBeName, isWord, significant, tokenize, unquote } from "../../sql/tokens.ts";
import { casedName, type NamingOptions } from "../casing.ts";
import type { ColumnDefinition, ReferenceDefinition } from "../definition.ts";
import { optionsText, sqlTemplate, stringText } from "./code_text.ts";

/** The code of a column: `text().notNull().unique()`. */
export function columnCode(
  column: ColumnDefinition,
  { naming, reference }: {
    readonly naming: NamingOptions;
    /** The arguments of `references`. */
    readonly reference: (reference: ReferenceDefinition) => string;
  },
): string {
  const { uniques, default: value, collation, generated, checks, references } = column;
  const { code, hasKey, defaultCall } = start(column);
  return [
    code,
    casedName(column.key, naming.casing) !== column.name && call("name", stringText(column.name)),
    !hasKey && primaryKeyCode(column),
    notNullCode(column),
    ...uniques.map(({ name, conflict }) =>
      call("unique", optionsText({ ...named(name), ...onConflict(conflict) }))
    ),
    defaultCall ??
      (value !== undefined && call("default", defaultCode(value, storageOf(column)))),
    collation !== undefined && call("collate", stringText(collation)),
    generated && call("generatedAs", [
      sqlTemplate(generated.expression),
      optionsText({ stored: generated.stored && "true" }),
    ]),
    ...checks.map(({ name, expression }) =>
      call("check", [sqlTemplate(expression), optionsText(named(name))])
    ),
    ...references.map((it) => call("references", reference(it))),
  ].filter((part) => part !== false && part !== undefined).join("");
}

/** The options of a foreign key; `""` if there are none. */
export function referenceOptions(reference: ReferenceDefinition): string {
  const action = (it: ForeignKeyAction) => it !== "no action" && stringText(it);
  return optionsText({
    onDelete: action(reference.onDelete),
    onUpdate: action(reference.onUpdate),
    deferred: reference.deferred && "true",
    ...named(reference.name),
  });
}

/** The kinds of values that the TypeScript types distinguish. */
export type Storage = "text" | "number" | "bytes" | "any";

/** The type of a column's values, which that of a reference must match. */
export function storageOf({ type }: ColumnDefinition): Storage {
  if (type === "BLOB" || VECTOR.test(type)) return "bytes";
  if (type === "NUMERIC") return "number";
  const value = valueType(type);
  return value === "string" ? "text" : value === "number" ? "number" : "any";
}

interface Start {
  readonly code: string;
  /** Whether the function includes the primary key. */
  readonly hasKey: boolean;
  /** The call for the default, if it is not `default`. */
  readonly defaultCall?: string;
}

/** The function for the column, and what it includes besides the type. */
function start(column: ColumnDefinition): Start {
  const { type, primaryKey, default: value } = column;
  const isId = type === "INTEGER" && primaryKey !== undefined && !primaryKey.descending &&
    primaryKey.conflict === "abort" && primaryKey.name === undefined;
  if (isId) {
    const options = optionsText({ autoincrement: primaryKey.autoincrement && "true" });
    return { code: `id(${options})`, hasKey: true };
  }
  const words = significant(tokenize(value ?? "")).map(({ text }) => text.toLowerCase()).join(" ");
  if (type === "TEXT" && words === "current_timestamp") return now("");
  if (type === "INTEGER" && words === "( unixepoch ( ) )") return now('"seconds"');
  return { code: typeCode(type), hasKey: false };
}

function now(form: string): Start {
  return { code: `timestamp(${form})`, hasKey: false, defaultCall: ".defaultNow()" };
}

function typeCode(type: string): string {
  const plain = TYPES.get(type);
  if (plain !== undefined) return `${plain}()`;
  const [, element, dimensions] = VECTOR.exec(type) ?? [];
  if (element !== undefined) {
    const name = VECTOR_ELEMENTS.get(element)!;
    return name === "float32" ? `vector(${dimensions})` : `vector(${dimensions}, "${name}")`;
  }
  const value = valueType(type);
  return `column${value === "" ? "" : `<${value}>`}(${stringText(type)})`;
}

const TYPES = new Map([
  ["INTEGER", "integer"],
  ["TEXT", "text"],
  ["REAL", "real"],
  ["BLOB", "blob"],
  ["NUMERIC", "numeric"],
  ["ANY", "any"],
]);

const VECTOR = /^(F64|F32|F16|FB16|F8|F1BIT)_BLOB\((\d+)\)$/;

const VECTOR_ELEMENTS = new Map([
  ["F64", "float64"],
  ["F32", "float32"],
  ["F16", "float16"],
  ["FB16", "bfloat16"],
  ["F8", "float8"],
  ["F1BIT", "float1bit"],
]);

/** The usual values of a column with the declared type. */
function valueType(type: string): "number" | "string" | "" {
  return match(affinityOf(type))
    .returnType<"number" | "string" | "">()
    .with(P.union("integer", "real"), () => "number")
    .with("text", () => "string")
    .with(P.union("blob", "numeric"), () => "")
    .exhaustive();
}

/** Whether the builder makes it NOT NULL: a primary key that is not the rowid. */
function impliesNotNull({ type, primaryKey }: ColumnDefinition): boolean {
  return primaryKey !== undefined && (type !== "INTEGER" || primaryKey.descending);
}

function primaryKeyCode(column: ColumnDefinition): string | false {
  const { primaryKey, notNull } = column;
  return primaryKey !== undefined && call(
    "primaryKey",
    optionsText({
      ...named(primaryKey.name),
      ...onConflict(primaryKey.conflict),
      autoincrement: primaryKey.autoincrement && "true",
      descending: primaryKey.descending && "true",
      nullable: impliesNotNull(column) && notNull === undefined && "true",
    }),
  );
}

function notNullCode(column: ColumnDefinition): string | false {
  const { notNull } = column;
  if (notNull === undefined) return false;
  if (impliesNotNull(column) && notNull.conflict === "abort") return false;
  return call("notNull", optionsText(onConflict(notNull.conflict)));
}

/** A literal if it is clearly one that the types accept, otherwise an `sql` template. */
function defaultCode(text: string, storage: Storage): string {
  const [token, ...others] = significant(tokenize(text));
  if (/^null$/i.test(text)) return "null";
  // A bare or double-quoted word is a string there. https://www.sqlite.org/quirks.html#dblquote
  const isString = others.length === 0 && canBeName(token) && !isWord(token, ...VALUE_WORDS);
  if (isString && (storage === "text" || storage === "any")) return stringText(unquote(token));
  if (isString) return sqlTemplate(quoteString(unquote(token)));
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(text) && String(Number(text)) === text;
  return isNumber && (storage === "number" || storage === "any") ? text : sqlTemplate(text);
}

function named(name: string | undefined): { name: string | undefined } {
  return { name: name === undefined ? undefined : stringText(name) };
}

function onConflict(conflict: ConflictAction): { onConflict: string | false } {
  return { onConflict: conflict !== "abort" && stringText(conflict) };
}

function call(method: string, given: string | readonly string[]): string {
  const list = typeof given === "string" ? [given] : given;
  return `.${method}(${list.filter((it) => it !== "").join(", ")})`;
}
