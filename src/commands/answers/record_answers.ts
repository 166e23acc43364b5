import { fillAnswerFlag, renameAnswer } from "./flags.ts";
import type { Ask, Question } from "./question.ts";

/** A person who answers questions, and the flags that give the same answers in advance. */
export interface RecordedAnswers {
  /** Asks and records, for a context; empty if nobody can be asked. */
  readonly asking: { readonly ask?: Ask };
  /** The flags for a shell, in the order of the answers. */
  flags(): readonly string[];
}

/** Records a person's answers, so that the next run need not ask. */
export function recordAnswers(ask: Ask | undefined): RecordedAnswers {
  // If a question is asked again, the last answer counts.
  const answers = new Map<string, string | undefined>();
  const recording = (ask: Ask): Ask => async (question) => {
    const answer = await ask(question);
    answers.set(keyOf(question), flagFor(question, answer));
    return answer;
  };
  return {
    asking: ask === undefined ? {} : { ask: recording(ask) },
    // The flag that answers all remaining questions comes last.
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
    case "rename":
      return answer === undefined ? REST : renameAnswer(question, answer);
    case "fill":
      return answer && fillAnswerFlag([question.table, question.column], answer);
    case "choice":
      return undefined;
  }
}
