import assert from "node:assert/strict";

/** The output of a program with these lines, in a process that has not loaded libSQL yet. */
async function printedBy(lines: string, ...permissions: readonly string[]): Promise<string> {
  const shadow = new URL("../../shadow/database/shadow_database.ts", import.meta.url);
  const program = `
    import fs from "node:fs";
    import process from "node:process";
    import { ShadowDatabase } from ${JSON.stringify(shadow.href)};
    const { env, report } = process;
    const { readFileSync } = fs;
    const { getReport } = report;
    const openTen = () => Promise.all(Array.from({ length: 10 }, () => ShadowDatabase.open()));
    const isAsBefore = () =>
      process.env === env && process.report.getReport === getReport &&
      fs.readFileSync === readFileSync;
    ${lines}`;
  const args = ["run", "--quiet", "--no-check", "--no-prompt", ...permissions, "-"];
  const child = new Deno.Command(Deno.execPath(), {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { stdout, stderr } = await child.output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

Deno.test("loadLibsql() leaves the process unchanged, however many databases are opened at once", async () => {
  const lines = `
    const variables = () => JSON.stringify(Object.entries(process.env).sort());
    const before = variables();
    await openTen();
    console.log(isAsBefore(), variables() === before, before.length > 2);`;
  assert.equal(await printedBy(lines, "--allow-all"), "true true true\n");
});

Deno.test("isOutOfMemory() knows the error of an engine that may take no more memory", async () => {
  const bounds = new URL("./memory_bounds.ts", import.meta.url);
  // The limit holds for a whole process.
  const printed = await printedBy(
    `
    import Database from "npm:libsql@0.5.29";
    import { isOutOfMemory } from ${JSON.stringify(bounds.href)};
    const database = new Database(":memory:");
    const thrownBy = (sql) => {
      try { database.prepare(sql).all(); } catch (error) { return error; }
    };
    database.exec("PRAGMA hard_heap_limit = 4000000");
    console.log(isOutOfMemory(thrownBy("SELECT hex(randomblob(20000000))")));
    console.log(isOutOfMemory(thrownBy("SELECT missing")));
  `,
    "-A",
  );
  assert.equal(printed, "true\nfalse\n");
});

Deno.test("closed databases of libSQL are freed while others are opened", async () => {
  const printed = await printedBy(
    `
    const openAndClose = async (count) => {
      for (let index = 0; index < count; index++) {
        await using shadow = await ShadowDatabase.open();
        shadow.query("SELECT 1");
      }
      return Deno.memoryUsage().rss;
    };
    const before = await openAndClose(200);
    console.log(Math.round((await openAndClose(800) - before) / 2 ** 20));
  `,
    "-A",
  );
  assert.match(printed, /^-?\d+\n$/);
  assert(Number(printed) < 32, `${printed} MiB more`);
});

Deno.test("loadLibsql() hides nothing from the rest of the program while it loads", async () => {
  const lines = `
    process.env.BEFORE = "1";
    const ldd = await Deno.makeTempFile();
    let looks = 0, wrong = 0;
    const look = () => {
      looks++;
      if (process.env.BEFORE !== "1" || !("BEFORE" in { ...process.env })) wrong++;
      if (fs.readFileSync(ldd, "utf8") !== "") wrong++;
      if (!("javascriptHeap" in process.report.getReport())) wrong++;
      process.env.DURING = "2";
    };
    let isOpen = false;
    const opened = openTen().then(() => isOpen = true);
    while (!isOpen) {
      look();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await opened;
    await Deno.remove(ldd);
    console.log(looks > 0, wrong, process.env.DURING, isAsBefore());`;
  assert.equal(await printedBy(lines, "--allow-all"), "true 0 2 true\n");
});

Deno.test("loadLibsql() needs no permission except for native code, and restores everything if that is refused", async () => {
  const opens = "await openTen(); console.log(isAsBefore());";
  assert.equal(await printedBy(opens, "--allow-ffi"), "true\n");
  const refused = `
    const answers = await Promise.allSettled([ShadowDatabase.open(), ShadowDatabase.open()]);
    console.log(answers.map(({ reason }) => reason.diagnostic.code), isAsBefore());`;
  assert.equal(
    await printedBy(refused),
    '[ "engine/not-loaded", "engine/not-loaded" ] true\n',
  );
});
