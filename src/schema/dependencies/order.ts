import { append } from "../../base/append.ts";
import { foreignKeysOf, type Table } from "../snapshot.ts";
import { fold } from "../../sql/names.ts";

/** Tables that reference each other, as a strongly connected component; most contain one table. */
export type Component = readonly Table[];

/**
 * The tables with parents before their children, and the tables of a cycle together. Ties keep the
 * given order. Parents that are not among the tables are ignored.
 */
export function parentsFirst(tables: readonly Table[]): Component[] {
  const byName = new Map(tables.map((table) => [fold(table.name), table]));
  const parents = (table: Table) =>
    foreignKeysOf(table).flatMap((key) => byName.get(fold(key.references.table)) ?? []);
  return components(tables, parents);
}

/**
 * Whether the component has several tables that reference each other, not one table at most
 * referencing itself.
 */
export function isCircle(component: Component): boolean {
  return component.length > 1;
}

/**
 * Strongly connected components, dependencies before dependents: Tarjan's algorithm.
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

/** The nodes in weakly connected groups: an edge in either direction joins two nodes. */
export function groups<Node>(
  nodes: readonly Node[],
  leadsTo: (node: Node) => readonly Node[],
): Node[][] {
  const groupOf = new Map(nodes.map((node) => [node, [node]]));
  for (const node of nodes) {
    for (const next of leadsTo(node)) {
      const [own, other] = [groupOf.get(node)!, groupOf.get(next)!];
      if (own === other) continue;
      append(own, other);
      for (const moved of other) groupOf.set(moved, own);
    }
  }
  return [...new Set(groupOf.values())];
}
