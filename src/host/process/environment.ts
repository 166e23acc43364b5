/**
 * The value of an environment variable; undefined if it is not set, is empty, or may not be read in
 * Deno. It causes no permission prompt, which would only confuse.
 */
export async function environmentVariable(name: string): Promise<string | undefined> {
  const value = "Deno" in globalThis
    ? denoVariable(name)
    : (await import("node:process")).default.env[name];
  return value === "" ? undefined : value;
}

/** Like `environmentVariable`, synchronously and in Deno only. */
export function denoVariable(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}
