/** A text as it is in a program. */
export function stringText(text: string): string {
  return JSON.stringify(text);
}

/** SQL as an `sql` template. */
export function sqlTemplate(sql: string): string {
  const escaped = sql
    .replaceAll("\\", "\\\\")
    .replaceAll("`", "\\`")
    .replaceAll("${", "\\${")
    // A template takes every line break for the same.
    .replaceAll("\r", "\\r");
  return `sql\`${escaped}\``;
}

/** The options that are there, as an object, or `""` for none. */
export function optionsText(options: Readonly<Record<string, string | false | undefined>>): string {
  const entries = Object.entries(options).filter(([, value]) =>
    value !== undefined && value !== false
  );
  return entries.length === 0
    ? ""
    : `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(", ")} }`;
}
