import type { Resource } from "../../src/pdp/pdp.ts";
import { isIn } from "./conditions.ts";
import type { Condition } from "./table.ts";
import type { TableSubject } from "./subjects/subject.ts";

/** The column "only if" of `content` in section 3 of the permission tables. */

type Attr = Resource["attr"];

function owns({ owners }: Attr, { principal }: TableSubject): boolean {
  return isIn(owners, principal.id);
}

export const CONTENT_CONDITIONS = {
  visible: {
    code: "undiscoverable",
    met: (attr, subject) =>
      attr["discoverable"] === true ||
      owns(attr, subject) ||
      isIn(attr["sharedWith"], subject.principal.id),
  },
  findable: {
    code: "undiscoverable",
    met: (attr, subject) =>
      attr["discoverable"] === true || owns(attr, subject),
  },
  discoverable: {
    code: "undiscoverable",
    met: ({ discoverable }) => discoverable === true,
  },
  /** What a viewer changes or makes, nobody else finds. */
  private: {
    code: "viewer_content",
    met: ({ discoverable }) => discoverable === false,
  },
  /** Of a type that viewers make. */
  simple: {
    code: "viewer_content",
    met: ({ type }) =>
      type === "dashboard" || type === "chart" || type === "cohort",
  },
  owned: { code: "not_an_owner", met: owns },
  archived: {
    code: "not_archived",
    met: ({ archived }) => archived === true,
  },
  "owned or open segment": {
    code: "not_an_owner",
    met: (attr, subject) =>
      owns(attr, subject) ||
      (attr["type"] === "saved_segment" && attr["discoverable"] === true),
  },
  "owned or discoverable": {
    code: "not_an_owner",
    met: (attr, subject) =>
      owns(attr, subject) || attr["discoverable"] === true,
  },
} as const satisfies Readonly<Record<string, Condition>>;
