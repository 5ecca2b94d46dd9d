import type { Pdp } from "../pdp/pdp.ts";
import type { Catalog, Kind } from "../policies/catalog.ts";
import { isPattern } from "../policies/tree/pattern.ts";
import { type Answer, ask, conjunction, type MatrixCondition } from "./ask.ts";
import {
  type Column,
  columnsOf,
  SECTION_NAMES,
  type SectionName,
} from "./columns.ts";
import { circumstances } from "./circumstances.ts";
import { type Distance, DISTANCE_TEXTS, DISTANCES } from "./distance.ts";

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
  await assertKnown(pdp, kind);
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

/**
 * A PDP that runs elsewhere may have other policies. It plans nothing for a kind that it does not have, without a word; a check
 * tells.
 */
async function assertKnown(pdp: Pdp, kind: Kind): Promise<void> {
  const [column] = columnsOf("organization");
  if (column === undefined) return;
  const { principal } = column;
  const [attr] = circumstances(kind, principal.id);
  const [action] = kind.actions;
  if (attr === undefined || action === undefined) return;
  const resource = { kind: kind.name, id: kind.name, attr };
  await pdp.check({ principal, resources: [{ resource, actions: [action] }] });
}

/** The answers for one action, by column. */
interface ActionAnswers {
  readonly action: string;
  readonly answers: readonly (readonly [Column, Answer])[];
}

/** One question at a time: a PDP of two processors has enough of its columns. */
async function grid(
  pdp: Pdp,
  kind: Kind,
  section: SectionName,
): Promise<readonly ActionAnswers[]> {
  const byRules = new Map<string, Omit<ActionAnswers, "action">[]>();
  const found: ActionAnswers[] = [];
  for (const action of kind.actions) {
    const rules = rulesOf(kind, action);
    let answers = byRules.get(rules);
    if (answers === undefined) {
      answers = await answersFor(pdp, kind, action, columnsOf(section));
      byRules.set(rules, answers);
    }
    found.push(...answers.map((each) => ({ action, ...each })));
  }
  return found;
}

/**
 * What tells the rules of one action from those of another. No condition can read the action, so that actions of the same rules
 * have the same answers, unless a rule names them by a pattern.
 */
function rulesOf({ rules }: Kind, action: string): string {
  const hasPattern = rules.some(({ actions }) => actions.some(isPattern));
  if (hasPattern) return action;
  return rules
    .flatMap(({ actions }, at) => (actions.includes(action) ? at : []))
    .join();
}

async function answersFor(
  pdp: Pdp,
  kind: Kind,
  action: string,
  columns: readonly Column[],
): Promise<Omit<ActionAnswers, "action">[]> {
  const found: Omit<ActionAnswers, "action">[] = [];
  for (const distance of DISTANCES) {
    const answers = await Promise.all(
      columns.map(
        async (column) =>
          [column, await at(distance, pdp, kind, action, column)] as const,
      ),
    );
    const isNews = answers.some(([, answer]) => answer.kind !== "never");
    if (distance === "here" || isNews) found.push({ answers });
  }
  return found;
}

/** The answer at a distance. Elsewhere there is no role, so what is allowed there says that it is there. */
async function at(
  distance: Distance,
  pdp: Pdp,
  kind: Kind,
  action: string,
  column: Column,
): Promise<Answer> {
  const text = DISTANCE_TEXTS[distance];
  // A credential has no roles: every project of its organization is the same to it.
  const isNowhere =
    distance === "project" &&
    (column.type === "credential" || !kind.attributes.has("project"));
  if (
    isNowhere ||
    (distance === "organization" && !kind.attributes.has("organization"))
  ) {
    return { kind: "never" };
  }
  const answer = await ask(pdp, kind, action, column, distance);
  if (answer.kind === "never" || text === undefined) return answer;
  const { condition } = { condition: undefined, ...answer };
  const parts = [text, ...(condition === undefined ? [] : [condition.text])];
  return {
    kind: "condition",
    condition: { text: conjunction(parts), codes: [] },
  };
}

/** Whether a role may do what somebody without one may not. */
function allowsARole({ answers }: ActionAnswers): boolean {
  const [none, ...others] = answers
    .filter(([{ type }]) => type === "app_role" || type === "organization_role")
    .map(([, answer]) => JSON.stringify(answer));
  return others.some((answer) => answer !== none);
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
        answers.map(([{ name }], index) => [
          name,
          keys[index] === key ? answer.kind : "never",
        ]),
      ),
    };
  });
}

const NEVER = JSON.stringify({ kind: "never" });
