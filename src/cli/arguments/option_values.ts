import { Option } from "npm:commander@15.1.0";
import type { Result } from "../../base/result.ts";
import { either, Misuse, misuse } from "../misuse.ts";

/** An option with one value. */
export function value(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => present(flags, text));
}

/** An option that may be given several times, with values in a syntax of its own. */
export function values(
  flags: string,
  description: string,
  read?: (text: string) => Result<unknown>,
): Option {
  return new Option(flags, description).argParser((text, before: string[] = []) => {
    const result = read?.(present(flags, text));
    if (result?.ok === false) throw new Misuse(result.diagnostics[0]!);
    return [...before, present(flags, text)];
  });
}

/** An option with a fixed set of values; the library uses them for completions. */
export function choice(flags: string, description: string, known: readonly string[]): Option {
  return new Option(flags, description).choices(known)
    .argParser((text) => oneOf(flags.split(" ")[0]!, known, text));
}

/** An option whose value has a syntax of its own; the library uses the known ones for completions. */
export function formed(
  flags: string,
  description: string,
  { known, read }: { known: readonly string[]; read: (text: string) => Result<unknown> },
): Option {
  return new Option(flags, description).choices(known).argParser((text) => {
    const result = read(present(flags, text));
    if (!result.ok) throw new Misuse(result.diagnostics[0]!);
    return text;
  });
}

/** Like `choice`, if the accepted values depend on the rest of the line. */
export function laterChoice(flags: string, description: string, known: readonly string[]): Option {
  return new Option(flags, description).choices(known).argParser((text) => present(flags, text));
}

/** The value of an option with a fixed set of values, checked against them. */
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

/** The value, unless it is empty or an option in its place. */
function present(flags: string, text: string): string {
  if (text.trim() !== "" && !text.startsWith("--")) return text;
  const found = text.startsWith("--") ? `there is the option ${text}` : "there is an empty text";
  const message = `Cannot read ${flags}: expected a value, but ${found}`;
  throw new Misuse(misuse("missing-value", { message, hint: `Write ${flags}` }));
}
