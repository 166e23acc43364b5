import { fileURLToPath } from "node:url";
import { NodeWorker } from "./node_worker.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { PartMissing } from "./part_missing.ts";

/**
 * A worker that starts with a file of the program itself. Throws `PartMissing` where Deno may not
 * read that: the program has been loaded without a permission, but what a worker loads needs one.
 */
export function openOwnWorker(file: URL): Worker {
  if (!mayStart(file)) demandRead(fileURLToPath(file));
  return "Worker" in globalThis ? new Worker(file, { type: "module" }) : new NodeWorker(file);
}

/** Why the worker cannot be started unless somebody permits it, who is not asked; undefined where it can. */
export function missingForOwnWorker(file: URL): Diagnostic | undefined {
  return mayStart(file) ? undefined : notGranted(ownPlace(fileURLToPath(file)));
}

function mayStart(file: URL): boolean {
  if (!("Deno" in globalThis) || file.protocol !== "file:") return true;
  return Deno.permissions.querySync({ name: "read", path: file }).state === "granted";
}

function demandRead(file: string): void {
  const place = ownPlace(file);
  // Asked for as a whole, so that a person in front of a terminal is asked once.
  if (Deno.permissions.requestSync({ name: "read", path: place }).state === "granted") return;
  throw new PartMissing(notGranted(place));
}

function notGranted(place: string): Diagnostic {
  return {
    code: "files/not-granted",
    severity: "error",
    message: `Cannot start a part of penumbra in "${place}": Deno was not allowed to read it`,
    hint: `Run deno with --allow-read=.,"${place}"`,
  };
}

/** The folder that holds the entry point and all layers; of a bundle, the file that it is. */
function ownPlace(file: string): string {
  return file.replace(/^(.*)[/\\]src[/\\].*$/s, "$1");
}
