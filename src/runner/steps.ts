import type { Answer, BoundStatement, Driver, Row } from "./driver.ts";

/**
 * A generator that yields functions to be called one at a time, each of which returns a value or a promise,
 * and that is resumed with the result. It lets the same code run on synchronous and asynchronous drivers.
 */
export type Steps<T> = Generator<() => Answer<unknown>, T, unknown>;

/** The answer to one request. */
export function* ask<T>(request: () => Answer<T>): Steps<T> {
  return (yield request) as T;
}

/** The rows of one statement. */
export function query(driver: Driver, sql: string): Steps<readonly Row[]> {
  return ask(() => driver.query({ sql }));
}

/** Runs one statement whose rows are not needed. */
export function run(
  driver: Driver,
  sql: string,
  parameters?: BoundStatement["parameters"],
): Steps<unknown> {
  return ask((): Answer<unknown> =>
    driver.run && !parameters ? driver.run(sql) : driver.query({ sql, parameters })
  );
}

/** Runs statements in one transaction: all of them or none. */
export function* runTogether(driver: Driver, statements: readonly BoundStatement[]): Steps<void> {
  if (driver.batch !== undefined) {
    yield* ask(() => driver.batch!(statements, { keysOff: false }));
    return;
  }
  yield* run(driver, "BEGIN IMMEDIATE");
  try {
    for (const { sql, parameters } of statements) yield* run(driver, sql, parameters);
    yield* run(driver, "COMMIT");
  } catch (error) {
    yield* run(driver, "ROLLBACK");
    throw error;
  }
}

/**
 * Runs the work. As long as answers are synchronous, nothing else runs in between: on a connection
 * that an application shares, its own queries must not end up in our transaction.
 */
export async function runSteps<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    let answer: unknown;
    try {
      answer = step.value();
      if (isLater(answer)) answer = await answer;
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(answer);
  }
  return step.value;
}

function isLater(answer: unknown): answer is PromiseLike<unknown> {
  return typeof (answer as PromiseLike<unknown> | undefined)?.then === "function";
}
