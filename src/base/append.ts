/**
 * Appends all items to a list, however many there are: `list.push(...items)` passes each as an
 * argument, and a call takes only so many, about 100,000 in a thread of Deno.
 */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}
