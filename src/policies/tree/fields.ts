import { quote } from "../../util/quote.ts";
import { type Expression, parseExpression } from "../cel/expression.ts";
import { type Position, type Problem, problemAt } from "./position.ts";
import {
  entriesOf,
  isNothing,
  type YamlNode,
  type YamlScalar,
} from "./yaml/node.ts";
import type { Name } from "./scope.ts";

/**
 * Reads a mapping of a policy key by key, and collects everything unexpected as problems.
 *
 * Cerbos accepts more spellings than its schema shows, such as `derived_roles` and `effect: 1`. A part that is not
 * understood here could mean anything, so it is a problem and not skipped.
 */
export class Fields implements Position {
  readonly file: string;
  readonly line: number;
  readonly #problems: Problem[];
  readonly #values: ReadonlyMap<string, YamlNode>;
  readonly #keys: readonly YamlScalar[];
  readonly #known = new Set<string>();

  constructor(file: string, node: YamlNode, problems: Problem[]) {
    this.file = file;
    this.line = node.line;
    this.#problems = problems;
    const entries = entriesOf(node).filter(({ value }) => !isNothing(value));
    this.#values = new Map(entries.map(({ key, value }) => [key.text, value]));
    this.#keys = entries.map(({ key }) => key);
    if (node.kind !== "mapping") this.#expected("a mapping", node);
  }

  /** The text of a key, if the file has it. */
  text(key: string): Name | undefined {
    const node = this.#take(key);
    return node && this.#toName(node);
  }

  /** The text of a key. It is a problem if it is missing. */
  required(key: string): Name | undefined {
    const name = this.text(key);
    if (name === undefined || name.name === "") {
      this.problem(`The key "${key}" is missing. Write it.`);
      return undefined;
    }
    return name;
  }

  texts(key: string): readonly Name[] {
    return this.#items(key).flatMap((node) => this.#toName(node) ?? []);
  }

  expression(key: string): Expression | undefined {
    const name = this.text(key);
    return name && this.#parse(name);
  }

  mapping(key: string): Fields | undefined {
    const node = this.#take(key);
    return node && this.#below(node);
  }

  mappings(key: string): readonly Fields[] {
    return this.#items(key).map((node) => this.#below(node));
  }

  /** The keys of a mapping with their expressions. */
  expressions(key: string): readonly (Name & { expression: Expression })[] {
    const node = this.#take(key);
    if (node === undefined) return [];
    const fields = this.#below(node);
    return fields.#keys.flatMap(({ line, text }) => {
      const expression = fields.expression(text);
      return expression
        ? [{ file: this.file, line, name: text, expression }]
        : [];
    });
  }

  /** The keys of a mapping with their values. */
  values(key: string): readonly (Name & { value: YamlNode })[] {
    const node = this.#take(key);
    if (node === undefined) return [];
    const { file } = this;
    if (node.kind !== "mapping") this.#expected("a mapping", node);
    return entriesOf(node).map(({ key: { line, text }, value }) => ({
      ...{ file, line, name: text, value },
    }));
  }

  has(key: string): boolean {
    return this.#take(key) !== undefined;
  }

  /** Marks keys that need no check. */
  ignore(...keys: readonly string[]): void {
    for (const key of keys) this.#known.add(key);
  }

  /** To be called at the end. Keys that were not read are not understood, and so are problems. */
  end(): void {
    const { file } = this;
    for (const { line, text } of this.#keys) {
      if (this.#known.has(text)) continue;
      const message = `The key ${quote(text)} is not understood, so it is not checked. Write it as the other policies do.`;
      this.problem(message, { file, line });
    }
  }

  problem(message: string, place: Position = this): void {
    this.#problems.push(problemAt(place, message));
  }

  #take(key: string): YamlNode | undefined {
    this.#known.add(key);
    return this.#values.get(key);
  }

  #below(node: YamlNode): Fields {
    return new Fields(this.file, node, this.#problems);
  }

  #items(key: string): readonly YamlNode[] {
    const node = this.#take(key);
    if (node === undefined) return [];
    if (node.kind === "list") return node.items;
    this.#expected("a list", node);
    return [];
  }

  #toName(node: YamlNode): Name | undefined {
    if (node.kind === "scalar") {
      return { file: this.file, line: node.line, name: node.text };
    }
    this.#expected("text", node);
    return undefined;
  }

  #parse(name: Name): Expression {
    const expression = parseExpression(name, name.name);
    if (expression.problem !== undefined) {
      const message = `The expression ${quote(name.name)} is not understood, so it is not checked: ${expression.problem}. Write it in plain CEL.`;
      this.problem(message, name);
    }
    return expression;
  }

  #expected(what: string, { line }: YamlNode): void {
    const message = `This is not ${what}, so it is not checked. Write it as the other policies do.`;
    this.problem(message, { file: this.file, line });
  }
}
