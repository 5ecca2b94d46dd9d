/** A person who asks to edit flags. */
export interface Person {
  readonly id: string;
  readonly organization: string;
  /** A description, such as `a manager`. */
  readonly what: string;
  /** One in this many restricted flags lists them as an editor; by default no flag does. */
  readonly listedOnOneIn?: number;
}

export const OWNER = "root@acme.example";
export const STRANGER = "root@globex.example";

/** One person for each case of the rules. `directory.ts` has their grants. */
export const PEOPLE: readonly Person[] = [
  {
    id: "viewer@acme.example",
    what: "a viewer who is listed",
    listedOnOneIn: 3,
  },
  {
    id: "member@acme.example",
    what: "a member who is listed",
    listedOnOneIn: 3,
  },
  { id: "newcomer@acme.example", what: "a member who is not listed" },
  { id: "manager@acme.example", what: "a manager", listedOnOneIn: 5 },
  { id: "project-admin@acme.example", what: "an admin of projects" },
  {
    id: "mixed@acme.example",
    what: "somebody with another role in each project",
    listedOnOneIn: 4,
  },
  { id: OWNER, what: "an organization admin" },
  { id: "nobody@acme.example", what: "somebody unknown" },
]
  .map((person) => ({ ...person, organization: "acme" }))
  .concat({
    id: STRANGER,
    what: "an admin of another organization",
    organization: "globex",
  });

/**
 * A member who may edit some restricted flags and not others, so that the role, the access and the editors all matter.
 */
export const MEMBER = personWithId("member@acme.example");

function personWithId(id: string): Person {
  const found = PEOPLE.find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is nobody called ${id}.`);
  return found;
}
