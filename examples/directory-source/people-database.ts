import { Kysely } from "kysely";
import { sqliteDialect } from "../list-flags/sqlite.ts";

/** Tables in which a service could store who has what. */
export interface PeopleTables {
  organizations: {
    id: string;
    plan: "starter" | "plus" | "growth" | "enterprise";
    /** An e-mail address in lower case, like all of them. */
    owner: string;
  };
  projects: { id: string; organization: string };
  people: {
    email: string;
    organization: string;
    role: "none" | "member" | "admin";
  };
  project_roles: {
    email: string;
    organization: string;
    project: string;
    role: "viewer" | "member" | "manager" | "admin";
    /** Such as 2027-01-31T00:00:00Z. */
    expires: string | null;
  };
}

export type PeopleDatabase = Kysely<PeopleTables>;

const TABLES = {
  organizations: ["id", "plan", "owner"],
  projects: ["id", "organization"],
  people: ["email", "organization", "role"],
  project_roles: ["email", "organization", "project", "role", "expires"],
} as const;

/** Creates the tables in a new file. `destroy()` closes it. */
export async function createPeopleDatabase(
  path: string,
): Promise<PeopleDatabase> {
  const database = new Kysely<PeopleTables>({ dialect: sqliteDialect(path) });
  for (const [name, columns] of Object.entries(TABLES)) {
    let table = database.schema.createTable(name);
    for (const column of columns) {
      table = table.addColumn(column, "text", (definition) =>
        column === "expires" ? definition : definition.notNull(),
      );
    }
    await table.execute();
  }
  return database;
}
