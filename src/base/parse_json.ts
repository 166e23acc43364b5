/** What a JSON text says, or undefined when it is not JSON. A byte order mark before it says nothing. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    // JSON can be tried but not asked: this is the one way to learn that a text is none.
    return undefined;
  }
}
