import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { Filter, Policies } from "../../src/index.ts"; // in a service: "rolebook"
import type { FlagTables } from "./flag-database.ts";

type Flags = ExpressionBuilder<FlagTables, "flags">;
type FlagFilter = Filter<Policies, "flag">;
type Operand = FlagFilter["condition"];

/**
 * A part of a condition that has no translation here. So there is no query, because a wider one would show too much.
 */
export class UntranslatableError extends Error {
  override readonly name = "UntranslatableError";

  constructor(part: Operand) {
    super(`There is no SQL for ${JSON.stringify(part)}.`);
  }
}

/** The argument of `where` that selects the flags of a filter. */
export function whereAllowed(
  filter: FlagFilter,
): (flags: Flags) => Expression<SqlBool> {
  return (flags) => {
    const { kind, project, condition } = filter;
    if (kind === "never") return flags.lit(false);
    const allowed =
      kind === "always" ? flags.lit(true) : translate(flags, condition);
    // The condition need not contain the project.
    return project === undefined
      ? allowed
      : flags.and([flags("flags.project", "=", project), allowed]);
  };
}

const ATTRIBUTES = "request.resource.attr.";
const COLUMNS = ["organization", "project", "access"] as const;

function translate(flags: Flags, part: Operand): Expression<SqlBool> {
  if (part !== undefined && "operator" in part) {
    const { operator, operands } = part;
    const [left, right] = operands;
    switch (operator) {
      case "and":
        return flags.and(operands.map((each) => translate(flags, each)));
      case "or":
        return flags.or(operands.map((each) => translate(flags, each)));
      case "eq":
        return flags(column(left), "=", text(right));
      case "in":
        return isAttribute(right, "editors")
          ? hasEditor(flags, text(left))
          : flags(column(left), "in", texts(right));
    }
  }
  throw new UntranslatableError(part);
}

function hasEditor(flags: Flags, user: string): Expression<SqlBool> {
  return flags.exists(
    flags
      .selectFrom("flag_editors")
      .select("flag_editors.user_id")
      .whereRef("flag_editors.flag_id", "=", "flags.id")
      .where("flag_editors.user_id", "=", user),
  );
}

function column(part: Operand): (typeof COLUMNS)[number] {
  const found = COLUMNS.find((each) => isAttribute(part, each));
  if (found !== undefined) return found;
  throw new UntranslatableError(part);
}

function isAttribute(part: Operand, name: string): boolean {
  return (
    part !== undefined && "name" in part && part.name === ATTRIBUTES + name
  );
}

function text(part: Operand): string {
  if (part !== undefined && "value" in part && typeof part.value === "string")
    return part.value;
  throw new UntranslatableError(part);
}

function texts(part: Operand): readonly string[] {
  const values = part !== undefined && "value" in part ? part.value : undefined;
  if (Array.isArray(values) && values.every((each) => typeof each === "string"))
    return values;
  throw new UntranslatableError(part);
}
