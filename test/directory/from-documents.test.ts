import { describe, expect, it } from "vitest";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import { directoryFromDocuments } from "../../src/directory/from-documents.ts";
import { failureOf } from "./support.ts";

const apiVersion = "rolebook/v1";
const DOCUMENTS: readonly DirectoryDocument[] = [
  {
    apiVersion,
    kind: "Organization",
    id: "acme",
    plan: "enterprise",
    owner: "root@acme.example",
    permissions: "project",
  },
  { apiVersion, kind: "User", id: "root@acme.example", role: "admin" },
  { apiVersion, kind: "Project", id: "web", modules: [] },
];

describe("a directory from documents", () => {
  it("is made without files", () => {
    const directory = directoryFromDocuments(DOCUMENTS);
    expect(directory.organization("acme")?.project("web")?.name).toBe("web");
  });

  it("neither changes nor freezes the documents", () => {
    const documents = structuredClone(DOCUMENTS);
    directoryFromDocuments(documents);
    expect(documents).toEqual(DOCUMENTS);
    expect(documents.some((each) => Object.isFrozen(each))).toBe(false);
    const [, , project] = documents;
    expect(
      project?.kind === "Project" && Object.isFrozen(project.modules),
    ).toBe(false);
  });

  it("names the document of each problem by number, kind and id", async () => {
    const error = await failureOf(() =>
      directoryFromDocuments([
        ...DOCUMENTS,
        { apiVersion, kind: "Group", id: "g", members: ["x@y"] },
        { apiVersion, kind: "Project", id: "web" },
      ]),
    );
    expect(error.problems).toEqual([
      {
        document: 4,
        kind: "Group",
        id: "g",
        path: "members[0]",
        message: 'User "x@y" does not exist in organization "acme"',
        remedy: "Correct the id, or add a User document for it.",
      },
      {
        document: 5,
        kind: "Project",
        id: "web",
        path: "id",
        message: 'Project "web" is already defined in document 3 (Project web)',
        remedy: "Merge the two, or give one of them another id.",
      },
    ]);
    expect(error.message).toBe(
      [
        "The directory has 2 problems:",
        '  document 4 (Group g)  members[0]: User "x@y" does not exist in organization "acme". Correct the id, or add a User document for it.',
        '  document 5 (Project web)  id: Project "web" is already defined in document 3 (Project web). Merge the two, or give one of them another id.',
      ].join("\n"),
    );
  });

  it("is refused without any document", async () => {
    const { problems } = await failureOf(() => directoryFromDocuments([]));
    expect(problems).toMatchObject([
      { message: "The directory has no Organization document" },
    ]);
  });
});
