/** The value of a JSON text, or undefined if it is not JSON. A leading byte order mark is ignored. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    // Parsing is the only way to find out whether a text is JSON.
    return undefined;
  }
}
