import type { DirectoryDocument, DirectorySource } from "../../src/index.ts"; // in a service: "rolebook"
import type { PeopleDatabase, PeopleTables } from "./people-database.ts";

/** A directory from the service's own tables, read for one person at a time. */
export function peopleSource(database: PeopleDatabase): DirectorySource {
  return {
    async find({ id, organization }) {
      const everywhere = await database
        .selectFrom("people")
        .innerJoin("organizations", "organizations.id", "people.organization")
        .selectAll()
        .where("email", "=", id.toLowerCase())
        .execute();
      const people = everywhere.filter(
        (person) =>
          (organization ?? person.organization) === person.organization,
      );
      if (people.length === 0) return undefined;
      const documents = people.map(async (person) => {
        const projects = await database
          .selectFrom("projects")
          .selectAll()
          .where("organization", "=", person.organization)
          .execute();
        const roles = await database
          .selectFrom("project_roles")
          .selectAll()
          .where("organization", "=", person.organization)
          .where("email", "=", person.email)
          .execute();
        return toDocuments(person, projects, roles);
      });
      return (await Promise.all(documents)).flat();
    },
  };
}

/** The documents about one person in one organization. */
function toDocuments(
  person: PeopleTables["people"] & PeopleTables["organizations"],
  projects: readonly PeopleTables["projects"][],
  roles: readonly PeopleTables["project_roles"][],
): readonly DirectoryDocument[] {
  const apiVersion = "rolebook/v1";
  const { organization, plan, owner, email, role } = person;
  return [
    {
      apiVersion,
      kind: "Organization",
      id: organization,
      plan,
      owner,
      permissions: "project",
      modules: ["experiment"],
    },
    // All projects, because an admin has a role in each.
    ...projects.map(({ id }): DirectoryDocument => {
      return {
        apiVersion,
        kind: "Project",
        organization,
        id,
        modules: ["experiment"],
      };
    }),
    {
      apiVersion,
      kind: "User",
      organization,
      id: email,
      role,
      grants: roles.map(({ project, role, expires }) =>
        expires === null ? { project, role } : { project, role, expires },
      ),
    },
  ];
}
