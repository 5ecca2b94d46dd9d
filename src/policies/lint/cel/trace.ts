import type { Constant, Scope, Variable } from "../tree/scope.ts";
import type { Place } from "../finding.ts";
import type { Expression } from "./expression.ts";
import { ITEM, type Path, pathOf } from "./path.ts";
import { walk } from "./walk.ts";

/** An attribute that an expression reads. */
export interface AttributeRead extends Place {
  readonly of: "resource" | "principal";
  /** The names below `attr`; empty where all attributes are taken as a whole. */
  readonly path: Path;
}

/** All that some expressions lead to, through the variables that they use. */
export interface Trace {
  /** The expressions themselves, and those of the variables. */
  readonly expressions: ReadonlySet<Expression>;
  readonly variables: ReadonlySet<Variable>;
  readonly constants: ReadonlySet<Constant>;
  readonly reads: readonly AttributeRead[];
  /** Whether they ask which derived roles are in effect, by name and not by a rule. */
  readonly asksForDerivedRoles: boolean;
}

export function trace(expressions: Iterable<Expression>, scope: Scope): Trace {
  const tracer = new Tracer(scope);
  for (const expression of expressions) tracer.follow(expression);
  return tracer;
}

class Tracer implements Trace {
  readonly expressions = new Set<Expression>();
  readonly variables = new Set<Variable>();
  readonly constants = new Set<Constant>();
  readonly reads: AttributeRead[] = [];
  asksForDerivedRoles = false;
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  follow(expression: Expression): void {
    if (this.expressions.has(expression)) return;
    this.expressions.add(expression);
    if (expression.ast === undefined) return;
    walk(expression.ast, (node, locals) => {
      const path = pathOf(node, locals);
      if (path === undefined) return true;
      this.#note(expression, path);
      return false;
    });
  }

  #note({ file, line }: Place, path: Path): void {
    // What a variable stands for is noted where the variable is; only what is read of it is news here.
    const paths = path.length > 2 ? this.#scope.meanings(path) : [path];
    for (const [root, name, ...rest] of paths) {
      if (root === "V" && name !== undefined) {
        const variable = this.#scope.variables.get(name);
        if (variable === undefined) continue;
        this.variables.add(variable);
        this.follow(variable.expression);
      } else if (root === "C" && name !== undefined) {
        const constant = this.#scope.constants.get(name);
        if (constant !== undefined) this.constants.add(constant);
      } else if (root === "runtime") {
        this.asksForDerivedRoles = true;
      } else if ((name === undefined || name === "attr") && !isItem(rest)) {
        for (const of of OWNERS.get(root ?? "") ?? []) {
          this.reads.push({ file, line, of, path: rest });
        }
      }
    }
  }
}

/** Whether it is an item of a list by itself: the list is read, and of the item nothing that has a name. */
function isItem(path: Path): boolean {
  return path.at(-1) === ITEM;
}

/** Whose attributes a path may lead to, by its first name. */
const OWNERS: ReadonlyMap<string, readonly AttributeRead["of"][]> = new Map([
  ["R", ["resource"]],
  ["P", ["principal"]],
  ["request", ["resource", "principal"]],
] as const);
