import { createFileReader, type FileReader, type SystemKind } from "./file_reader.ts";

/**
 * The reader for the current runtime. Uses Deno's own calls if available, since loading `node:fs`
 * alone takes Deno 2.9 longer than reading a thousand files. The calls are synchronous: nothing
 * else could run meanwhile, and a thousand small files take half the time.
 */
export async function openFileReader(): Promise<FileReader> {
  return "Deno" in globalThis ? DENO_READER : await openNodeReader();
}

const DENO_READER: FileReader = createFileReader({
  open: (path) => Deno.openSync(path),
  read: (file, buffer) => file.readSync(buffer) ?? 0,
  size: (file) => file.statSync().size,
  close: (file) => file.close(),
  readText: (path) => Deno.readTextFileSync(path),
  facts: (path) => denoFacts(Deno.statSync(path)),
  linkFacts: (path) => denoFacts(Deno.lstatSync(path)),
  realPath: (path) => Deno.realPathSync(path),
  mayRead,
  listFolder: (path) =>
    Array.from(Deno.readDirSync(path), (it) => ({ name: it.name, kind: denoKind(it) })),
});

function denoFacts(facts: Deno.FileInfo) {
  return { kind: denoKind(facts), size: facts.size };
}

/** What Deno says that an entry or a path is. */
export function denoKind(
  it: Readonly<Record<"isFile" | "isDirectory" | "isSymlink", boolean>>,
): SystemKind {
  return it.isFile ? "file" : it.isDirectory ? "folder" : it.isSymlink ? "link" : "other";
}

/** Whether reading needs no permission prompt: Deno would ask for every folder that was not granted. */
export function mayRead(path: string): boolean {
  return isGranted("read", path);
}

/** Whether writing needs no permission prompt. */
export function mayWrite(path: string): boolean {
  return isGranted("write", path);
}

function isGranted(name: "read" | "write", path: string): boolean {
  if (!("Deno" in globalThis)) return true;
  return Deno.permissions.querySync({ name, path }).state === "granted";
}

/** The reader for Node and Bun, on which the compiled program runs; one for all, since it remembers. */
export async function openNodeReader(): Promise<FileReader> {
  return nodeReader ??= await createNodeReader();
}

let nodeReader: FileReader | undefined;

async function createNodeReader(): Promise<FileReader> {
  const {
    closeSync,
    fstatSync,
    lstatSync,
    openSync,
    readdirSync,
    readFileSync,
    readSync,
    realpathSync,
    statSync,
  } = await import("node:fs");
  const factsOf = (facts: NodeFacts & { readonly size: number }) => ({
    kind: nodeKind(facts),
    size: facts.size,
  });
  return createFileReader({
    open: (path) => openSync(path, "r"),
    read: (file, buffer) => readSync(file, buffer),
    size: (file) => fstatSync(file).size,
    close: closeSync,
    // Node would read a file of any size.
    ...("Bun" in globalThis && { readText: (path: string) => readFileSync(path, "utf8") }),
    facts: (path) => factsOf(statSync(path)),
    linkFacts: (path) => factsOf(lstatSync(path)),
    realPath: (path) => realpathSync.native(path),
    mayRead,
    listFolder: (path) =>
      readdirSync(path, { withFileTypes: true })
        .map((it) => ({ name: it.name, kind: nodeKind(it) })),
  });
}

type NodeFacts = Readonly<Record<"isFile" | "isDirectory" | "isSymbolicLink", () => boolean>>;

/** What Node says that an entry or a path is. */
export function nodeKind(it: NodeFacts): SystemKind {
  return it.isFile()
    ? "file"
    : it.isDirectory()
    ? "folder"
    : it.isSymbolicLink()
    ? "link"
    : "other";
}
