import ts from "typescript";
import { packagePath } from "../../src/util/package-root.ts";

/** A module that seems to be here, and is only in memory. */
function moduleNamed(name: string): string {
  return packagePath("test", "policies", `${name}.snippet.ts`);
}

const POLICIES = moduleNamed("policies");

/** What a service has: the generated types, and a function that takes them. */
const PRELUDE = `
import type { ActionOf, AttributesOf, CodeOf, KindOf } from "${packagePath("src", "policies", "types", "policy-types.ts")}";
import type { Policies } from "${POLICIES}";
export declare function check<K extends KindOf<Policies>>(question: {
  readonly action: ActionOf<Policies, K>;
  readonly kind: K;
  readonly attr: AttributesOf<Policies, K>;
}): CodeOf<Policies> | undefined;
`;

/** What TypeScript says about each of some snippets, beside the generated types. Each one is a module. */
export function errorsOf(
  policyTypes: string,
  snippets: readonly string[],
): readonly (readonly string[])[] {
  const modules = new Map([
    [POLICIES, policyTypes],
    ...snippets.map(
      (snippet, index) =>
        [moduleNamed(String(index)), `${PRELUDE}${snippet}`] as const,
    ),
  ]);
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    // What a service has besides makes no difference, and takes a while to read.
    lib: ["lib.es5.d.ts"],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  host.fileExists = (file) => modules.has(file) || fileExists(file);
  host.readFile = (file) => modules.get(file) ?? readFile(file);
  const program = ts.createProgram([...modules.keys()], options, host);
  const errorsIn = (file: string): readonly string[] => {
    const source = program.getSourceFile(file);
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n"),
    );
  };
  const own = errorsIn(POLICIES);
  if (own.length > 0) {
    throw new Error(`The types themselves are wrong: ${own.join("\n")}`);
  }
  return snippets.map((_, index) => errorsIn(moduleNamed(String(index))));
}
