/**
 * The number of the user that we run as; undefined on Windows, which has none, and where Deno was not
 * allowed to look.
 */
export async function ownUser(): Promise<number | undefined> {
  if ("Deno" in globalThis) {
    const { state } = Deno.permissions.querySync({ name: "sys", kind: "uid" });
    return state === "granted" ? Deno.uid() ?? undefined : undefined;
  }
  return (await import("node:process")).default.getuid?.();
}
