/** Like `prepare`, but reuses the statement that was compiled last. */
export function cachingLast<Statement>(
  prepare: (sql: string) => Statement,
): (sql: string) => Statement {
  let last: string;
  let statement: Statement;
  return (sql) => {
    if (sql !== last) [last, statement] = [sql, prepare(sql)];
    return statement;
  };
}
