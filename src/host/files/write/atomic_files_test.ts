import assert from "node:assert/strict";
import * as system from "node:fs";
import { whileLocked } from "./folder_lock.ts";
import {
  claimName,
  replaceFileAtomically,
  tryRemove,
  writeNewFileAtomically,
} from "./atomic_files.ts";
import { CAN_MOUNT } from "../../../../tests/support/can_mount.ts";
import { inFolder } from "../../../../tests/support/folders.ts";

const MODULE = new URL("./atomic_files.ts", import.meta.url).href;
const BIG = 2_000_000;
const IS_WINDOWS = Deno.build.os === "windows";
const IS_ROOT = !IS_WINDOWS && Deno.uid() === 0;
const UNLESS_MOUNTS = CAN_MOUNT ? "" : " (skipped: no mounts of our own here)";

Deno.test("writeNewFileAtomically() writes the text, and the folders above it", async () => {
  await inFolder({}, async (folder) => {
    const path = `${folder}/migrations/meta/0001_é.sql`;
    assert.deepEqual(await writeNewFileAtomically(path, "SELECT 'é😀';\n"), {
      ok: true,
      value: undefined,
      diagnostics: [],
    });
    assert.equal(await Deno.readTextFile(path), "SELECT 'é😀';\n");
    assert.deepEqual(namesIn(`${folder}/migrations/meta`), ["0001_é.sql"]);
  });
});

Deno.test("writeNewFileAtomically() never overwrites anything", async (test) => {
  await inFolder({}, async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "mine");
    await Deno.mkdir(`${folder}/folder`);
    if (!IS_WINDOWS) await Deno.symlink(`${folder}/nowhere`, `${folder}/link`);
    for (const name of IS_WINDOWS ? ["file", "folder"] : ["file", "folder", "link"]) {
      await test.step(name, async () => {
        const result = await writeNewFileAtomically(`${folder}/${name}`, "other");
        assert.equal(codeOf(result), "files/exists");
      });
    }
    assert.equal(await Deno.readTextFile(`${folder}/file`), "mine");
    assert.deepEqual(namesIn(folder), ["file", "folder", ...(IS_WINDOWS ? [] : ["link"])]);
  });
});

Deno.test({
  name: "writeNewFileAtomically() tells a path that is not a folder from a name that is taken",
  ignore: IS_WINDOWS,
  fn: () =>
    inFolder({}, async (folder) => {
      await Deno.symlink(`${folder}/nowhere`, `${folder}/link`);
      const result = await writeNewFileAtomically(`${folder}/link/1.sql`, "");
      assert.equal(codeOf(result), "files/not-a-folder");
      assert.equal(
        result.diagnostics[0]?.message,
        `Cannot write "${folder}/link/1.sql": "${folder}/link" is a file or a broken link`,
      );
    }),
});

Deno.test("tryRemove() says whether a file is gone, and throws nothing", async () => {
  await inFolder({ "a": "", "b/x": "" }, (folder) => {
    const gone = ["a", "b", "nowhere"].map((name) => tryRemove(`${folder}/${name}`, system));
    assert.deepEqual(gone, [true, false, true]);
    return Promise.resolve();
  });
});

Deno.test({
  name: "nothing is written behind a link that leads out of the work tree",
  ignore: IS_WINDOWS,
  fn: () =>
    inFolder({}, async (folder) => {
      for (const it of ["repository/.git", "repository/inside", "outside", "other/.git"]) {
        await Deno.mkdir(`${folder}/${it}`, { recursive: true });
      }
      const repository = `${folder}/repository`;
      await Deno.symlink("../outside", `${repository}/linked`);
      await Deno.symlink("../other", `${repository}/another`);
      await Deno.symlink("inside", `${repository}/own`);
      for (const path of ["linked/1.sql", "linked/new/meta/1.sql", "another/1.sql"]) {
        for (const write of [writeNewFileAtomically, replaceFileAtomically]) {
          assert.equal(codeOf(await write(`${repository}/${path}`, "")), "files/leads-out");
        }
      }
      await whileLocked(`${repository}/linked/new`, () => Promise.resolve());
      assert.deepEqual([namesIn(`${folder}/outside`), namesIn(`${folder}/other`)], [[], [".git"]]);
      assert((await writeNewFileAtomically(`${repository}/own/new/1.sql`, "")).ok);
      assert((await writeNewFileAtomically(`${folder}/outside/1.sql`, "")).ok);
    }),
});

Deno.test("writeNewFileAtomically() lets exactly one of many processes claim a name", async () => {
  await inFolder({}, async (folder) => {
    const writer = (name: string) =>
      said(
        Deno.execPath(),
        ...["eval", "--no-check"],
        `import { writeNewFileAtomically } from "${MODULE}";
        const won = [];
        for (let number = 0; number < 40; number++) {
          const path = "${folder}/" + number + ".sql";
          if ((await writeNewFileAtomically(path, "${name}")).ok) won.push(path);
        }
        console.log(JSON.stringify(won));`,
      );
    const names = ["one", "two", "three"];
    const won: string[][] = await Promise.all(names.map(writer));
    for (const [index, paths] of won.entries()) {
      for (const path of paths) assert.equal(await Deno.readTextFile(path), names[index]);
    }
    assert.equal(won.flat().length, 40);
    assert.equal(namesIn(folder).length, 40);
  });
});

Deno.test("replaceFileAtomically() overwrites a file, and creates a new one", async () => {
  await inFolder({}, async (folder) => {
    for (const text of ["first", "second"]) {
      assert.ok((await replaceFileAtomically(`${folder}/.schema.json`, text)).ok);
      assert.equal(await Deno.readTextFile(`${folder}/.schema.json`), text);
    }
    await Deno.mkdir(`${folder}/folder/full`, { recursive: true });
    assert.ok(!(await replaceFileAtomically(`${folder}/folder`, "text")).ok);
    assert.deepEqual(namesIn(folder), [".schema.json", "folder"]);
  });
});

Deno.test("claimName() gives a name to one process if the file system has no hard links", async () => {
  await inFolder({}, async (folder) => {
    const withoutLinks = {
      ...system,
      linkSync: () => {
        throw Object.assign(new Error("EPERM: operation not permitted, link"), { code: "EPERM" });
      },
    };
    for (const [index, name] of ["first", "second"].entries()) {
      await Deno.writeTextFile(`${folder}/${name}`, name);
      const claim = () => claimName(`${folder}/${name}`, `${folder}/a.sql`, withoutLinks);
      if (index === 0) claim();
      else assert.throws(claim, { code: "EEXIST" });
    }
    assert.equal(await Deno.readTextFile(`${folder}/a.sql`), "first");
  });
});

Deno.test({
  name: `a full disk leaves nothing behind, and existing files stay${UNLESS_MOUNTS}`,
  ignore: !CAN_MOUNT,
  fn: async () => {
    await inFolder({}, async (folder) => {
      const ended = await mounted(`mount -t tmpfs -o size=256k tmpfs ${folder}`, folder);
      assert.deepEqual(ended, {
        codes: ["files/disk-full", "files/disk-full", "none"],
        names: [".schema.json"],
        cache: "before",
      });
    });
  },
});

Deno.test({
  name: "a file that exceeds the limit of the process leaves nothing behind",
  ignore: IS_WINDOWS,
  fn: async () => {
    await inFolder({}, async (folder) => {
      const ended = await written("trap '' XFSZ; ulimit -f 200", folder);
      assert.deepEqual(ended, {
        codes: ["files/disk-full", "files/disk-full", "none"],
        names: [".schema.json"],
        cache: "before",
      });
    });
  },
});

Deno.test({
  name: `a read-only file system is named as such${UNLESS_MOUNTS}`,
  ignore: !CAN_MOUNT,
  fn: async () => {
    await inFolder({}, async (folder) => {
      await Deno.writeTextFile(`${folder}/.schema.json`, "before");
      const readOnly = `mount --bind ${folder} ${folder}; mount -o remount,ro,bind ${folder}`;
      assert.deepEqual(await mounted(readOnly, folder), {
        codes: ["files/read-only", "files/read-only", "files/read-only"],
        names: [".schema.json"],
        cache: "before",
      });
    });
  },
});

Deno.test({
  name: `a folder without permission to write is named as such${
    IS_ROOT ? " (skipped: root may write anywhere)" : ""
  }`,
  ignore: IS_WINDOWS || IS_ROOT,
  fn: async () => {
    await inFolder({}, async (folder) => {
      await Deno.writeTextFile(`${folder}/.schema.json`, "before");
      await Deno.chmod(folder, 0o555);
      try {
        const path = `${folder}/sub/a.sql`;
        assert.equal(codeOf(await writeNewFileAtomically(path, "")), "files/not-permitted");
        assert.equal(
          codeOf(await replaceFileAtomically(`${folder}/.schema.json`, "after")),
          "files/not-permitted",
        );
        assert.deepEqual(namesIn(folder), [".schema.json"]);
      } finally {
        await Deno.chmod(folder, 0o755);
      }
    });
  },
});

Deno.test({
  name: "Ctrl-C at any moment leaves complete files and nothing else",
  ignore: IS_WINDOWS,
  fn: async () => {
    const ends: number[] = [];
    for (const delayMs of [0, 1, 2, 3, 5, 8, 13, 21, 34, 55]) {
      await inFolder({}, async (folder) => {
        ends.push(await interrupted(folder, delayMs));
        const files = namesIn(folder).filter((name) => name !== ".schema.json");
        assert.deepEqual(files, files.map((_, index) => `${1000 + index}.sql`));
        for (const name of namesIn(folder)) {
          assert.equal((await Deno.stat(`${folder}/${name}`)).size, BIG, name);
        }
      });
    }
    assert.deepEqual(ends, ends.map(() => 130));
  },
});

/** The exit code of a child that writes files in a loop and gets Ctrl-C after a delay. */
async function interrupted(folder: string, delayMs: number): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--no-check",
      `import { replaceFileAtomically, writeNewFileAtomically } from "${MODULE}";
      const text = "x".repeat(${BIG});
      console.log("begun");
      for (let number = 1000; number < 3000; number++) {
        await writeNewFileAtomically("${folder}/" + number + ".sql", text);
        await replaceFileAtomically("${folder}/.schema.json", text);
      }`,
    ],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  for await (const _ of child.stdout) {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    child.kill("SIGINT");
  }
  return (await child.status).code;
}

/** The output of `written` after mounting a folder in a separate mount namespace. */
function mounted(mounts: string, folder: string) {
  return written(mounts, folder, ["unshare", "-Urm"]);
}

/**
 * The results of a child that writes a cache, a migration that is too large and a cache that is too
 * large, after these shell commands.
 */
async function written(commands: string, folder: string, wrapper: readonly string[] = []) {
  const code = `import { replaceFileAtomically, writeNewFileAtomically } from "${MODULE}";
    const codeOf = (result) => result.ok ? "none" : result.diagnostics[0].code;
    const first = codeOf(await replaceFileAtomically("${folder}/.schema.json", "before"));
    const big = "x".repeat(${BIG});
    const codes = [
      codeOf(await writeNewFileAtomically("${folder}/sub/1.sql", big)),
      codeOf(await replaceFileAtomically("${folder}/.schema.json", big)),
      first,
    ];
    const names = [...Deno.readDirSync("${folder}")].map((entry) => entry.name);
    console.log(JSON.stringify({
      codes, names, cache: Deno.readTextFileSync("${folder}/.schema.json"),
    }));`;
  const script = `set -e; ${commands}; exec "$0" eval --no-check "$1"`;
  const [program = "", ...args] = [...wrapper, "sh", "-c", script, Deno.execPath(), code];
  return await said(program, ...args);
}

/** The output of a program, parsed as JSON. */
// deno-lint-ignore no-explicit-any
async function said(program: string, ...args: readonly string[]): Promise<any> {
  const { stdout, stderr } = await new Deno.Command(program, { args: [...args] }).output();
  const text = new TextDecoder().decode(stdout);
  assert.notEqual(text, "", new TextDecoder().decode(stderr));
  return JSON.parse(text);
}

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
}

function codeOf(result: Awaited<ReturnType<typeof replaceFileAtomically>>): string | undefined {
  return result.diagnostics[0]?.code;
}
