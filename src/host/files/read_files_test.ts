import assert from "node:assert/strict";
import type { SourceText } from "../../base/diagnostic.ts";
import type { Failure, Result } from "../../base/result.ts";
import { readFolder, readTextFile } from "./read_files.ts";
import { openFileReader, openNodeReader } from "./file_system.ts";
import { inFolder } from "../../../tests/support/folders.ts";

Deno.test("readTextFile() preserves the bytes of a file, byte order mark and line endings included", async () => {
  await inFolder({}, async (folder) => {
    const text = "\ufeff-- größer\r\nSELECT '😀';\n";
    await Deno.writeTextFile(`${folder}/a.sql`, text);
    const read = valueOf(await readTextFile(`${folder}/a.sql`));
    assert.deepEqual(read, { name: `${folder}/a.sql`, text });
    assert.deepEqual(new TextEncoder().encode(read.text), await Deno.readFile(read.name));
  });
});

Deno.test("readTextFile() reports the byte and the line of invalid UTF-8", async (test) => {
  const before = "-- é\ufffd\nSELECT '";
  const prefix = new TextEncoder().encode(before);
  const cases: { readonly [name: string]: readonly number[] } = {
    "a Latin-1 letter": [0xe9, 0x74],
    "a lone continuation byte": [0x80],
    "the start of a replacement character": [0xef, 0xbf],
    "a broken replacement character": [0xef, 0xbf, 0x41],
    "one byte of a replacement character": [0xef, 0x41],
    "a surrogate": [0xed, 0xa0, 0x80],
    "an overlong slash": [0xc0, 0xaf],
    "a character cut off by the end": [0xf0, 0x9f, 0x98],
    "a replacement character, then a bad byte": [0xff, 0xef, 0xbf, 0xbd],
  };
  await inFolder({}, async (folder) => {
    for (const [name, bad] of Object.entries(cases)) {
      await test.step(name, async () => {
        await Deno.writeFile(`${folder}/a.sql`, new Uint8Array([...prefix, ...bad]));
        const [diagnostic] = failureOf(await readTextFile(`${folder}/a.sql`)).diagnostics;
        assert.equal(diagnostic?.code, "files/not-utf8");
        assert.match(diagnostic.message, new RegExp(`byte ${prefix.length}, on line 2,`));
        assert.equal(diagnostic.span?.startOffset, before.length);
      });
    }
  });
});

Deno.test("readTextFile() accepts a real U+FFFD", async () => {
  await inFolder({}, async (folder) => {
    await Deno.writeTextFile(`${folder}/a.sql`, "SELECT '\ufffd';");
    assert.equal(valueOf(await readTextFile(`${folder}/a.sql`)).text, "SELECT '\ufffd';");
  });
});

Deno.test("readTextFile() recognizes UTF-16, which PowerShell writes", async () => {
  await inFolder({}, async (folder) => {
    await Deno.writeFile(`${folder}/a.sql`, new Uint8Array([0xff, 0xfe, 0x53, 0, 0x45, 0]));
    const [diagnostic] = failureOf(await readTextFile(`${folder}/a.sql`)).diagnostics;
    assert.equal(diagnostic?.code, "files/not-utf8");
    assert.match(diagnostic.notes?.[0] ?? "", /UTF-16/);
  });
});

Deno.test("readTextFile() reports why it failed, with a hint", async () => {
  await inFolder({}, async (folder) => {
    await Deno.writeTextFile(`${folder}/schema.sql`, "");
    const found = async (path: string) => {
      const failure = failureOf(await readTextFile(path));
      assert.equal(failure.reason, "unfinished");
      const { code, hint } = failure.diagnostics[0]!;
      return { code, hint };
    };
    assert.deepEqual(await found(`${folder}/shema.sql`), {
      code: "files/not-found",
      hint: `Did you mean "${folder}/schema.sql"?`,
    });
    assert.deepEqual(await found(`${folder}/nothing/like/it.sql`), {
      code: "files/not-found",
      hint: "Create it, or name another path",
    });
    assert.equal((await found(folder)).code, "files/is-a-folder");
    assert.equal((await found(`${folder}/schema.sql/x`)).code, "files/not-a-folder");
  });
});

Deno.test({
  name: "readTextFile() says how to let Deno read a file",
  permissions: { read: false },
  fn: async () => {
    const [diagnostic] = failureOf(await readTextFile("schema.sql")).diagnostics;
    assert.equal(diagnostic?.code, "files/not-granted");
    assert.equal(diagnostic.hint, "Run deno with --allow-read=.");
    const [outside] = failureOf(await readTextFile("../schema.sql")).diagnostics;
    assert.equal(outside?.hint, 'Run deno with --allow-read=.,"../schema.sql"');
  },
});

Deno.test("readFolder() returns the accepted files, sorted, and opens nothing else", async () => {
  await inFolder({}, async (folder) => {
    await Deno.mkdir(`${folder}/b/deep`, { recursive: true });
    await Deno.mkdir(`${folder}/node_modules`);
    await Deno.mkdir(`${folder}/.git`);
    const texts = ["b/deep/3.sql", "b/2.sql", "é.sql", "10.sql", "9.sql"];
    const passedOver = [".hidden.sql", ".git/x.sql", "node_modules/x.sql", "notes.txt"];
    for (const name of [...texts, ...passedOver]) {
      await Deno.writeTextFile(`${folder}/${name}`, name);
    }
    await Deno.writeFile(`${folder}/app.db`, new Uint8Array([0xff]));
    const read = valueOf(await readFolder(`${folder}/`, (path) => path.endsWith(".sql")));
    assert.deepEqual([...read.keys()], ["10.sql", "9.sql", "b/2.sql", "b/deep/3.sql", "é.sql"]);
    assert.deepEqual(read.get("b/2.sql"), { name: `${folder}/b/2.sql`, text: "b/2.sql" });
  });
});

Deno.test({
  name: "readFolder() follows links to files, but not to folders, and reports broken ones",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await inFolder({}, async (folder) => {
      await Deno.mkdir(`${folder}/all`);
      await Deno.writeTextFile(`${folder}/1.sql`, "SELECT 1;");
      await Deno.symlink(`${folder}/1.sql`, `${folder}/all/2.sql`);
      await Deno.symlink(folder, `${folder}/all/itself`);
      const read = valueOf(await readFolder(`${folder}/all`, () => true));
      assert.deepEqual([...read.keys()], ["2.sql"]);
      await Deno.symlink(`${folder}/gone`, `${folder}/all/3.sql`);
      await Deno.symlink(`${folder}/gone`, `${folder}/all/.#2.sql`);
      const { diagnostics } = failureOf(await readFolder(`${folder}/all`, () => true));
      assert.deepEqual(diagnostics.map(({ message }) => message), [
        `Cannot read "${folder}/all/3.sql": it is a link to a missing file`,
      ]);
    });
  },
});

Deno.test({
  name: "readTextFile() reports a link that leads to itself, and a name that is not UTF-8",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await inFolder({}, async (folder) => {
      await Deno.symlink("loop.sql", `${folder}/loop.sql`);
      const loop = failureOf(await readTextFile(`${folder}/loop.sql`));
      assert.equal(loop.diagnostics[0]?.code, "files/link-loop");
      const script = `printf 1 > "$(printf '%s/2_\\377.sql' "$0")"; printf 1 > "$0/3_\ufffd.sql"`;
      await new Deno.Command("sh", { args: ["-c", script, `${folder}/`] }).output();
      const isNamed = (path: string) => /^\d/.test(path);
      const { diagnostics } = failureOf(await readFolder(folder, isNamed));
      assert.deepEqual(diagnostics.map((it) => it.message), [
        `Cannot read "${folder}/2_\ufffd.sql": its name is not UTF-8`,
      ]);
    });
  },
});

Deno.test("readFolder() names every file that is not UTF-8", async () => {
  await inFolder({}, async (folder) => {
    for (const name of ["1.sql", "2.sql", "3.sql"]) {
      await Deno.writeFile(`${folder}/${name}`, new Uint8Array([name === "2.sql" ? 0x41 : 0xff]));
    }
    const failure = failureOf(await readFolder(folder, () => true));
    assert.deepEqual(failure.diagnostics.map((it) => [it.code, it.span?.source.name]), [
      ["files/not-utf8", `${folder}/1.sql`],
      ["files/not-utf8", `${folder}/3.sql`],
    ]);
  });
});

Deno.test("readFolder() refuses a file, and folders nested without end", async () => {
  await inFolder({}, async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await Deno.mkdir(`${folder}/deep/${"x/".repeat(17)}`, { recursive: true });
    const code = async (path: string) =>
      failureOf(await readFolder(path, () => true)).diagnostics[0]?.code;
    assert.equal(await code(`${folder}/file`), "files/not-a-folder");
    assert.equal(await code(`${folder}/gone`), "files/no-folder");
    assert.equal(await code(`${folder}/deep`), "files/too-deep");
  });
});

Deno.test("the readers of both runtimes return the same", async () => {
  await inFolder({}, async (folder) => {
    await Deno.mkdir(`${folder}/sub`);
    await Deno.writeTextFile(`${folder}/1.sql`, "é");
    if (Deno.build.os !== "windows") {
      await Deno.symlink(`${folder}/1.sql`, `${folder}/2.sql`);
      await Deno.symlink(`${folder}/sub`, `${folder}/3`);
      await Deno.symlink(`${folder}/gone`, `${folder}/4`);
    }
    const seen = async (open: typeof openFileReader) => {
      const reader = await open();
      const entries = reader.listFolder(folder).sort((left, right) =>
        left.name < right.name ? -1 : 1
      );
      return { entries, bytes: [...reader.readFile(`${folder}/1.sql`)] };
    };
    assert.deepEqual(await seen(openNodeReader), await seen(openFileReader));
    assert.deepEqual((await seen(openNodeReader)).bytes, [0xc3, 0xa9]);
  });
});

function valueOf<T>(result: Result<T>): T {
  assert.ok(result.ok, `failed: ${JSON.stringify(result)}`);
  return result.value;
}

function failureOf(result: Result<SourceText | ReadonlyMap<string, SourceText>>): Failure {
  assert.ok(!result.ok, "succeeded");
  return result;
}

Deno.test("readFolder() stops at files that are too large together", async () => {
  const names = Array.from({ length: 9 }, (_, index) => `${index}.sql`);
  await inFolder({}, async (folder) => {
    for (const name of names) {
      await Deno.writeTextFile(`${folder}/${name}`, "");
      if (name !== "0.sql") await Deno.truncate(`${folder}/${name}`, 16 << 20);
    }
    assert.deepEqual((await readFolder(folder, () => true)).diagnostics, []);
    await Deno.writeTextFile(`${folder}/0.sql`, "x");
    assert.deepEqual((await readFolder(folder, () => true)).diagnostics.map((it) => it.message), [
      `Cannot read "${folder}": its files are larger than 128 MiB together`,
    ]);
  });
});
