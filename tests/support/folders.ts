/** Lets the work have a folder with these files, by path, and takes it away again. */
export async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    await writeFiles(folder, files);
    return await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes files by their paths below a folder, over those that are there. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const whole = `${folder}/${path}`;
    await Deno.mkdir(whole.slice(0, whole.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(whole, text);
  }
}

/** The texts of the files below a folder, by path, sorted. */
export async function filesBelow(folder: string): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  const visit = async (below: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)) {
      const path = `${below}${name}`;
      if (isDirectory) await visit(`${path}/`);
      else found.push([path, await Deno.readTextFile(`${folder}/${path}`)]);
    }
  };
  await visit("");
  return Object.fromEntries(found.sort());
}
