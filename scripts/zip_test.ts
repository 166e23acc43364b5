import assert from "node:assert/strict";
import { zip } from "./zip.ts";

const ENTRIES = [
  { name: "penumbra.exe", bytes: crypto.getRandomValues(new Uint8Array(60_000)) },
  { name: "empty", bytes: new Uint8Array() },
  { name: "LICENSE", bytes: new TextEncoder().encode("MIT\n".repeat(1000)) },
];

/** A program that reads archives, independent of ours; undefined if there is none. */
const READER = await new Deno.Command("python3", { args: ["--version"] }).output()
  .then(({ success }) => success ? "python3" : undefined, () => undefined);

const READABLE = "zip() makes what another program unpacks to the same bytes";

Deno.test({
  name: READER === undefined ? `${READABLE} (skipped: there is no python3)` : READABLE,
  ignore: READER === undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeFile(`${folder}/a.zip`, zip(ENTRIES));
      const program = "import zipfile; z = zipfile.ZipFile('a.zip'); assert z.testzip() is None; " +
        "z.extractall(); print(','.join(z.namelist()))";
      const { stdout, stderr } = await new Deno.Command(READER!, {
        args: ["-c", program],
        cwd: folder,
      }).output();
      const names = ENTRIES.map(({ name }) => name).join();
      const decoder = new TextDecoder();
      assert.equal(decoder.decode(stdout).trim(), names, decoder.decode(stderr));
      for (const { name, bytes } of ENTRIES) {
        assert.deepEqual(await Deno.readFile(`${folder}/${name}`), bytes);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("zip() gives the same bytes for the same files", () => {
  assert.deepEqual(zip(ENTRIES), zip(ENTRIES));
});
