import { Argument, type Command, Option } from "npm:commander@15.1.0";
import { either } from "../../base/word_lists.ts";
import { presentFields } from "../../base/present_fields.ts";
import type { Result } from "../../base/result.ts";
import {
  defaultsOf,
  type Setting,
  type SettingTable,
  type ValuesOf,
} from "../../commands/setting.ts";
import { Misuse, misuse } from "../misuse.ts";

/** An option of the library that keeps its value under our name for it. */
export class SettingOption extends Option {
  constructor(readonly setting: Setting, readonly key: string, flags: string, help?: string) {
    super(flags, help);
    // The library would make `x: false` of `--no-x`; ours say themselves what they mean.
    this.negate = false;
  }

  override attributeName(): string {
    return this.key;
  }
}

/** An argument of the library, with our name for it. */
export class SettingArgument extends Argument {
  constructor(readonly setting: Setting, readonly key: string) {
    super(setting.flags!, setting.help);
  }
}

/** Adds those settings of a table that are arguments to a command. */
export function addArguments(command: Command, table: SettingTable): Command {
  for (const [key, setting] of Object.entries(table).filter(([, it]) => isArgument(it))) {
    const argument = new SettingArgument(setting, key);
    const { takes } = setting;
    if (takes.kind === "one-of") {
      argument.choices(takes.values)
        .argParser((text) => oneOf(setting.flags!, takes.values, text));
    }
    command.addArgument(argument);
  }
  return command;
}

/** Adds those settings of a table that are options to a command. */
export function addOptions(command: Command, table: SettingTable): Command {
  for (const [key, setting] of Object.entries(table)) {
    if (isArgument(setting)) continue;
    command.addOption(optionFor(setting, key));
    if (setting.off === undefined) continue;
    const { flags, help } = setting.off;
    command.addOption(new SettingOption(setting, key, flags, help).preset(false));
  }
  return command;
}

/** The values of a table that a command was called with, and the defaults of the others. */
export function valuesIn<Table extends SettingTable>(
  command: Command,
  table: Table,
): ValuesOf<Table> {
  const given = command.registeredArguments.map((argument, index) =>
    argument instanceof SettingArgument ? { [argument.key]: command.processedArgs[index] } : {}
  );
  const named = presentFields(Object.assign({}, ...given));
  return { ...defaultsOf(table), ...named, ...command.opts() } as ValuesOf<Table>;
}

/** The value of a setting with a fixed set of values, checked against them. */
export function oneOf<Value extends string>(
  what: string,
  values: readonly Value[],
  value: string,
): Value {
  const found = values.find((known) => known === value);
  if (found !== undefined) return found;
  const message = `Cannot use "${value}" for ${what}: it takes ${either(values)}`;
  throw new Misuse(misuse("unknown-value", { message, word: value, known: values }));
}

function isArgument({ flags = "" }: Setting): boolean {
  return /^[<[]/.test(flags);
}

function optionFor(setting: Setting, key: string): Option {
  const { takes, flags = "", help, isRequired } = setting;
  const option = new SettingOption(setting, key, flags, help);
  if (isRequired) option.makeOptionMandatory();
  // The library offers the choices as completions; the parser below checks them.
  if (takes.kind === "one-of") option.choices(takes.values);
  if (takes.kind === "formed") option.choices(takes.known);
  return takes.kind === "switch"
    ? option.preset(takes.means)
    : option.argParser((text, before) => parsed(setting, text, before));
}

/** The value of an option; `before` is that of the same one earlier on the line. */
function parsed({ takes, flags = "" }: Setting, text: string, before: unknown): unknown {
  if (takes.kind === "one-of" && !takes.isCheckedLater) {
    return oneOf(flags.split(" ")[0]!, takes.values, text);
  }
  checkPresent(flags, text);
  switch (takes.kind) {
    case "formed":
      return valueOf(takes.read(text, flags));
    case "texts":
      if (takes.read !== undefined) valueOf(takes.read(text));
      return [...(before as string[] | undefined ?? []), text];
    case "sources":
      return [...(before as string[] | undefined ?? []), text];
    default:
      return text;
  }
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Misuse(result.diagnostics[0]!);
  return result.value;
}

/** Checks that there is a value, not an empty one or an option in its place. */
function checkPresent(flags: string, text: string): void {
  if (text.trim() !== "" && !text.startsWith("--")) return;
  const found = text.startsWith("--") ? `there is the option ${text}` : "there is an empty text";
  const message = `Cannot read ${flags}: expected a value, but ${found}`;
  throw new Misuse(misuse("missing-value", { message, hint: `Write ${flags}` }));
}
