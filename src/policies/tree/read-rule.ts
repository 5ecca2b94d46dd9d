import type { Fields } from "./fields.ts";
import type { Condition, Rule } from "./policy-tree.ts";

export function readRule(fields: Fields): Rule {
  const { file, line } = fields;
  const name = fields.text("name")?.name;
  const effect = fields.text("effect")?.name;
  const output = fields.mapping("output");
  const when = output?.mapping("when");
  const rule = {
    file,
    line,
    name: name === "" ? undefined : name,
    actions: fields.texts("actions"),
    // Everything that is not a DENY is checked like an ALLOW.
    effect: effect === "EFFECT_DENY" ? ("deny" as const) : ("allow" as const),
    roles: fields.texts("roles"),
    derivedRoles: fields.texts("derivedRoles"),
    condition: readCondition(fields),
    ruleActivated: when?.expression("ruleActivated"),
    conditionNotMet: when?.expression("conditionNotMet"),
  };
  for (const each of [fields, output, when]) each?.end();
  if (effect !== "EFFECT_ALLOW" && effect !== "EFFECT_DENY") {
    fields.problem(
      "The effect is neither EFFECT_ALLOW nor EFFECT_DENY. Write one of these.",
    );
  }
  if (rule.actions.length === 0) {
    fields.problem("The rule has no actions. Name some, or remove it.");
  }
  return rule;
}

/** The condition of a rule or of a derived role. */
export function readCondition(of: Fields): Condition | undefined {
  const condition = of.mapping("condition");
  const match = condition?.mapping("match");
  condition?.end();
  return match && readMatch(match);
}

function readMatch(fields: Fields): Condition {
  const { file, line } = fields;
  const expression = fields.expression("expr");
  const blocks = (["all", "any", "none"] as const).flatMap((kind) => {
    const block = fields.mapping(kind);
    const of = block?.mappings("of").map(readMatch) ?? [];
    block?.end();
    return block ? [{ file, line, kind, of }] : [];
  });
  fields.end();
  const parts: readonly Condition[] = [
    ...(expression ? [{ file, line, kind: "expr" as const, expression }] : []),
    ...blocks,
  ];
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  fields.problem(
    "The condition is not one of expr, all, any and none. Write one of these.",
  );
  // As alternatives, so that nothing follows from any of them.
  return { file, line, kind: "any", of: parts };
}
