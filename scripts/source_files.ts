/** The TypeScript files below a folder, whose path ends with a slash; unsorted. */
export async function sourceFilesUnder(folder: URL): Promise<URL[]> {
  const found: URL[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const name = encodeURIComponent(entry.name);
    if (entry.isDirectory) found.push(...await sourceFilesUnder(new URL(`${name}/`, folder)));
    else if (name.endsWith(".ts")) found.push(new URL(name, folder));
  }
  return found;
}
