import type { Finding, Recognise } from "./finding.ts";
import { compareText } from "../../../base/compare_text.ts";

/**
 * The values of Flyway's placeholders, from its own configuration or that of Spring, Quarkus or
 * Micronaut. If a value is a property of the application, its default is used.
 * https://documentation.red-gate.com/fd/placeholders-namespace-277579040.html
 */
export const flyway: Recognise = ({ texts }) =>
  [...texts].filter(([path]) => SETTINGS_FILE.test(path)).toSorted(byGenerality)
    .flatMap(([path, text]): Finding[] => {
      const valueOf = /\.(?:ya?ml|toml)$/.test(path) ? scalarIn : (value: string) => value;
      const values = settingsIn(text, valueOf).flatMap(([key, value]) => {
        const [, name] = PLACEHOLDER_KEY.exec(key) ?? [];
        const plain = name === undefined ? undefined : withDefaults(value);
        return name === undefined || plain === undefined ? [] : [[name, plain] as const];
      });
      if (values.length === 0) return [];
      return [{
        found: `${path}, with values for the placeholders of Flyway`,
        placeholders: Object.fromEntries(values),
      }];
    });

const SETTINGS_FILE = /(?:^|\/)(?:flyway\.(?:conf|toml)|application[\w-]*\.(?:ya?ml|properties))$/;

const PLACEHOLDER_KEY = /(?:^|\.)flyway(?:\.[\w-]+)*\.placeholders\.(.+)$/;

/** Sorts files for all profiles before those for one: `application.yml`, `application-dev.yml`. */
function byGenerality([left]: readonly [string, string], [right]: readonly [string, string]) {
  return left.length - right.length || compareText(left, right);
}

/**
 * The settings of a file by full key, nested by tables, dots or indentation, each on one line. YAML,
 * TOML and properties agree on as much, and a value of another form is left to the person.
 */
function settingsIn(
  text: string,
  valueOf: (text: string) => string,
): (readonly [key: string, value: string])[] {
  const above: { readonly indent: number; readonly key: string }[] = [];
  let table = "";
  return text.split(/\r?\n/).flatMap((line): (readonly [string, string])[] => {
    const [, name] = /^\s*\[+([^\]]+)\]+\s*$/.exec(line) ?? [];
    if (name !== undefined) table = `${name.trim()}.`;
    const [, blank = "", key, rest = ""] =
      /^([ \t]*)["']?([\w.-]+)["']?[ \t]*[:=][ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (key === undefined) return [];
    const value = valueOf(rest);
    while ((above.at(-1)?.indent ?? -1) >= blank.length) above.pop();
    const whole = `${table}${above.map((it) => `${it.key}.`).join("")}${key}`;
    if (value === "") above.push({ indent: blank.length, key });
    return value === "" ? [] : [[whole, value]];
  });
}

/** The scalar at the start of a text in YAML or TOML; `""` if it is below, or there is none. */
function scalarIn(text: string): string {
  const [, , quoted] = /^(["'])(.*?)\1[ \t]*(?:#.*)?$/.exec(text) ?? [];
  return quoted ?? text.replace(/(?:^|[ \t]+)#.*/, "").replace(/^[|>][-+\d]*$/, "");
}

/** The value with the defaults of its properties; undefined if one has none. */
function withDefaults(value: string): string | undefined {
  // A build that processes such files needs the dollar sign escaped.
  const plain = value.replace(/\\?\$\{[^{}:]*:([^{}]*)\}/g, "$1");
  return /\$\{/.test(plain) ? undefined : plain;
}
