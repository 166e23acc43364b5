import { type Effects, effectsOf } from "./effects.ts";
import type { WorkStep } from "./step.ts";

/**
 * The steps in an order in which each has what it needs: after the steps that make it true, and before
 * those that take it away. If several may come next, it is the one with the smallest turn, then the one
 * that was given first. Throws if there is no such order.
 */
export function arrange(steps: readonly WorkStep[]): WorkStep[] {
  const nodes = steps.map((step) => ({ step, effects: effectsOf(step) }));
  const before = predecessors(nodes);
  const waiting = nodes.toSorted((left, right) => compare(left.effects, right.effects));
  const done = new Set<Node>();
  while (waiting.length > 0) {
    const place = waiting.findIndex((node) => before.get(node)!.every((it) => done.has(it)));
    if (place < 0) {
      throw new Error(`No order for ${waiting.map(({ step }) => step.kind).join(", ")}`);
    }
    done.add(waiting.splice(place, 1)[0]!);
  }
  return [...done].map(({ step }) => step);
}

interface Node {
  readonly step: WorkStep;
  readonly effects: Effects;
}

/** The steps that must come before each. */
function predecessors(nodes: readonly Node[]): Map<Node, Node[]> {
  const [makers, needers] = (["makes", "needs"] as const).map((side) => {
    const byFact = new Map<string, Node[]>();
    for (const node of nodes) {
      for (const fact of node.effects[side]) {
        const known = byFact.get(fact);
        if (known === undefined) byFact.set(fact, [node]);
        else known.push(node);
      }
    }
    return byFact;
  });
  return new Map(nodes.map((node) => {
    const { needs, takes = [] } = node.effects;
    const earlier = new Set([
      ...needs.flatMap((fact) => makers!.get(fact) ?? []),
      ...takes.flatMap((fact) => [...makers!.get(fact) ?? [], ...needers!.get(fact) ?? []]),
    ]);
    earlier.delete(node);
    return [node, [...earlier]];
  }));
}

function compare(left: Effects, right: Effects): number {
  const place = left.turn.findIndex((value, index) => value !== right.turn[index]);
  return place < 0 ? 0 : left.turn[place]! - right.turn[place]!;
}
