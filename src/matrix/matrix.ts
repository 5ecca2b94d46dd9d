import type { Pdp } from "../pdp/pdp.ts";
import type { Catalog, Kind } from "../policies/catalog.ts";
import { type Answer, ask, type MatrixCondition } from "./ask.ts";
import {
  type Column,
  columnsOf,
  SECTION_NAMES,
  type SectionName,
} from "./columns.ts";

/** What roles and credentials may do, for one kind, one action and one condition. */
export interface MatrixRow {
  readonly kind: string;
  readonly action: string;
  /** What the row's `condition` cells depend on; absent where there are none. */
  readonly condition?: MatrixCondition | undefined;
  /** By column: always, where the condition holds, or not by this row. */
  readonly cells: Readonly<Record<string, Answer["kind"]>>;
}

export interface MatrixSection {
  readonly name: SectionName;
  readonly columns: readonly string[];
  readonly rows: readonly MatrixRow[];
}

/** Who may do what, as the PDP says. A kind is in each section whose roles count for it. */
export type Matrix = readonly MatrixSection[];

export interface MatrixOptions {
  /** Only this kind. */
  readonly kind?: string | undefined;
}

/**
 * Asks the PDP about every action of every kind, as a principal of each role and as each credential.
 *
 * Kinds, actions and attributes are the catalog's, and conditions are the PDP's own query plans, so that a new policy is in it
 * as soon as it is written.
 *
 * @throws {UnknownNameError} where the catalog has no such kind
 * @throws {PdpUnavailableError} where no answer comes in time
 * @throws {PdpRequestError} where the PDP cannot judge a request
 */
export async function buildMatrix(
  pdp: Pdp,
  catalog: Catalog,
  { kind }: MatrixOptions = {},
): Promise<Matrix> {
  const rows = new Map<SectionName, MatrixRow[]>();
  for (const each of kind === undefined
    ? catalog.kinds
    : [catalog.kind(kind)]) {
    for (const [name, found] of await sectionsOf(pdp, each)) {
      rows.set(name, [...(rows.get(name) ?? []), ...found]);
    }
  }
  return SECTION_NAMES.map((name) => ({
    name,
    columns: columnsOf(name).map((column) => column.name),
    rows: rows.get(name) ?? [],
  })).filter((section) => section.rows.length > 0);
}

/**
 * The sections that a kind is in, with its rows: those whose sets of derived roles its policy imports. Where it imports a set of
 * its own, those where a role may do anything; if there is none, it still has to be somewhere.
 */
async function sectionsOf(
  pdp: Pdp,
  kind: Kind,
): Promise<ReadonlyMap<SectionName, readonly MatrixRow[]>> {
  const imported = SECTION_NAMES.filter((name) =>
    kind.derivedRoleSets.includes(name),
  );
  const isAll = imported.length === kind.derivedRoleSets.length;
  const found = new Map<SectionName, readonly ActionAnswers[]>();
  for (const name of isAll ? imported : SECTION_NAMES) {
    const answers = await grid(pdp, kind, name);
    if (imported.includes(name) || answers.some(allowsARole)) {
      found.set(name, answers);
    }
  }
  if (found.size === 0) {
    found.set("organization", await grid(pdp, kind, "organization"));
  }
  return new Map(
    [...found].map(([name, answers]) => [
      name,
      answers.flatMap((each) => rowsOf(kind.name, each)),
    ]),
  );
}

/** The answers for one action, by column. */
interface ActionAnswers {
  readonly action: string;
  readonly answers: readonly (readonly [Column, Answer])[];
}

/** One action at a time: a PDP of two processors has enough of its columns and plans. */
async function grid(
  pdp: Pdp,
  kind: Kind,
  section: SectionName,
): Promise<readonly ActionAnswers[]> {
  const found: ActionAnswers[] = [];
  for (const action of kind.actions) {
    const answers = await Promise.all(
      columnsOf(section).map(
        async (column) =>
          [column, await ask(pdp, kind, action, column)] as const,
      ),
    );
    found.push({ action, answers });
  }
  return found;
}

function allowsARole({ answers }: ActionAnswers): boolean {
  return answers.some(([{ isRole }, { kind }]) => isRole && kind !== "never");
}

/** A row for each condition, and one for whoever needs none, in the order of the columns; an empty one where nobody may. */
function rowsOf(
  kind: string,
  { action, answers }: ActionAnswers,
): readonly MatrixRow[] {
  const keys = answers.map(([, answer]) => JSON.stringify(answer));
  const distinct = [...new Set(keys)].filter((key) => key !== NEVER);
  return (distinct.length === 0 ? [NEVER] : distinct).map((key) => {
    const answer = JSON.parse(key) as Answer;
    return {
      kind,
      action,
      ...("condition" in answer ? { condition: answer.condition } : {}),
      cells: Object.fromEntries(
        answers.map(([{ name }], at) => [
          name,
          keys[at] === key ? answer.kind : "never",
        ]),
      ),
    };
  });
}

const NEVER = JSON.stringify({ kind: "never" });
