/** A number of things: `1 row`, `2 rows`. The noun is one that takes an s. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
