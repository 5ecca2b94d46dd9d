import { type Principal } from "../../src/model/principal.ts";
import { toPrincipal } from "../../src/access/principal.ts";
import { resolveAccess } from "../../src/access/resolve.ts";
import type { Directory } from "../../src/directory/directory.ts";
import { directoryOfDataSet, PROJECTS } from "./directory.ts";
import { type Flag, flagsOfDataSet } from "./flags.ts";
import { PEOPLE, type Person } from "./people.ts";

/** May this person edit this flag? Asked about each person and each flag. */
export interface DataSet {
  readonly directory: Directory;
  readonly people: readonly Person[];
  readonly flags: readonly Flag[];
  /** The ids that the projects of both organizations have. */
  readonly projects: readonly string[];

  /**
   * A person with their roles: in one project, which is what Rolebook sends for a check, or in all of them.
   *
   * Contenders without a notion of a directory are given these. What they allow is for their own engines to say.
   */
  principal(person: Person, project?: string): Principal;
}

/** The same each time. */
export function buildDataSet(flagCount: number): DataSet {
  const directory = directoryOfDataSet();
  const at = Date.now();
  const principals = new Map(
    PEOPLE.map((person) => {
      const { id: user, organization } = person;
      const access = resolveAccess(directory, { user, organization, at });
      const inProject = PROJECTS.map((project) => {
        return [project, toPrincipal(access, { projects: [project] })] as const;
      });
      return [
        person,
        { everywhere: toPrincipal(access), inProject: new Map(inProject) },
      ];
    }),
  );
  return {
    directory,
    people: PEOPLE,
    flags: flagsOfDataSet(flagCount, 1),
    projects: PROJECTS,
    principal(person, project) {
      const found = principals.get(person);
      const principal =
        project === undefined
          ? found?.everywhere
          : found?.inProject.get(project);
      if (principal !== undefined) return principal;
      throw new Error(`${person.id} is not in the data set.`);
    },
  };
}
