/** Whether a file exists at an absolute path, or a program of that name on the PATH. */
export function isThere(name: string): boolean {
  const folders = name.startsWith("/") ? [""] : (Deno.env.get("PATH") ?? "").split(":");
  return folders.some((folder) => {
    try {
      return Deno.statSync(`${folder}/${name}`).isFile;
    } catch {
      return false;
    }
  });
}
