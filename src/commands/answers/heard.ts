import { fillAnswerFlag, renameFlag } from "./flags.ts";
import type { Ask, Question } from "./question.ts";

/** Somebody who is asked, and what they said as options: what makes the next run ask nothing. */
export interface Heard {
  readonly asking: { readonly ask?: Ask };
  /** As they are typed in a shell, in the order of the answers. */
  flags(): readonly string[];
}

/** Listens to what a person answers. */
export function hear(ask: Ask | undefined): Heard {
  // A question that is asked again has the answer that was given last.
  const answers = new Map<string, string | undefined>();
  const listening = (ask: Ask): Ask => async (question) => {
    const answer = await ask(question);
    answers.set(keyOf(question), flagFor(question, answer));
    return answer;
  };
  return {
    asking: ask === undefined ? {} : { ask: listening(ask) },
    // What answers all questions that are left comes last.
    flags: () =>
      [...new Set(answers.values())].filter((flag) => flag !== undefined)
        .sort((left, right) => Number(left === REST) - Number(right === REST)),
  };
}

const REST = "--no-renames";

function keyOf(question: Question): string {
  switch (question.kind) {
    case "rename":
      return JSON.stringify([question.table, question.after]);
    case "fill":
      return JSON.stringify([question.table, question.column]);
    case "choice":
      return question.message;
  }
}

function flagFor(question: Question, answer: string | undefined): string | undefined {
  switch (question.kind) {
    case "rename": {
      const table = question.table === undefined ? [] : [question.table];
      return answer === undefined
        ? REST
        : renameFlag([...table, answer], [...table, question.after]);
    }
    case "fill":
      return answer && fillAnswerFlag([question.table, question.column], answer);
    case "choice":
      return undefined;
  }
}
