import { fileURLToPath } from "node:url";
import { NodeWorker } from "./node_worker.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { PartMissing } from "./part_missing.ts";

/**
 * Starts a worker with a file of the program itself. Throws `PartMissing` if Deno may not read it:
 * the program itself is loaded without permissions, but what a worker loads needs one.
 */
export function openOwnWorker(file: URL): Worker {
  if (!mayStart(file)) demandRead(fileURLToPath(file));
  return "Worker" in globalThis ? new Worker(file, { type: "module" }) : new NodeWorker(file);
}

/** The diagnostic if the worker cannot be started without a permission that cannot be asked for. */
export function missingForOwnWorker(file: URL): Diagnostic | undefined {
  return mayStart(file) ? undefined : notGranted(ownPlace(fileURLToPath(file)));
}

function mayStart(file: URL): boolean {
  if (!("Deno" in globalThis) || file.protocol !== "file:") return true;
  return Deno.permissions.querySync({ name: "read", path: file }).state === "granted";
}

function demandRead(file: string): void {
  const place = ownPlace(file);
  // Requested as a whole, so that the user is prompted only once.
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

/** The folder with the entry point and all layers; for a bundle, the file itself. */
function ownPlace(file: string): string {
  return file.replace(/^(.*)[/\\]src[/\\].*$/s, "$1");
}
