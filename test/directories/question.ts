import fc from "fast-check";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import type { Catalog, Kind } from "../../src/policies/catalog.ts";
import {
  type Attributes,
  OTHER,
  ownAttributesOf,
  SELF,
} from "../invariants/resources.ts";
import { documentsIn, pick, STRANGER } from "./documents.ts";

/** May this user or credential do this? In the terms of a directory, as `rolebook check` asks. */
export interface Question {
  /** Of the subject. */
  readonly organization: string;
  readonly subject: string;
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  /** All attributes of the resource; but only its place, where the directory has it. */
  readonly attr: Attributes;
  readonly isInDirectory: boolean;
}

/** Where to point in a directory that is not known yet: places in its lists, counted round and round. */
export const aim = fc.record({
  organization: fc.nat(1),
  subject: fc.nat(1_000),
  /** Whether the subject is written in upper case. */
  shouts: fc.boolean(),
  kind: fc.nat(10_000),
  action: fc.nat(10_000),
  attributes: fc.nat(10_000),
  other: fc.nat(1_000),
  project: fc.constantFrom(0, 0, 1),
  /** Mostly one's own organization. */
  isElsewhere: fc.constantFrom(false, false, false, false, true),
  isInDirectory: fc.boolean(),
  item: fc.nat(1_000),
});
type Aim = typeof aim extends fc.Arbitrary<infer T> ? T : never;

/** The question that an aim hits in this directory. */
export function questionOf(
  documents: readonly DirectoryDocument[],
  catalog: Catalog,
  at: Aim,
): Question {
  const organizations = documents.flatMap((each) =>
    each.kind === "Organization" ? each.id : [],
  );
  const own = pick(organizations, at.organization);
  const place = pick(organizations, at.organization + Number(at.isElsewhere));
  const users = documentsIn(documents, "User", own).map(({ id }) => id);
  const credentials = documentsIn(documents, "Credential", own);
  const [root = "", ...people] = users;
  const rest = [root, ...credentials.map(({ id }) => id), STRANGER];
  // Mostly people, whose roles differ.
  const subject = pick([...rest, ...people, ...people, ...people], at.subject);
  const others = [...users, STRANGER].filter((id) => id !== subject);

  const kind = pick(
    catalog.kinds.flatMap((each) =>
      Array.from({ length: asOftenAsItMatters(each) }, () => each),
    ),
    at.kind,
  );
  const projects = documentsIn(documents, "Project", place);
  const question = {
    organization: own,
    subject:
      at.shouts && users.includes(subject) ? subject.toUpperCase() : subject,
    action: pick(kind.actions, at.action),
    kind: kind.name,
  };
  const items = [
    ...documentsIn(documents, "Flag", place),
    ...documentsIn(documents, "Experiment", place),
  ].filter((each) => each.kind.toLowerCase() === kind.name);
  if (at.isInDirectory && items.length > 0) {
    const { id, project } = pick(items, at.item);
    const attr = { organization: place, project };
    return { ...question, id, attr, isInDirectory: true };
  }
  const combination = pick(attributesOf(kind), at.attributes);
  return {
    ...question,
    id: "any",
    attr: {
      organization: place,
      ...(kind.attributes.has("project")
        ? { project: pick(projects, at.project).id }
        : {}),
      ...withUsers(combination, subject, pick(others, at.other)),
    },
    isInDirectory: false,
  };
}

/** As often as it has pairs of an action and an attribute that is not its project: where there are more, there are more rules. */
function asOftenAsItMatters({ actions, attributes }: Kind): number {
  return actions.length * (attributes.size - Number(attributes.has("project")));
}

/** The attributes of a kind in every combination, which is much to work out anew for every question. */
const combinations = new Map<string, readonly Attributes[]>();

function attributesOf(kind: Kind): readonly Attributes[] {
  const known = combinations.get(kind.name) ?? ownAttributesOf(kind);
  combinations.set(kind.name, known);
  return known;
}

/** Attributes that speak of these two users. */
function withUsers(attr: Attributes, self: string, other: string): Attributes {
  const name = <T>(value: T): T | string =>
    value === SELF ? self : value === OTHER ? other : value;
  return Object.fromEntries(
    Object.entries(attr).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(name) : name(value),
    ]),
  );
}
