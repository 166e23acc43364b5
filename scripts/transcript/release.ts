import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type Loopback, serve } from "../../tests/distribution/loopback.ts";
import { hostTarget } from "../binary/targets.ts";

/** A shell script that runs the source, so that nothing needs to be compiled. */
export function programFromSource(): string {
  const source = new URL("../../mod.ts", import.meta.url).href;
  return `#!/bin/sh\nexec '${Deno.execPath()}' run -A '${source}' "$@"\n`;
}

/** A release for this machine, below a path; its program runs the source. */
export function serveRelease(path = ""): Loopback {
  const packed = new Uint8Array(gzipSync(programFromSource()));
  const name = `penumbra-${hostTarget()?.name ?? "linux-x64"}.gz`;
  const sum = createHash("sha256").update(packed).digest("hex");
  const script = new URL("../install.sh", import.meta.url);
  const release = serve(async (asked) => {
    if (!asked.startsWith(path)) return undefined;
    const file = asked.slice(path.length);
    if (file === name) return packed;
    if (file === "SHA256SUMS") return `${sum}  ${name}\n`;
    const text = await Deno.readTextFile(script);
    return file === "install.sh" ? text.replace("@RELEASE_URL@", release.url) : undefined;
  });
  return release;
}
