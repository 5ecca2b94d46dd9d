import { type Principal } from "../../src/model/principal.ts";
import { toPrincipal } from "../../src/access/principal.ts";
import { resolveAccess } from "../../src/access/resolve.ts";
import type { Directory } from "../../src/directory/directory.ts";
import { directoryOfDataSet, PROJECTS } from "./directory.ts";
import { type Flag, flagsOfDataSet } from "./flags.ts";
import { PEOPLE, type Person } from "./people.ts";

/** The question of the benchmark is "May this person edit this flag?", for each person and each flag. */
export interface DataSet {
  readonly directory: Directory;
  readonly people: readonly Person[];
  readonly flags: readonly Flag[];
  /** The ids of the projects, which are the same in both organizations. */
  readonly projects: readonly string[];

  /**
   * A person's roles in one project, as Rolebook sends them for a check, or in all projects.
   *
   * Contenders that know no directory are given these roles. Their own engines decide.
   */
  principal(person: Person, project?: string): Principal;
}

/** Always the same data. */
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
