import type { Expression } from "../cel/expression.ts";
import { type Path, pathOf } from "../cel/path.ts";
import type { Position } from "./position.ts";
import type { YamlNode } from "./yaml/node.ts";

/** A name with its position. */
export interface Name extends Position {
  readonly name: string;
}

export interface Variable extends Name {
  readonly expression: Expression;
}

export interface Constant extends Name {
  readonly value: YamlNode;
}

/** The variables or constants of a policy: its own, and the names of the exports that it imports. */
export interface Definitions<T> {
  readonly imports: readonly Name[];
  readonly local: readonly T[];
}

/** A resource policy or a set of derived roles, which has expressions and defines names for them. */
export interface Definer extends Position {
  readonly variables: Definitions<Variable>;
  readonly constants: Definitions<Constant>;
}

/** A file of variables or constants that policies import. */
export interface Export<T> extends Name {
  readonly definitions: readonly T[];
}

/** The most variables through which a path is followed. */
export const MOST_STEPS = 100;

/** The meaning of the names in the expressions of one policy or one set of derived roles. */
export class Scope {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly constants: ReadonlyMap<string, Constant>;

  constructor(variables: Iterable<Variable>, constants: Iterable<Constant>) {
    this.variables = byName(variables);
    this.constants = byName(constants);
  }

  /** The first variable whose chain of variables is too long to be followed. */
  get endless(): Variable | undefined {
    return [...this.variables.values()].find(
      ({ name }) => this.meanings(["V", name]).length > MOST_STEPS,
    );
  }

  /**
   * A path as it is written, followed by the paths that it stands for if it goes through variables that are only paths.
   */
  meanings(path: Path): readonly Path[] {
    const meanings = [path];
    const followed = new Set<string>();
    let [root, name, ...rest] = path;
    while (
      root === "V" &&
      name !== undefined &&
      !followed.has(name) &&
      followed.size < MOST_STEPS
    ) {
      followed.add(name);
      const ast = this.variables.get(name)?.expression.ast;
      const base = ast && pathOf(ast);
      if (base === undefined) break;
      const meaning = [...base, ...rest];
      meanings.push(meaning);
      [root, name, ...rest] = meaning;
    }
    return meanings;
  }
}

function byName<T extends Name>(all: Iterable<T>): ReadonlyMap<string, T> {
  return new Map([...all].map((each) => [each.name, each]));
}
