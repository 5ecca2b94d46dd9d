import type { Directory } from "../../src/index.ts"; // in a service: "rolebook"
import type { FlagDatabase, FlagTables } from "./flag-database.ts";

const FLAGS_PER_PROJECT = 60;

/** Creates flags in each project of the directory. Two thirds are restricted to some people of the organization. */
export async function seed(
  database: FlagDatabase,
  { organizations }: Directory,
): Promise<void> {
  const flags: FlagTables["flags"][] = [];
  const editors: FlagTables["flag_editors"][] = [];
  for (const { organization, projects, users } of organizations) {
    for (const project of projects) {
      for (let number = 0; number < FLAGS_PER_PROJECT; number++) {
        const place = { organization: organization.id, project: project.id };
        const id = `${place.organization}/${place.project}/${String(number).padStart(2, "0")}`;
        const access = number % 3 === 0 ? "everyone" : "editors";
        flags.push({ id, ...place, access });
        // Open flags have editors too, which do not matter there.
        for (const [index, user] of users.entries()) {
          if ((number + index) % 4 === 0) {
            editors.push({ flag_id: id, user_id: user.id });
          }
        }
      }
    }
  }
  await database.insertInto("flags").values(flags).execute();
  await database.insertInto("flag_editors").values(editors).execute();
}
