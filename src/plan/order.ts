import { foreignKeysOf, type Table } from "../schema/snapshot.ts";
import { fold } from "../sql/names.ts";

/** Tables that point at each other, as few and as large groups as it takes; most hold one table. */
export type Component = readonly Table[];

/**
 * The tables with parents before the children that point at them, tables of one circle together.
 * The order given decides where nothing else does. Parents that are not among the tables are
 * passed over.
 */
export function parentsFirst(tables: readonly Table[]): Component[] {
  const byName = new Map(tables.map((table) => [fold(table.name), table]));
  const parents = (table: Table) =>
    foreignKeysOf(table).flatMap((key) => byName.get(fold(key.references.table)) ?? []);
  return components(tables, parents);
}

/** Whether the tables of a component point at each other, rather than one at most at itself. */
export function isCircle(component: Component): boolean {
  return component.length > 1;
}

/** Whether the table points at itself with RESTRICT, which refuses even to empty it. */
export function restrictsItself(table: Table): boolean {
  return foreignKeysOf(table).some((key) =>
    fold(key.references.table) === fold(table.name) && key.onDelete === "restrict"
  );
}

/**
 * Strongly connected components, needed ones before those that need them: Tarjan's algorithm.
 * https://en.wikipedia.org/wiki/Tarjan%27s_strongly_connected_components_algorithm
 */
export function components<Node>(
  nodes: readonly Node[],
  needs: (node: Node) => readonly Node[],
): Node[][] {
  const found: Node[][] = [];
  const stack: Node[] = [];
  const indexes = new Map<Node, number>();
  const lows = new Map<Node, number>();
  const visit = (node: Node) => {
    indexes.set(node, indexes.size);
    lows.set(node, indexes.get(node)!);
    stack.push(node);
    for (const next of needs(node)) {
      if (!indexes.has(next)) visit(next);
      if (stack.includes(next)) lows.set(node, Math.min(lows.get(node)!, lows.get(next)!));
    }
    if (lows.get(node) !== indexes.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    found.push(nodes.filter((it) => component.includes(it)));
  };
  for (const node of nodes) if (!indexes.has(node)) visit(node);
  return found;
}
