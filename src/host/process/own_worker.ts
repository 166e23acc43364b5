import { fileURLToPath } from "node:url";
import { NodeWorker } from "./node_worker.ts";
import { PartMissing } from "./part_missing.ts";

/**
 * A worker that starts with a file of the program itself. Throws `PartMissing` where Deno may not
 * read that: the program has been loaded without a permission, but what a worker loads needs one.
 */
export function openOwnWorker(file: URL): Worker {
  if ("Deno" in globalThis && file.protocol === "file:") demandRead(fileURLToPath(file));
  return "Worker" in globalThis ? new Worker(file, { type: "module" }) : new NodeWorker(file);
}

function demandRead(file: string): void {
  const read = { name: "read" } as const;
  if (Deno.permissions.querySync({ ...read, path: file }).state === "granted") return;
  const place = ownPlace(file);
  // Asked for as a whole, so that a person in front of a terminal is asked once.
  if (Deno.permissions.requestSync({ ...read, path: place }).state === "granted") return;
  throw new PartMissing({
    code: "files/not-granted",
    severity: "error",
    message: `Cannot start a part of penumbra in "${place}": Deno was not allowed to read it`,
    hint: `Run deno with --allow-read=.,"${place}"`,
  });
}

/** The folder that holds the front door and all rooms; of a bundle, the file that it is. */
function ownPlace(file: string): string {
  return file.replace(/^(.*)[/\\]src[/\\].*$/s, "$1");
}
