import assert from "node:assert/strict";
import { filesBelow, inFolder } from "../../../../tests/support/folders.ts";
import { LOCK_FILE, whileLocked } from "./folder_lock.ts";

Deno.test("whileLocked() runs callers one after the other, and leaves nothing behind", async () => {
  await inFolder({}, async (folder) => {
    let [inside, most] = [0, 0];
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        whileLocked(`${folder}/a/b`, async () => {
          most = Math.max(most, ++inside);
          await new Promise((resolve) => setTimeout(resolve, 2));
          inside--;
          return index;
        })),
    );
    assert.deepEqual(results, [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.equal(most, 1);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("whileLocked() keeps a folder that is no longer empty", async () => {
  await inFolder({}, async (folder) => {
    await whileLocked(`${folder}/a`, () => Deno.writeTextFile(`${folder}/a/1.sql`, ""));
    assert.deepEqual(await filesBelow(folder), { "a/1.sql": "" });
  });
});

Deno.test("whileLocked() takes over the lock of a killed process", async () => {
  await inFolder({ [LOCK_FILE]: "" }, async (folder) => {
    const longAgo = new Date(Date.now() - 60_000);
    await Deno.utime(`${folder}/${LOCK_FILE}`, longAgo, longAgo);
    assert.equal(await whileLocked(folder, () => Promise.resolve(1)), 1);
    assert.deepEqual(await filesBelow(folder), {});
  });
});

Deno.test("whileLocked() takes over a lock whose time is in the future", async () => {
  await inFolder({ [LOCK_FILE]: "" }, async (folder) => {
    const ahead = new Date(Date.now() + 3_600_000);
    await Deno.utime(`${folder}/${LOCK_FILE}`, ahead, ahead);
    assert.equal(await whileLocked(folder, () => Promise.resolve(1), { staleMs: 100 }), 1);
    assert.deepEqual(await filesBelow(folder), {});
  });
});

Deno.test("whileLocked() does without a lock where something else has its name", async () => {
  await inFolder({ [`${LOCK_FILE}/x`]: "" }, async (folder) => {
    assert.equal(await whileLocked(folder, () => Promise.resolve(1)), 1);
    assert.deepEqual(await filesBelow(folder), { [`${LOCK_FILE}/x`]: "" });
  });
});
