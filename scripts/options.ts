import { parseArgs } from "node:util";
import deno from "../deno.json" with { type: "json" };
import { either } from "../src/base/word_lists.ts";

/** An option of a script: its value if it is not given, and how to read it if it is. */
export interface Option<Value> {
  readonly help: string;
  /** What follows it, such as `n` or `folder`; absent if nothing does. */
  readonly takes?: string;
  readonly otherwise: Value;
  /** The value for what was given, once or more often. Throws `Misuse`. */
  readonly read: (texts: readonly string[], flag: string) => Value;
}

/** The options of a script, by name. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The values of options. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer Value> ? Value : never;
};

/** Thrown for arguments that a script does not take. The message is one line. */
export class Misuse extends Error {}

/** A script and what it does, if it is not a task. */
interface Script {
  readonly command: string;
  readonly does: string;
}

/**
 * The values of the options on the command line. Ends the process after `--help`, and after a line
 * that says what is wrong, with exit code 2. What a task does is in deno.json.
 */
export function readOptions<Table extends OptionTable>(
  script: keyof typeof deno.tasks | Script,
  table: Table,
): OptionValues<Table> {
  const { command, does } = typeof script === "string"
    ? { command: `deno task ${script}`, does: deno.tasks[script].description }
    : script;
  if (Deno.args.some((it) => it === "--help" || it === "-h")) {
    console.log([`${does}\n\n${command}`, ...helpFor(table)].join("\n"));
    Deno.exit(0);
  }
  try {
    return parseOptions(table, Deno.args);
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    console.error(`${error.message}; ${command} --help lists the options`);
    Deno.exit(2);
  }
}

/** The values of options in arguments. Throws `Misuse`. */
export function parseOptions<Table extends OptionTable>(
  table: Table,
  args: readonly string[],
): OptionValues<Table> {
  const given = textsIn(table, args);
  const values = Object.entries(table).map(([name, { otherwise, read }]) => {
    const texts = given.get(name);
    return [name, texts === undefined ? otherwise : read(texts, `--${name}`)] as const;
  });
  return Object.fromEntries(values) as OptionValues<Table>;
}

/** What was given for each option; an empty text for one that takes nothing. */
function textsIn(table: OptionTable, args: readonly string[]): ReadonlyMap<string, string[]> {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { takes }]) =>
      [name, { type: takes === undefined ? "boolean" : "string" }] as const
    ),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") throw new Misuse(`Cannot use "${token.value}"`);
    const option = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (option === undefined) throw new Misuse(`There is no ${token.rawName}`);
    if (option.takes === undefined && token.value !== undefined) {
      throw new Misuse(`${token.rawName} takes no value`);
    }
    if (option.takes !== undefined && token.value === undefined) {
      throw new Misuse(`${token.rawName} takes a value`);
    }
    given.set(token.name, [...given.get(token.name) ?? [], token.value ?? ""]);
  }
  return given;
}

/** A line about each option. */
export function helpFor(table: OptionTable): string[] {
  const lines = Object.entries(table).map(([name, { takes, help, otherwise }]) => {
    const words = Array.isArray(otherwise) ? otherwise.join(",") : `${otherwise ?? ""}`;
    const isShown = takes !== undefined && words !== "";
    return [
      takes === undefined ? `--${name}` : `--${name} <${takes}>`,
      isShown ? `${help} (default: ${words})` : help,
    ] as const;
  });
  const width = Math.max(...lines.map(([flag]) => flag.length));
  return lines.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`);
}

/** An option that is true if it is given. */
export function flag(help: string): Option<boolean> {
  return { help, otherwise: false, read: () => true };
}

/** An option that takes any text. */
export function text<Otherwise extends string | undefined>(
  takes: string,
  help: string,
  otherwise: Otherwise,
): Option<string | Otherwise> {
  return { takes, help, otherwise, read: (texts) => texts.at(-1)! };
}

/** An option that takes a whole number above zero. */
export function number<Otherwise extends number | undefined>(
  help: string,
  otherwise: Otherwise,
): Option<number | Otherwise> {
  return { takes: "n", help, otherwise, read: (texts, flag) => numberIn(texts.at(-1)!, flag) };
}

/** An option that takes numbers with commas between them. */
export function numbers(help: string, otherwise: readonly number[]): Option<readonly number[]> {
  return {
    takes: "n,n",
    help,
    otherwise,
    read: (texts, flag) => texts.join().split(",").map((it) => numberIn(it, flag)),
  };
}

/** An option that takes one of these values; of several, the last counts. */
export function oneOf<const Value extends string, Otherwise extends Value | undefined>(
  values: readonly Value[],
  help: string,
  otherwise: Otherwise,
): Option<Value | Otherwise> {
  const read = (texts: readonly string[], flag: string) => valueIn(values, texts.at(-1)!, flag);
  return { takes: values.join("|"), help, otherwise, read };
}

/** An option that takes some of these values, with commas between them. */
export function someOf<Value extends string>(
  values: readonly Value[],
  { takes, help, otherwise }: {
    readonly takes: string;
    readonly help: string;
    readonly otherwise: readonly Value[];
  },
): Option<readonly Value[]> {
  const read = (texts: readonly string[], flag: string) =>
    texts.join().split(",").map((it) => valueIn(values, it, flag));
  return { takes, help, otherwise, read };
}

function numberIn(text: string, flag: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Misuse(`Cannot use "${text}" for ${flag}: it is not a whole number above 0`);
}

function valueIn<Value extends string>(
  values: readonly Value[],
  text: string,
  flag: string,
): Value {
  const value = values.find((it) => it === text);
  if (value !== undefined) return value;
  throw new Misuse(`Cannot use "${text}" for ${flag}: it takes ${either(values)}`);
}
