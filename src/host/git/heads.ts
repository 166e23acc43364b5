import { sha256 } from "../../base/hash.ts";
import { factsOf } from "../files/file_facts.ts";
import { mayRead } from "../files/file_system.ts";
import { readTextFile } from "../files/read_files.ts";
import { gitFoldersOf } from "./work_tree.ts";

/**
 * A hash of where the branches are that `filesOnMain` asks git about, read from git's files, which
 * takes a tenth of the time of one call: while it is the same, so are git's answers about the main
 * branch. Ordinary commits on another branch do not change it, since they do not change where that
 * left the main branch. Empty outside a repository; different every time if the files cannot be read.
 * https://git-scm.com/docs/gitrepository-layout
 */
export async function headsOf(folder: string, base: string | undefined): Promise<string> {
  const folders = await gitFoldersOf(folder);
  if (folders === undefined) return "";
  const { own, common } = folders;
  const head = await textOf(`${own}/HEAD`);
  // Without it, git takes a folder for no repository.
  if (head === "") return mayRead(`${own}/HEAD`) ? "" : crypto.randomUUID();
  const config = await textOf(`${common}/config`);
  const branch = symbolic(head);
  const usual = USUAL_BRANCHES.map(([kind, name]) => `refs/${kind}/${name}`);
  const refs = [
    ...(branch === undefined ? [] : [branch, ...upstreamIn(config, branch)]),
    ...usual,
    ...(base === undefined ? [] : PLACES.map((place) => place + base)),
  ];
  const [packed, ...others] = await Promise.all([
    textOf(`${common}/packed-refs`),
    textOf(`${own}/MERGE_HEAD`),
    ...[own, common].map((it) => textOf(`${it}/reftable/tables.list`)),
    ...(base === undefined ? [] : [textOf(`${own}/${base}`)]),
  ]);
  const placeOf = async (ref: string) => {
    const text = await textOf(`${common}/${ref}`);
    const target = symbolic(text);
    return target === undefined ? text : text + await textOf(`${common}/${target}`);
  };
  const places = new Map(
    await Promise.all(refs.map(async (ref) => [ref, await placeOf(ref)] as const)),
  );
  const exists = (ref: string) => places.get(ref) !== "" || packed!.includes(` ${ref}\n`);
  const isBesideMain = base === undefined && usual.find(exists) !== branch;
  if (branch !== undefined && isBesideMain) {
    places.set(branch, await startOf(places.get(branch)!.trim(), own));
  }
  return await sha256(JSON.stringify([mayRunGit(), head, config, packed, others, [...places]]));
}

/**
 * The commit from which a work tree's branch came to its tip by ordinary commits alone, according to
 * git's log of it; the tip itself without a log. https://git-scm.com/docs/git-reflog
 */
async function startOf(tip: string, own: string): Promise<string> {
  const log = await textOf(`${own}/logs/HEAD`);
  let start = tip;
  for (const line of log.trimEnd().split("\n").reverse()) {
    const [, before, after] = /^([0-9a-f]+) ([0-9a-f]+) [^\t]*\tcommit: /.exec(line) ?? [];
    if (before === undefined || after !== start) break;
    start = before;
  }
  return start;
}

/** Whether git can be run without a permission prompt. */
export function mayRunGit(): boolean {
  if (!("Deno" in globalThis)) return true;
  return Deno.permissions.querySync({ name: "run", command: "git" }).state === "granted";
}

/** What a main branch is usually called, and where git keeps it. */
export const USUAL_BRANCHES = [
  ["remotes", "origin/HEAD"],
  ["remotes", "origin/main"],
  ["remotes", "origin/master"],
  ["heads", "main"],
  ["heads", "master"],
] as const;

/** Where git looks for a name. https://git-scm.com/docs/gitrevisions */
const PLACES = ["refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];

/** The ref that a symbolic one leads to. */
function symbolic(text: string): string | undefined {
  return /^ref: (.+)$/m.exec(text)?.[1];
}

/** The ref that a branch follows. */
function upstreamIn(config: string, branch: string): string[] {
  const name = branch.replace(/^refs\/heads\//, "");
  const section = config.split(/^(?=\[)/m).find((it) => it.startsWith(`[branch "${name}"]`)) ?? "";
  const remote = /^\s*remote\s*=\s*(.*)$/m.exec(section)?.[1];
  const merge = /^\s*merge\s*=\s*(.*)$/m.exec(section)?.[1];
  if (remote === undefined || merge === undefined) return [];
  return [remote === "." ? merge : merge.replace(/^refs\/heads\//, `refs/remotes/${remote}/`)];
}

/** The text of a file; empty if there is none, and different every time if it cannot be read. */
async function textOf(path: string): Promise<string> {
  const facts = await factsOf(path);
  if (facts === undefined || facts.kind === "folder") return "";
  const read = await readTextFile(path);
  return read.ok ? read.value.text : crypto.randomUUID();
}
