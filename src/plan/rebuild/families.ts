import { findByName, foreignKeysOf, type Table } from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import type { Member } from "./rebuilt_table.ts";
import type { PlanRequest } from "../request.ts";
import type { Survey } from "../survey.ts";

/** Tables that must be made anew or dropped together. */
export type Family = Pick<Survey, "members" | "dropped">;

/**
 * The tables that are made anew or dropped, in as many groups as can be done one after the other:
 * tables stay together where rows of one point at the other, before or after, or where one takes a
 * name or an index's name from the other. In the order they came in.
 */
export function familiesOf(work: PlanRequest & Survey): Family[] {
  const nodes: Node[] = [
    ...work.members.map((member): Node => ({ name: fold(member.after.name), member })),
    ...work.dropped.map((table): Node => ({ name: fold(table.name), dropped: table })),
    ...work.createdBefore.map((table): Node => ({ name: fold(table.name), created: table })),
  ];
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const families = new Map(nodes.map((node) => [node, [node]]));
  const join = (left: Node | undefined, right: Node | undefined) => {
    const [one, other] = [left && families.get(left), right && families.get(right)];
    if (one === undefined || other === undefined || one === other) return;
    one.push(...other);
    for (const node of other) families.set(node, one);
  };
  for (const node of nodes) {
    for (const name of namesNear(node, work)) join(node, byName.get(fold(name)));
  }
  return [...new Set(families.values())].map((family) => ({
    members: work.members.filter((member) => family.some((node) => node.member === member)),
    dropped: work.dropped.filter((table) => family.some((node) => node.dropped === table)),
  })).filter(({ members, dropped }) => members.length + dropped.length > 0);
}

interface Node {
  readonly name: string;
  readonly member?: Member;
  readonly dropped?: Table;
  readonly created?: Table;
}

/** The tables that the table points at, that bear its name, or that have its indexes' names. */
function namesNear(node: Node, { renamed, desired }: PlanRequest): string[] {
  const { member, dropped, created } = node;
  const states = [member?.before, member?.after, dropped, created].filter((it) => it !== undefined);
  const indexes = desired.indexes.filter((index) => sameName(index.table, node.name));
  return [
    ...states.flatMap(foreignKeysOf).map((key) => key.references.table),
    ...(member === undefined ? [] : [member.name]),
    ...indexes.flatMap((index) => findByName(renamed.indexes, index.name)?.table ?? []),
  ];
}
