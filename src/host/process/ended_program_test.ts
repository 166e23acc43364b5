import assert from "node:assert/strict";
import { inFolder } from "../../../tests/support/folders.ts";
import { newBoard, useBoard } from "../board.ts";
import { runBeforeEnd } from "../signals.ts";
import { runProgram } from "./run_program.ts";

Deno.test("runProgram() starts nothing once a signal is about to end the process", async () => {
  useBoard(newBoard());
  await inFolder({}, async (folder) => {
    const limits = { folder, limitMs: 10_000, mostBytes: 100 };
    assert.equal((await runProgram("echo > before", limits)).kind, "ended");
    runBeforeEnd();
    runProgram("echo > after", limits);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["before"]);
  });
});
