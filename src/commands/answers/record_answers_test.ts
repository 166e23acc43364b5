import assert from "node:assert/strict";
import type { Question } from "./question.ts";
import { recordAnswers } from "./record_answers.ts";

Deno.test("recordAnswers() returns flags with the names before on the left", async () => {
  const column = { kind: "rename", subject: "column", table: "people", after: "label" } as const;
  const questions: readonly Question[] = [
    { kind: "rename", subject: "table", after: "people", candidates: ["users"] },
    { ...column, tableBefore: "users", candidates: ["name"] },
    { ...column, table: "posts", candidates: ["title"] },
  ];
  const answers = recordAnswers((question) =>
    Promise.resolve(question.kind === "rename" ? question.candidates[0] : undefined)
  );
  for (const question of questions) await answers.asking.ask?.(question);
  assert.deepEqual(answers.flags(), [
    "--rename users:people",
    "--rename users.name:people.label",
    "--rename posts.title:posts.label",
  ]);
});
