import fc from "fast-check";
import { describe, it } from "vitest";
import { DirectoryError } from "../../src/directory/directory-error.ts";
import type { Directory } from "../../src/directory/directory.ts";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import { directoryFromDocuments } from "../../src/directory/from-documents.ts";
import { loadDirectory } from "../../src/directory/load.ts";
import { BASE, folderWith, yaml } from "./support.ts";

const VALID = [
  BASE,
  yaml(
    "kind: Group\nid: g\nmembers: [root@acme.example, {user: root@acme.example, expires: 2027-01-31T00:00:00Z}]\ngrants: [{project: web, role: viewer}]",
    "kind: Flag\nproject: web\nid: f\naccess: editors\neditors: [root@acme.example]",
  ),
].join("---\n");

/** Pieces that mean something to a parser, a schema or JavaScript. */
const PIECES = [
  ...Array.from("{}[]:,-?&*!|>'\"%@`#~ \n\t\r\0\uFEFF\u2028"),
  "---\n",
  "...\n",
  "&a ",
  "*a",
  "<<: ",
  "!!str ",
  "!!set ",
  "__proto__: ",
  "constructor: ",
  "null",
  "0x10",
  ".nan",
  "1e999",
  "? ",
  "%YAML 1.2\n",
  "\n  - ",
  "\n- ",
];

async function settles(action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    if (error.problems.length === 0) throw error;
  }
}

const load = (content: string | Uint8Array): Promise<Directory> =>
  loadDirectory(folderWith({ "a.yaml": content }));

describe("loading a directory throws nothing but a DirectoryError", () => {
  it("for any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), (bytes) =>
        settles(() => load(bytes)),
      ),
      { numRuns: 300 },
    );
  });

  it("for any text made of YAML's pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...PIECES, "a", "kind: User", "id: x"), {
          maxLength: 60,
        }),
        (pieces) => settles(() => load(pieces.join(""))),
      ),
      { numRuns: 500 },
    );
  });

  it("for a valid directory with anything cut out or put in", async () => {
    const edit = fc.record({
      at: fc.nat(VALID.length),
      cut: fc.nat(12),
      put: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        (edits) => {
          let text = VALID;
          for (const { at, cut, put } of edits) {
            text = text.slice(0, at) + put + text.slice(at + cut);
          }
          return settles(() => load(text));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("for any values in place of documents", async () => {
    const document = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          apiVersion: fc.constant("rolebook/v1"),
          kind: fc.constantFrom("Organization", "User", "Group", "Flag"),
          id: fc.oneof(fc.constant("acme"), fc.jsonValue()),
          organization: fc.oneof(fc.constant("acme"), fc.jsonValue()),
          plan: fc.constantFrom("plus", "enterprise"),
          owner: fc.jsonValue(),
          members: fc.jsonValue(),
          grants: fc.array(fc.jsonValue()),
          role: fc.jsonValue(),
        },
        { requiredKeys: ["kind"] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(document, { maxLength: 5 }), (documents) =>
        settles(() =>
          directoryFromDocuments(documents as unknown as DirectoryDocument[]),
        ),
      ),
      { numRuns: 500 },
    );
  });
});
