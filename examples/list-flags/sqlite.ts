import { SqliteDialect } from "kysely";
import sqlite, { type JSValue } from "node-sqlite3-wasm";

/**
 * Kysely on `node-sqlite3-wasm`, a SQLite that works on files and installs without a compiler or a download.
 * With `better-sqlite3`, all you need is `new SqliteDialect({ database: new Database(path) })`.
 */
export function sqliteDialect(path: string): SqliteDialect {
  const database = new sqlite.Database(path);
  return new SqliteDialect({
    database: {
      close() {
        database.close();
      },
      prepare(sql) {
        // `database.all` and `database.run` release their statement. A prepared one would leak.
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
