import type { Constant, Scope, Variable } from "../tree/scope.ts";
import type { Position } from "../tree/position.ts";
import type { Expression } from "./expression.ts";
import { ITEM, type Path, pathOf } from "./path.ts";
import { walk } from "./walk.ts";

/** An attribute that an expression reads. */
export interface AttributeRead extends Position {
  readonly of: "resource" | "principal";
  /** The names below `attr`. Empty if all attributes are used as a whole. */
  readonly path: Path;
}

/** Everything that some expressions use, also through variables. */
export interface Trace {
  /** The expressions themselves, and those of the variables. */
  readonly expressions: ReadonlySet<Expression>;
  readonly variables: ReadonlySet<Variable>;
  readonly constants: ReadonlySet<Constant>;
  readonly reads: readonly AttributeRead[];
  /** Whether everything could be followed. If not, the expressions may read other attributes too. */
  readonly isWhole: boolean;
}

export function trace(expressions: Iterable<Expression>, scope: Scope): Trace {
  const tracer = new Tracer(scope);
  // The loop also visits expressions that are found meanwhile. Without recursion, a chain of variables may be of any
  // length.
  for (const expression of expressions) tracer.expressions.add(expression);
  for (const expression of tracer.expressions) tracer.visit(expression);
  return tracer;
}

class Tracer implements Trace {
  readonly expressions = new Set<Expression>();
  readonly variables = new Set<Variable>();
  readonly constants = new Set<Constant>();
  readonly reads: AttributeRead[] = [];
  isWhole = true;
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  visit(expression: Expression): void {
    if (expression.ast === undefined) {
      // An expression that cannot be parsed may use anything.
      this.isWhole = false;
      for (const each of this.#scope.variables.values()) {
        this.variables.add(each);
      }
      for (const each of this.#scope.constants.values()) {
        this.constants.add(each);
      }
      return;
    }
    walk(expression.ast, (node, locals) => {
      const path = pathOf(node, locals);
      if (path === undefined) return true;
      this.#note(expression, path);
      return false;
    });
  }

  #use(variable: Variable): void {
    this.variables.add(variable);
    this.expressions.add(variable.expression);
  }

  #note({ file, line }: Position, path: Path): void {
    // Reads of a variable's own expression are noted there. Here, only paths below the variable are new.
    const paths = path.length > 2 ? this.#scope.meanings(path) : [path];
    for (const [root, name, ...rest] of paths) {
      if (root === "V") {
        const variable = this.#scope.variables.get(name ?? "");
        if (variable === undefined) this.isWhole = false;
        else this.#use(variable);
      } else if (root === "C" && name !== undefined) {
        const constant = this.#scope.constants.get(name);
        if (constant !== undefined) this.constants.add(constant);
      } else if (root === "runtime") {
        // It tells which derived roles are in effect, and these may read any attributes.
        this.isWhole = false;
      } else if (name === undefined || name === "attr") {
        for (const of of OWNERS.get(root ?? "") ?? []) {
          this.reads.push({ file, line, of, path: withoutItem(rest) });
        }
      }
    }
  }
}

/** A path without items at its end, because reading an item by itself is reading the list. */
function withoutItem(path: Path): Path {
  const last = path.findLastIndex((name) => name !== ITEM);
  return path.slice(0, last + 1);
}

/** The owners of the attributes that a path may lead to, by its first name. */
const OWNERS: ReadonlyMap<string, readonly AttributeRead["of"][]> = new Map([
  ["R", ["resource"]],
  ["P", ["principal"]],
  ["request", ["resource", "principal"]],
] as const);
