/**
 * The value of an environment variable; undefined where it is not set, is empty, or where Deno was
 * not allowed to look, which is not asked for: a prompt about it would answer nobody's question.
 */
export async function environmentVariable(name: string): Promise<string | undefined> {
  const value = "Deno" in globalThis
    ? denoVariable(name)
    : (await import("node:process")).default.env[name];
  return value === "" ? undefined : value;
}

/** The same under Deno, at once. */
export function denoVariable(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}
