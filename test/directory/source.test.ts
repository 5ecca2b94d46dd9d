import { describe, expect, it } from "vitest";
import { resolveAccess } from "../../src/access/resolve.ts";
import type { OrganizationDirectory } from "../../src/directory/directory.ts";
import type {
  DirectoryDocument,
  GroupDocument,
  OrganizationDocument,
  ProjectDocument,
  UserDocument,
} from "../../src/directory/documents.ts";
import { directoryFromDocuments } from "../../src/directory/from-documents.ts";
import { loadDirectory, readDirectory } from "../../src/directory/load.ts";
import { directoryFromSource } from "../../src/directory/source/from-source.ts";
import type {
  DirectorySource,
  SourceQuery,
} from "../../src/directory/source/source.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { failureOf } from "./support.ts";

const apiVersion = "rolebook/v1";
const ANA = "ana@acme.example";
const RUTH = "ruth@acme.example";
const AT = Date.UTC(2026, 6, 1);

const acme: OrganizationDocument = {
  apiVersion,
  kind: "Organization",
  id: "acme",
  plan: "enterprise",
  owner: RUTH,
  permissions: "project",
  modules: ["experiment"],
};
const web: ProjectDocument = {
  apiVersion,
  kind: "Project",
  id: "web",
  modules: ["experiment"],
};
const ana: UserDocument = {
  apiVersion,
  kind: "User",
  id: ANA,
  grants: [{ project: "web", role: "viewer", approvedBy: RUTH }],
};
const ruth: UserDocument = {
  apiVersion,
  kind: "User",
  id: RUTH,
  role: "admin",
};
const payments: GroupDocument = {
  apiVersion,
  kind: "Group",
  id: "payments",
  members: [ANA, RUTH, { user: "oleg@acme.example" }],
  teamSpaces: ["growth"],
  grants: [{ project: "web", role: "manager", approvedBy: RUTH }],
};
const DOCUMENTS: readonly DirectoryDocument[] = [
  acme,
  web,
  ana,
  payments,
  {
    apiVersion,
    kind: "TeamSpace",
    id: "growth",
    members: ["oleg@acme.example", ANA],
  },
  {
    apiVersion,
    kind: "Flag",
    project: "web",
    id: "new-checkout",
    access: "editors",
    editors: ["oleg@acme.example"],
    createdBy: "release-pipeline",
  },
];

function acmeFor(
  id: string,
  documents: readonly DirectoryDocument[] = DOCUMENTS,
): OrganizationDirectory {
  return directoryFromSource(documents, { id }).existingOrganization("acme");
}

describe("a directory from a source", () => {
  it("gives everybody in the examples what the whole directory gives them", async () => {
    const folder = packagePath("examples");
    const source = sourceOf((await readDirectory(folder)).entries);
    const whole = await loadDirectory(folder);
    let people = 0;
    for (const { organization, users, credentials } of whole.organizations) {
      const query = { organization: organization.id, at: AT };
      for (const { id } of users) {
        const excerpt = directoryFromSource(source.find({ id }), { id });
        const access = resolveAccess(excerpt, { ...query, user: id });
        expect(access).toEqual(resolveAccess(whole, { ...query, user: id }));
        people++;
      }
      for (const { id } of credentials) {
        const excerpt = directoryFromSource(source.find({ id }), { id });
        const contents = excerpt.existingOrganization(organization.id);
        expect(contents.credentials).toEqual([
          whole.organization(organization.id)?.credential(id),
        ]);
      }
    }
    expect(people).toBeGreaterThan(10);
  });

  it("needs no document of whoever is only mentioned", () => {
    expect(acmeFor(ANA).users.map(({ id }) => id)).toEqual([ANA]);
    const ofAll = failureOf(() => directoryFromDocuments(DOCUMENTS));
    return expect(ofAll).resolves.toMatchObject({ problems: { length: 9 } });
  });

  it("answers no question about anybody but the one asked about", () => {
    const contents = acmeFor(ANA, [...DOCUMENTS, ruth]);
    expect(contents.users.map(({ id }) => id)).toEqual([ANA]);
    expect(contents.memberships(RUTH)).toEqual([]);
    expect(contents.teamSpacesOf("oleg@acme.example")).toEqual([]);
    expect(contents.group("payments")?.members).toEqual([{ user: ANA }]);
    const directory = directoryFromSource([...DOCUMENTS, ruth], { id: ANA });
    expect(
      resolveAccess(directory, { user: RUTH, organization: "acme", at: AT }),
    ).toMatchObject({
      status: "unknown",
      organizationRole: "none",
      projects: [],
    });
  });

  it("finds a user without regard to case, and a credential exactly", () => {
    const key: DirectoryDocument = {
      apiVersion,
      kind: "Credential",
      id: "Pipeline",
      type: "management_api",
    };
    const documents = [
      acme,
      key,
      { ...ana, id: "Ana@Acme.example", grants: [] },
    ];
    expect(acmeFor("ANA@acme.example", documents).user(ANA)?.id).toBe(ANA);
    expect(acmeFor("Pipeline", documents).credentials).toHaveLength(1);
    expect(acmeFor("pipeline", documents).credentials).toEqual([]);
    expect(acmeFor(ANA, documents).credentials).toEqual([]);
  });

  it("takes somebody without a document for an unknown user of the organization", () => {
    const directory = directoryFromSource(DOCUMENTS, { id: RUTH });
    expect(
      resolveAccess(directory, { user: RUTH, organization: "acme", at: AT }),
    ).toMatchObject({ status: "unknown", plan: "enterprise", projects: [] });
    expect(directory.existingOrganization("acme").users).toEqual([]);
  });

  it("holds every organization that the documents are about", () => {
    const inBoth = [acme, { ...acme, id: "globex" }].flatMap(
      (organization): DirectoryDocument[] => [
        organization,
        { ...ana, organization: organization.id, grants: [] },
      ],
    );
    const { organizations } = directoryFromSource(inBoth, { id: ANA });
    expect(
      organizations.map(({ organization, users }) => [
        organization.id,
        users.length,
      ]),
    ).toEqual([
      ["acme", 1],
      ["globex", 1],
    ]);
  });

  it("neither changes nor freezes the documents", () => {
    const documents = structuredClone(DOCUMENTS);
    directoryFromSource(documents, { id: ANA });
    expect(documents).toEqual(DOCUMENTS);
    const [, , , group] = documents;
    expect(group?.kind === "Group" && Object.isFrozen(group.members)).toBe(
      false,
    );
  });
});

describe("documents from a source", () => {
  async function problemsOf(
    ...documents: readonly unknown[]
  ): Promise<readonly unknown[]> {
    const { problems } = await failureOf(() =>
      directoryFromSource(documents as DirectoryDocument[], { id: ANA }),
    );
    return problems.map(({ document, path, message }) =>
      [document, path, message].filter((each) => each !== undefined),
    );
  }

  it("name projects and team spaces that are there", async () => {
    expect(await problemsOf(acme, ana, payments)).toEqual([
      [
        2,
        "grants[0].project",
        'Project "web" does not exist in organization "acme"',
      ],
      [
        3,
        "grants[0].project",
        'Project "web" does not exist in organization "acme"',
      ],
      [
        3,
        "teamSpaces[0]",
        'Team space "growth" does not exist in organization "acme"',
      ],
    ]);
  });

  it("agree with their schemas, and with the plan", async () => {
    expect(
      await problemsOf(
        { ...acme, plan: "growth", permissions: "organization" },
        web,
        { ...ana, expires: new Date() },
      ),
    ).toEqual([
      [3, "expires", 'Unknown key "expires"'],
      [
        3,
        "grants",
        "Grants are allowed only if roles are assigned per project",
      ],
    ]);
  });

  it("do not make a member the owner", async () => {
    expect(
      await problemsOf({ ...acme, owner: "Ana@acme.example" }, web, ana),
    ).toEqual([[1, "owner", 'The owner, "Ana@acme.example", is not an admin']]);
  });

  it("have an organization, and each id once", async () => {
    expect(await problemsOf()).toEqual([
      ["The directory has no Organization document"],
    ]);
    expect(
      await problemsOf(acme, web, ana, { ...ana, id: "ANA@acme.example" }),
    ).toEqual([
      [
        4,
        "id",
        'User "ANA@acme.example" is already defined in document 3 (User ana@acme.example)',
      ],
    ]);
  });
});

interface Source extends DirectorySource {
  find(query: SourceQuery): readonly DirectoryDocument[];
}

/** What a service would look up in its database, looked up in documents. */
function sourceOf(entries: readonly { readonly document: unknown }[]): Source {
  const all = entries.map(({ document }) => document as DirectoryDocument);
  return {
    find: ({ id }) => {
      const mine = all.filter(
        (each) =>
          each.kind === "Organization" ||
          each.kind === "Project" ||
          each.kind === "TeamSpace" ||
          ((each.kind === "User" || each.kind === "Credential") &&
            each.id.toLowerCase() === id.toLowerCase()),
      );
      const groups = all.flatMap((each) => {
        if (each.kind !== "Group") return [];
        const members = (each.members ?? []).filter(
          (member) =>
            (typeof member === "string" ? member : member.user) === id,
        );
        return members.length === 0 ? [] : [{ ...each, members }];
      });
      return [...groups, ...mine];
    },
  };
}
