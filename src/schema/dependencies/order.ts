import { foreignKeysOf, type Table } from "../snapshot.ts";
import { fold } from "../../sql/names.ts";

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
  const open = new Set<Node>();
  const order = new Map(nodes.map((node, index) => [node, index]));
  const indexes = new Map<Node, number>();
  const lows = new Map<Node, number>();
  const enter = (node: Node) => {
    indexes.set(node, indexes.size);
    lows.set(node, indexes.get(node)!);
    stack.push(node);
    open.add(node);
    return { node, next: needs(node).values() };
  };
  const leave = (node: Node) => {
    if (lows.get(node) !== indexes.get(node)) return;
    const component = stack.splice(stack.lastIndexOf(node));
    component.forEach((it) => open.delete(it));
    found.push(component.sort((left, right) => order.get(left)! - order.get(right)!));
  };
  for (const start of nodes) {
    // Chains of tables can be longer than the call stack.
    const path = indexes.has(start) ? [] : [enter(start)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const { node, next } = visit;
      const { value, done } = next.next();
      if (done) {
        path.pop();
        leave(node);
        const parent = path.at(-1)?.node;
        if (parent !== undefined) {
          lows.set(parent, Math.min(lows.get(parent)!, lows.get(node)!));
        }
      } else if (!indexes.has(value)) path.push(enter(value));
      else if (open.has(value)) lows.set(node, Math.min(lows.get(node)!, indexes.get(value)!));
    }
  }
  return found;
}

/** The nodes in groups: two stay together where one leads to the other, directly or not. */
export function groups<Node>(
  nodes: readonly Node[],
  leadsTo: (node: Node) => readonly Node[],
): Node[][] {
  const groupOf = new Map(nodes.map((node) => [node, [node]]));
  for (const node of nodes) {
    for (const next of leadsTo(node)) {
      const [own, other] = [groupOf.get(node)!, groupOf.get(next)!];
      if (own === other) continue;
      own.push(...other);
      for (const moved of other) groupOf.set(moved, own);
    }
  }
  return [...new Set(groupOf.values())];
}
