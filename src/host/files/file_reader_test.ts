import assert from "node:assert/strict";
import { inFolder } from "../../../tests/support/folders.ts";
import { openFileReader, openNodeReader } from "./file_system.ts";
import { readFolder, readTextFile } from "./read_files.ts";

const IS_WINDOWS = Deno.build.os === "windows";

/** The error code of reading the path, with the readers of both runtimes; `none` if it succeeds. */
async function codeOf(path: string): Promise<string> {
  const codes = await Promise.all([openFileReader, openNodeReader].map(async (open) => {
    const read = await readTextFile(path, { reader: await open() });
    return read.ok ? "none" : read.diagnostics[0]!.code;
  }));
  assert.equal(new Set(codes).size, 1, codes.join());
  return codes[0]!;
}

Deno.test({
  name: "a pipe and a device are refused immediately, also within a folder",
  ignore: IS_WINDOWS,
  fn: () =>
    inFolder({ "m/1_a.sql": "SELECT 1;" }, async (folder) => {
      await new Deno.Command("mkfifo", { args: [`${folder}/m/2_b.sql`] }).output();
      await Deno.symlink("/dev/zero", `${folder}/m/3_c.sql`);
      assert.equal(await codeOf(`${folder}/m/2_b.sql`), "files/not-regular");
      assert.equal(await codeOf(`${folder}/m/3_c.sql`), "files/not-regular");
      const read = await readFolder(`${folder}/m`, () => true);
      assert.deepEqual(read.diagnostics.map(({ message }) => message), [
        `Cannot read "${folder}/m/2_b.sql": it is a pipe, a socket or a device, not a file`,
        `Cannot read "${folder}/m/3_c.sql": it is a pipe, a socket or a device, not a file`,
      ]);
    }),
});

Deno.test("a file of more than 16 MiB is refused before it is read", async () => {
  await inFolder({ "a.sql": "" }, async (folder) => {
    await Deno.truncate(`${folder}/a.sql`, 16 << 20);
    assert.equal(await codeOf(`${folder}/a.sql`), "none");
    await Deno.truncate(`${folder}/a.sql`, 2 ** 40);
    assert.equal(await codeOf(`${folder}/a.sql`), "files/too-large");
  });
});

Deno.test("a file of any size is read to its end, alone and within a folder", async () => {
  const sizes = [0, 1, (64 << 10) - 1, 64 << 10, (64 << 10) + 1, 300_000];
  const texts = sizes.map((size) => "x".repeat(size));
  const files = Object.fromEntries(texts.map((text, index) => [`m/${index}.sql`, text]));
  await inFolder(files, async (folder) => {
    for (const open of [openFileReader, openNodeReader]) {
      const reader = await open();
      const alone = await readTextFile(`${folder}/m/5.sql`, { reader });
      assert(alone.ok && alone.value.text === texts[5]);
      const read = await readFolder(`${folder}/m`, () => true, { reader });
      assert(read.ok);
      const lengths = Array.from(read.value.values(), ({ text }) => text.length);
      assert.deepEqual(lengths, sizes);
    }
    await Deno.truncate(`${folder}/m/3.sql`, 2 ** 40);
    const read = await readFolder(`${folder}/m`, () => true);
    assert.deepEqual(read.diagnostics.map(({ code }) => code), ["files/too-large"]);
  });
});

Deno.test({
  name: "a link must not lead out of the work tree in any way",
  ignore: IS_WINDOWS,
  fn: () =>
    inFolder({
      "secret.sql": "SELECT 1;",
      "secrets/1_a.sql": "SELECT 1;",
      "repository/.git/HEAD": "",
      "repository/shared/1_a.sql": "SELECT 1;",
      "repository/migrations/2_b.sql": "SELECT 1;",
      "repository/module/.git": "gitdir: elsewhere",
      "repository/module/1_a.sql": "SELECT 1;",
      "other/.git/HEAD": "",
      "other/below/.git/HEAD": "",
      "other/below/1_a.sql": "SELECT 1;",
    }, async (folder) => {
      const repository = `${folder}/repository`;
      await Deno.symlink("../other/below", `${repository}/another`);
      await Deno.symlink("../other", `${repository}/others`);
      await Deno.symlink("module", `${repository}/own`);
      assert.equal(await codeOf(`${repository}/another/1_a.sql`), "files/leads-out");
      assert.equal(await codeOf(`${repository}/others/below/1_a.sql`), "files/leads-out");
      assert.equal(await codeOf(`${repository}/module/1_a.sql`), "none");
      assert.equal(await codeOf(`${repository}/own/1_a.sql`), "none");
      await Deno.symlink("../../secret.sql", `${repository}/migrations/1_a.sql`);
      await Deno.symlink("../shared/1_a.sql", `${repository}/migrations/3_c.sql`);
      await Deno.symlink("../secrets", `${repository}/linked`);
      await Deno.symlink("shared", `${repository}/inside`);
      assert.equal(await codeOf(`${repository}/migrations/1_a.sql`), "files/leads-out");
      assert.equal(await codeOf(`${repository}/linked/1_a.sql`), "files/leads-out");
      assert.equal(await codeOf(`${repository}/migrations/3_c.sql`), "none");
      assert.equal(await codeOf(`${repository}/inside/1_a.sql`), "none");
      const codes = async (path: string) => {
        const read = await readFolder(path, () => true);
        return read.diagnostics.map(({ code }) => code);
      };
      assert.deepEqual(await codes(`${repository}/migrations`), ["files/leads-out"]);
      assert.deepEqual(await codes(`${repository}/linked`), ["files/leads-out"]);
      assert.deepEqual(await codes(`${repository}/inside`), []);
    }),
});

Deno.test({
  name: "a file that has become a link out of the work tree since it was listed is refused",
  ignore: IS_WINDOWS,
  fn: () =>
    inFolder(
      { "secret.sql": "", "repository/.git/HEAD": "", "repository/m/1_a.sql": "" },
      async (at) => {
        const file = `${at}/repository/m/1_a.sql`;
        for (const open of [openFileReader, openNodeReader]) {
          await Deno.writeTextFile(file, "");
          const codes = async () => {
            const read = await readFolder(`${at}/repository/m`, () => true, {
              reader: await open(),
            });
            return read.diagnostics.map(({ code }) => code);
          };
          assert.deepEqual(await codes(), []);
          await Deno.remove(file);
          await Deno.symlink("../../secret.sql", file);
          assert.deepEqual(await codes(), ["files/leads-out"]);
          await Deno.remove(file);
        }
      },
    ),
});
