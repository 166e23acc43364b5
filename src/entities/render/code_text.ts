/** A string literal. */
export function stringText(text: string): string {
  return JSON.stringify(text);
}

/** SQL as an `sql` template. */
export function sqlTemplate(sql: string): string {
  const escaped = sql
    .replaceAll("\\", "\\\\")
    .replaceAll("`", "\\`")
    .replaceAll("${", "\\${")
    // Templates normalize line breaks.
    .replaceAll("\r", "\\r");
  return `sql\`${escaped}\``;
}

/** The options as an object literal; `""` if there are none. */
export function optionsText(options: Readonly<Record<string, string | false | undefined>>): string {
  const entries = Object.entries(options).filter(([, value]) =>
    value !== undefined && value !== false
  );
  return entries.length === 0
    ? ""
    : `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(", ")} }`;
}
