import type { DirectoryDocument, DirectorySource } from "../../src/index.ts"; // in a service: "rolebook"
import type { PeopleDatabase } from "./people-database.ts";

/** The directory, one person at a time, from the service's own tables. */
export function peopleSource(database: PeopleDatabase): DirectorySource {
  return {
    async find({ id, organization: named }) {
      const email = id.toLowerCase();
      const people = await database
        .selectFrom("people")
        .innerJoin("organizations", "organizations.id", "people.organization")
        .select(["people.organization", "role", "plan", "owner"])
        .where("email", "=", email)
        .execute();
      const documents: DirectoryDocument[] = [];
      for (const { organization, role, plan, owner } of people) {
        if ((named ?? organization) !== organization) continue;
        const projects = await database
          .selectFrom("projects")
          .select("id")
          .where("organization", "=", organization)
          .execute();
        const roles = await database
          .selectFrom("project_roles")
          .select(["project", "role", "expires"])
          .where("email", "=", email)
          .where("organization", "=", organization)
          .execute();
        documents.push(
          {
            apiVersion: "rolebook/v1",
            kind: "Organization",
            id: organization,
            plan,
            owner,
            permissions: "project",
            modules: ["experiment"],
          },
          ...projects.map(({ id }): DirectoryDocument => ({
            apiVersion: "rolebook/v1",
            kind: "Project",
            organization,
            id,
            modules: ["experiment"],
          })),
          {
            apiVersion: "rolebook/v1",
            kind: "User",
            organization,
            id: email,
            role,
            grants: roles.map(({ expires, ...grant }) =>
              expires === null ? grant : { ...grant, expires },
            ),
          },
        );
      }
      return documents.length > 0 ? documents : undefined;
    },
  };
}
