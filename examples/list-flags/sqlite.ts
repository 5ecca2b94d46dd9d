import { SqliteDialect } from "kysely";
import sqlite, { type JSValue } from "node-sqlite3-wasm";

/**
 * Kysely on `node-sqlite3-wasm`: SQLite that works on files and needs neither a compiler nor a download to be installed.
 * With `better-sqlite3`, `new SqliteDialect({ database: new Database(path) })` is all there is.
 */
export function sqliteDialect(path: string): SqliteDialect {
  const database = new sqlite.Database(path);
  return new SqliteDialect({
    database: {
      close() {
        database.close();
      },
      prepare(sql) {
        // These two release the statement that they make; it would leak otherwise.
        const all = (values: readonly unknown[]): unknown[] =>
          database.all(sql, values as JSValue[]);
        return {
          reader: /^(select|with)\b|\breturning\b/i.test(sql),
          all,
          run: (values) => database.run(sql, values as JSValue[]),
          iterate: (values) => all(values).values(),
        };
      },
    },
  });
}
