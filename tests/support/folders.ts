/** Files by path; undefined deletes one, and `a/` is a folder. */
export type Files = Readonly<Record<string, string | Uint8Array | undefined>>;

/** Runs the work in a folder with these files, by path, which is deleted afterwards. */
export async function inFolder<T>(
  files: Files,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "penumbra-" }));
  try {
    await writeFiles(folder, files);
    return await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes files below a folder, replacing existing ones. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const whole = `${folder}/${path}`;
    if (content === undefined) {
      await Deno.remove(whole, { recursive: true });
      continue;
    }
    await Deno.mkdir(whole.slice(0, whole.lastIndexOf("/")), { recursive: true });
    if (path.endsWith("/")) continue;
    if (typeof content === "string") await Deno.writeTextFile(whole, content);
    else await Deno.writeFile(whole, content);
  }
}

/** The texts of the files below a folder, by path, sorted. */
export async function filesBelow(folder: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const path of await pathsBelow(folder)) {
    texts[path] = await Deno.readTextFile(`${folder}/${path}`);
  }
  return texts;
}

/** The paths of the files below a folder, sorted. */
export async function pathsBelow(folder: string, below = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)) {
    const path = `${below}${name}`;
    if (isDirectory) found.push(...await pathsBelow(folder, `${path}/`));
    else found.push(path);
  }
  return found.sort();
}
