/** The user id of this process; undefined on Windows, which has none, and if Deno may not read it. */
export async function ownUser(): Promise<number | undefined> {
  if ("Deno" in globalThis) {
    const { state } = Deno.permissions.querySync({ name: "sys", kind: "uid" });
    return state === "granted" ? Deno.uid() ?? undefined : undefined;
  }
  return (await import("node:process")).default.getuid?.();
}
